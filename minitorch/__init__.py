"""A small, readable deep-learning engine, built step by step in the course."""

import importlib

from minitorch import operators
from minitorch.autodiff import (
    Context,
    ScalarHistory,
    Variable,
    backpropagate,
    topological_sort,
)
from minitorch.function import Function
from minitorch.module import Module, Parameter
from minitorch.numerical import central_difference, derivative_check
from minitorch.optim import SGD, Adam
from minitorch.scalar import Scalar, ScalarFunction
from minitorch.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minitorch import nn
    from minitorch.collector import collector_paused
    from minitorch.creation import (
        arange,
        cat,
        full,
        ones,
        rand,
        randn,
        stack,
        tensor,
        zeros,
    )
    from minitorch.elementwise import TensorFunction
    from minitorch.indexing import IndexingError, ShapeError
    from minitorch.points import PointSet, datasets
    from minitorch.saving import load, save
    from minitorch.tensor_check import grad_check
    from minitorch.tensor_data import TensorData
    from minitorch.tensors import Tensor

# What needs numpy, or is slow to load, is loaded when it is first used: Scalars do
# without.
_LATER = {
    "arange": "creation",
    "cat": "creation",
    "collector_paused": "collector",
    "datasets": "points",
    "full": "creation",
    "grad_check": "tensor_check",
    "ones": "creation",
    "rand": "creation",
    "randn": "creation",
    "stack": "creation",
    "tensor": "creation",
    "zeros": "creation",
    "IndexingError": "indexing",
    "PointSet": "points",
    "ShapeError": "indexing",
    "Tensor": "tensors",
    "TensorData": "tensor_data",
    "TensorFunction": "tensors",
    "load": "saving",
    "nn": "nn",
    "save": "saving",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'minitorch' has no attribute {name!r}")
    module = importlib.import_module(f"minitorch.{_LATER[name]}")
    value = module if name == _LATER[name] else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATER})


__all__ = [
    "SGD",
    "Adam",
    "Context",
    "Function",
    "IndexingError",
    "Module",
    "Parameter",
    "PointSet",
    "Scalar",
    "ScalarFunction",
    "ScalarHistory",
    "ShapeError",
    "Tensor",
    "TensorData",
    "TensorFunction",
    "Variable",
    "arange",
    "backpropagate",
    "cat",
    "central_difference",
    "collector_paused",
    "datasets",
    "derivative_check",
    "full",
    "grad_check",
    "load",
    "nn",
    "ones",
    "operators",
    "rand",
    "randn",
    "save",
    "stack",
    "tensor",
    "topological_sort",
    "zeros",
]
