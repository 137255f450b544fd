"""Functions with steps: signs, numbers made whole, and what a division leaves."""

from typing import Any, Self

import numpy as np

from minitorch.backends import numbers
from minitorch.backends.arrays import backend_of
from minitorch.backends.backend import Array, Function1
from minitorch.function import Context
from minitorch.tensors.elementwise import TensorFunction, Zip
from minitorch.tensors.shaping import TensorShapes


class Stepwise(TensorFunction):
    """A function fn that is flat between its steps, as floor is: the derivative is 0"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, fn: Function1) -> Array:
        return backend_of(a).map(fn, a)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return backend_of(d_out).array(np.zeros(d_out.shape), d_out.dtype)


class Remainder(Zip):
    """a - b · ⌊a / b⌋, of the sign of b; the derivatives are 1 and -⌊a / b⌋"""

    @staticmethod
    def forward(ctx: Context, a: Array, b: Array) -> Array:
        use = backend_of(a, b)
        out = use.zip(numbers.remainder, a, b)
        ctx.save_for_backward(use.map(numbers.round, (a - out) / b))
        return out

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, Array]:
        return d_out, -ctx.saved_values * d_out


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

    def __mod__(self, other: Any) -> Self:
        """Return what is left of a division, as Python's ``%`` does.

        Raises:
            ValueError: a divisor is 0 (PyTorch gives NaN).
        """
        return Remainder.apply(self, self.like(other))

    def __rmod__(self, other: Any) -> Self:
        return self.like(other) % self

    def __floordiv__(self, other: Any) -> Self:
        """Return how often a divisor is contained, as Python's ``//`` does.

        Raises:
            ValueError: a divisor is 0 (PyTorch gives infinity).
        """
        return ((self - self % other) / other).round()

    def __rfloordiv__(self, other: Any) -> Self:
        return self.like(other) // self
