"""Functions with steps: signs, and numbers made whole."""

from typing import Self

import numpy as np

from minitorch.backends import numbers
from minitorch.backends.arrays import backend_of
from minitorch.backends.backend import Array, Function1
from minitorch.function import Context
from minitorch.tensors.elementwise import TensorFunction
from minitorch.tensors.shaping import TensorShapes


class Stepwise(TensorFunction):
    """A function fn that is flat between its steps, as floor is: the derivative is 0"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, fn: Function1) -> Array:
        return backend_of(a).map(fn, a)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return backend_of(d_out).array(np.zeros(d_out.shape), d_out.dtype)


class TensorSteps(TensorShapes):
    """The part of Tensor that has these functions."""

    __slots__ = ()

    def sign(self) -> Self:
        """Return 1, 0 or -1 for each element; for NaN that (PyTorch gives 0)."""
        return Stepwise.apply(self, fn=numbers.sign)

    def floor(self) -> Self:
        """Return the next whole number that is not above each element."""
        return Stepwise.apply(self, fn=numbers.floor)

    def ceil(self) -> Self:
        """Return the next whole number that is not below each element."""
        return Stepwise.apply(self, fn=numbers.ceil)

    def round(self, *, decimals: int = 0) -> Self:
        """Return each element with so many decimals; of two the even one."""
        if decimals:
            return (self * 10.0**decimals).round() / 10.0**decimals
        return Stepwise.apply(self, fn=numbers.round)
