"""What a tensor is to numpy: an array, unless a derivative would be lost.

Arrays know nothing of derivatives. So numpy may compute with a constant as with an
array; for a tensor with a derivative its own methods compute, and where there is none
numpy is refused, as PyTorch does.
"""

import inspect
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np

from minitorch.passing_on import plain
from minitorch.tensors.more_names import TensorMoreNames
from minitorch.tensors.no_grad import recording

# From numpy's functions of each element to the methods that do the same.
METHODS = {
    "add": "__add__",
    "subtract": "__sub__",
    "multiply": "__mul__",
    "divide": "__truediv__",
    "remainder": "__mod__",
    "floor_divide": "__floordiv__",
    "power": "__pow__",
    "matmul": "__matmul__",
    "negative": "__neg__",
    "positive": "__pos__",
    "less": "__lt__",
    "less_equal": "__le__",
    "greater": "__gt__",
    "greater_equal": "__ge__",
    "equal": "__eq__",
    "not_equal": "__ne__",
    "absolute": "abs",
    "rint": "round",
}
SAME = (
    "exp log log2 log10 sqrt sin cos tanh square isnan maximum minimum sign floor ceil"
)
METHODS |= {name: name for name in SAME.split()}

FLATS = """
allclose argmax argmin argsort argwhere array_equal array_repr array_str count_nonzero
digitize empty_like histogram isclose isfinite isinf logical_and logical_not logical_or
may_share_memory ndim nonzero ones_like result_type searchsorted shape shares_memory
size zeros_like"""
FLAT = FLATS.split()
"""Functions of numpy's whose answers have no derivative that could be lost."""


class DerivativeLostError(RuntimeError):
    """A derivative would be lost without a word."""


class TensorWithNumpy(TensorMoreNames):
    """The part of Tensor that numpy's functions ask."""

    __slots__ = ()

    numpy_functions: ClassVar[dict[Any, Callable[..., Any]]]
    """What computes the same as a function of numpy's, with a derivative."""

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        """Return the elements for numpy: ``np.asarray(x)``, ``plt.imshow(x)``.

        Raises:
            DerivativeLostError: there is a derivative, and no ``no_grad``, with which
                none is wanted.
        """
        if differentiated(self):
            raise DerivativeLostError(
                "an array of numpy has no derivative, and that of a tensor would be "
                "lost; write x.detach() for its numbers, loss.item() for a number, or "
                "stack([…]) to make one tensor of several"
            )
        numbers = self.numpy()
        if copy or (dtype is not None and numbers.dtype != dtype):
            return np.array(numbers, dtype)
        return numbers

    def __array_ufunc__(
        self, ufunc: Any, how: str, *inputs: Any, **options: Any
    ) -> Any:
        """Answer numpy's functions of each element, where a method does the same.

        Raises:
            DerivativeLostError: as for ``__array_function__``.
        """
        name = METHODS.get(ufunc.__name__)
        if how != "__call__" or options or name is None:
            called = ufunc.__name__ if how == "__call__" else f"{ufunc.__name__}.{how}"
            return by_numpy(called, getattr(ufunc, how), inputs, options)
        first, *others = [self.like(x) for x in inputs]
        return getattr(first, name)(*others)

    def __array_function__(
        self, function: Any, types: Any, arguments: Any, options: Any
    ) -> Any:
        """Answer numpy's other functions, for constants with what numpy computes.

        Raises:
            DerivativeLostError: a derivative would be lost, as nothing here does the
                same.
        """
        known = self.numpy_functions.get(function)
        wanted = differentiated((*arguments, *options.values()))
        if wanted and known and takes(known, arguments, options):
            return known(*arguments, **options)
        return by_numpy(function.__name__, function, arguments, options)


def by_numpy(name: str, function: Any, arguments: Any, options: Any) -> Any:
    """Return what numpy computes with the numbers of tensors.

    Raises:
        DerivativeLostError: a derivative would be lost.
    """
    if name not in FLAT and differentiated((*arguments, *options.values())):
        here = f"minitorch.{name}(…)" if hasattr(TensorWithNumpy, name) else "methods"
        raise DerivativeLostError(
            f"numpy.{name} has no derivative, and that of a tensor would be lost; "
            f"compute with {here}, or write x.detach() if only numbers are wanted"
        )
    plain_options = {key: numbers(value) for key, value in options.items()}
    return function(*numbers(arguments), **plain_options)


def takes(function: Callable[..., Any], arguments: Any, options: Any) -> bool:
    """Whether a function can be called with these arguments."""
    try:
        inspect.signature(function).bind(*arguments, **options)
    except TypeError:
        return False
    return True


def differentiated(x: Any) -> bool:
    """Whether a tensor, or one in lists of lists of …, has a derivative."""
    if isinstance(x, (list, tuple)):
        return any(map(differentiated, x))
    return getattr(plain(x), "inputs", None) is not None and recording.get()


def numbers(x: Any) -> Any:
    """Return the numbers of a tensor, and lists and tuples with those of theirs."""
    if type(x) in (list, tuple):
        return type(x)(map(numbers, x))
    return x.numpy() if isinstance(x, TensorWithNumpy) else x
