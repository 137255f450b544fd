"""A small, readable deep-learning engine, built step by step in the course.

Its files and rooms, in the order in which the course teaches them. Each imports only
from those above it.

``operators``         functions of numbers, and functions of functions
``devices``           where programs ask to be computed
``constants``         numbers by their names
``state_dict``        the numbers of a model, taken out and put back
``checks``            mistakes that are refused where they are made
``passing_on``        a Parameter as a number
``module``            a place for the parameters of a model
``data/``             points in the plane, handwritten digits, and texts
``function``          a function and its derivative, face to face
``autodiff``          Variables, the graph they leave behind, and the way back
``copies``            copies of a graph
``scalar_functions``  the Functions of numbers
``scalar_names``      more of them, and other names
``scalar``            numbers that remember how they were computed
``inspect/``          numerical derivatives, recordings, other ways back
``schedules``         learning rates that change
``clipping``          derivatives that are made smaller
``optim_names``       what optimisers have beside their steps
``optim/``            how parameters change to make a loss smaller
``faster/``           fused Functions, replays, a paused collector
``storage/``          how the numbers of a tensor lie in memory
``backends/``         what computes on them: loops to be read, and numpy
``tensors/``          arrays of numbers that remember how they were computed
``fused/``            what layers are composed of, done at once
``losses``            how wrong a model is
``nn_module``         a Module with PyTorch's names
``containers``        modules and parameters by name, and in lists
``layers``            more layers
``norms``             rows of numbers brought to one size
``first_values``      what parameters begin with
``criteria``          losses as modules
``nn/``               layers to build a model of, and functions of PyTorch's names
``language/``         models of language, and the tokens they read
``loading``           batches of examples
``utils/``            where PyTorch keeps what is beside models
``checkpoints``       dictionaries in dictionaries, as a text and arrays
``saving``            models in files
``testing``           functions that MiniTorch's tests go through
``tensor_data``       other names of its own: for the room ``storage``,
``tensor_ops``        for the backends,
``tensor_functions``  and for Functions of tensors
``plot/``             every picture of the course
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minitorch import nn, operators
    from minitorch.autodiff import (
        ScalarHistory,
        Variable,
        backpropagate,
        topological_sort,
    )
    from minitorch.data.points import PointSet, datasets
    from minitorch.faster.collector import collector_paused
    from minitorch.function import Context, Function
    from minitorch.inspect.numerical import central_difference, derivative_check
    from minitorch.module import Module, Parameter
    from minitorch.optim import SGD, Adam
    from minitorch.saving import load, save
    from minitorch.scalar import Scalar
    from minitorch.scalar_functions import ScalarFunction
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

# Each is loaded when it is first used: so Scalars do without numpy, and a file that
# cannot be read stops only what needs it.
_LATER = {
    "SGD": "optim",
    "Adam": "optim",
    "Context": "function",
    "Function": "function",
    "IndexingError": "storage.indexing",
    "Module": "module",
    "Parameter": "module",
    "PointSet": "data.points",
    "Scalar": "scalar",
    "ScalarFunction": "scalar",
    "ScalarHistory": "autodiff",
    "ShapeError": "storage.indexing",
    "Tensor": "tensors.tensor",
    "TensorData": "storage.tensor_data",
    "TensorFunction": "tensors.tensor",
    "Variable": "autodiff",
    "arange": "tensors.creation",
    "backpropagate": "autodiff",
    "cat": "tensors.creation",
    "central_difference": "inspect.numerical",
    "collector_paused": "faster.collector",
    "datasets": "data.points",
    "derivative_check": "inspect.numerical",
    "full": "tensors.creation",
    "grad_check": "tensors.grad_check",
    "load": "saving",
    "functional": "nn",
    "nn": "nn",
    "ones": "tensors.creation",
    "operators": "operators",
    "rand": "tensors.creation",
    "randn": "tensors.creation",
    "save": "saving",
    "stack": "tensors.creation",
    "tensor": "tensors.creation",
    "topological_sort": "autodiff",
    "zeros": "tensors.creation",
}

# The same for names that people bring from PyTorch.
_PYTORCH = {
    "tensors.functions": (
        "where abs add all allclose amax amin any argmax argmin bmm ceil clamp clone "
        "cos cumsum div dot exp expand flatten floor is_close isnan log log_softmax "
        "masked_fill matmul max maximum mean min minimum mm mul mv neg norm permute "
        "pow relu reshape round sigmoid sign sin softmax split sqrt square squeeze "
        "std sub sum t tanh transpose tril triu unbind unsqueeze var "
        "argsort bincount chunk diag einsum eq equal flip gather ge gt index_select le "
        "log10 log2 logical_not logsumexp lt median meshgrid ne outer prod roll sort "
        "topk"
    ),
    "tensors.more_creation": (
        "as_tensor empty empty_like eye from_numpy full_like linspace multinomial "
        "normal one_hot ones_like rand_like randint randn_like randperm zeros_like"
    ),
    "tensors.generators": "Generator manual_seed",
    "devices": "accelerator cuda device",
    "constants": "e inf nan pi",
    "loading": "DataLoader Dataset Subset TensorDataset random_split",
    "optim": "AdamW",
    "tensors.no_grad": "enable_grad inference_mode no_grad set_grad_enabled",
    "tensors.dtypes": "bool double float float32 float64 int int32 int64 long",
}
# And for those from MiniTorch.
_MINITORCH = {
    "tensor_data": (
        "Index Shape Storage Strides UserIndex UserShape UserStrides broadcast_index "
        "index_to_position shape_broadcast strides_from_shape to_index"
    ),
    "tensor_functions": "History grad_central_difference",
    "tensor_ops": "FastOps SimpleBackend SimpleOps TensorBackend TensorOps",
    "testing": "MathTest MathTestVariable",
}
for _names in (_PYTORCH, _MINITORCH):
    _LATER |= {name: where for where in _names for name in _names[where].split()}

_NO_DEVICES = "there are no devices here, everything is on the CPU; leave it out"
_LEFT_OUT = {
    "mps": _NO_DEVICES,
    "float16": "tensors are float64 or float32",
    "bfloat16": "tensors are float64 or float32",
    "half": "tensors are float64 or float32",
    "compile": "nothing is compiled here; see minitorch.faster",
    "autograd": "call backward(), and derive a Function of your own from "
    "TensorFunction; derivatives of derivatives are left out",
    "func": "call backward(); functions are not transformed here",
}
"""What is missing on purpose, and why."""


def __getattr__(name: str) -> Any:
    where = f"minitorch.{_LATER.get(name, name)}"
    try:
        module = importlib.import_module(where)
    except ModuleNotFoundError as error:
        if name in _LATER or error.name != where:
            raise
        message = f"module 'minitorch' has no attribute {name!r}{_why_not(name)}"
        raise AttributeError(message) from None
    value = module if where == f"minitorch.{name}" else getattr(module, name)
    globals()[name] = value
    return value


def _why_not(name: str) -> str:
    """Return why a name is missing, or which one is near, for the end of a message."""
    if name in _LEFT_OUT:
        return f": {_LEFT_OUT[name]}"
    if name.startswith("_"):
        return ""
    absent: str = importlib.import_module("minitorch.checks").absent(name, _LATER)
    return absent or "; dir(minitorch) lists what is there"


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
