"""A small, readable deep-learning engine, built step by step in the course.

Its files and rooms, in the order in which the course teaches them. Each imports only
from those above it.

``operators``         functions of numbers, and functions of functions
``state_dict``        the numbers of a model, taken out and put back
``checks``            mistakes that are refused where they are made
``module``            a place for the parameters of a model
``data/``             points in the plane, and handwritten digits
``function``          a function and its derivative, face to face
``autodiff``          Variables, the graph they leave behind, and the way back
``scalar_functions``  the Functions of numbers
``scalar``            numbers that remember how they were computed
``inspect/``          numerical derivatives, recordings, other ways back
``optim``             how parameters change to make a loss smaller
``faster/``           fused Functions, replays, a paused collector
``storage/``          how the numbers of a tensor lie in memory
``backends/``         what computes on them: loops to be read, and numpy
``tensors/``          arrays of numbers that remember how they were computed
``losses``            how wrong a model is
``nn``                layers
``saving``            models in files
``plot/``             every picture of the course
"""

import importlib
from typing import TYPE_CHECKING, Any

from minitorch import operators
from minitorch.autodiff import (
    ScalarHistory,
    Variable,
    backpropagate,
    topological_sort,
)
from minitorch.function import Context, Function
from minitorch.inspect.numerical import central_difference, derivative_check
from minitorch.module import Module, Parameter
from minitorch.optim import SGD, Adam
from minitorch.scalar import Scalar
from minitorch.scalar_functions import ScalarFunction

if TYPE_CHECKING:
    from minitorch import nn
    from minitorch.data.points import PointSet, datasets
    from minitorch.faster.collector import collector_paused
    from minitorch.saving import load, save
    from minitorch.storage.indexing import IndexingError, ShapeError
    from minitorch.storage.tensor_data import TensorData
    from minitorch.tensors.creation import (
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
    from minitorch.tensors.elementwise import TensorFunction
    from minitorch.tensors.grad_check import grad_check
    from minitorch.tensors.tensor import Tensor

# What needs numpy, or is slow to load, is loaded when it is first used: Scalars do
# without.
_LATER = {
    "arange": "tensors.creation",
    "cat": "tensors.creation",
    "collector_paused": "faster.collector",
    "datasets": "data.points",
    "full": "tensors.creation",
    "grad_check": "tensors.grad_check",
    "ones": "tensors.creation",
    "rand": "tensors.creation",
    "randn": "tensors.creation",
    "stack": "tensors.creation",
    "tensor": "tensors.creation",
    "zeros": "tensors.creation",
    "IndexingError": "storage.indexing",
    "PointSet": "data.points",
    "ShapeError": "storage.indexing",
    "Tensor": "tensors.tensor",
    "TensorData": "storage.tensor_data",
    "TensorFunction": "tensors.tensor",
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
