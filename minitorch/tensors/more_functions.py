"""More Functions of tensors, for the names that people bring from PyTorch."""

from typing import Any

import numpy as np

from minitorch.backends.arrays import backend_of
from minitorch.backends.backend import Array, Dim
from minitorch.backends.numbers import cos, sin, sqrt
from minitorch.function import Context
from minitorch.tensors.elementwise import TensorFunction, Zip
from minitorch.tensors.reductions import spread


class Sin(TensorFunction):
    """sin a, with the derivative cos a"""

    @staticmethod
    def forward(ctx: Context, a: Array) -> Array:
        ctx.save_for_backward(a)
        return backend_of(a).map(sin, a)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return backend_of(d_out).map(cos, ctx.saved_values) * d_out


class Cos(TensorFunction):
    """cos a, with the derivative -sin a"""

    @staticmethod
    def forward(ctx: Context, a: Array) -> Array:
        ctx.save_for_backward(a)
        return backend_of(a).map(cos, a)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return -backend_of(d_out).map(sin, ctx.saved_values) * d_out


class Where(Zip):
    """a where the condition holds, else b; each has the derivative where it stands"""

    @staticmethod
    def forward(ctx: Context, a: Array, b: Array, *, condition: Array) -> Array:
        ctx.save_for_backward(condition)
        return backend_of(a, b, condition).where(condition, a, b)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, Array]:
        (condition,) = ctx.saved_tensors
        use = backend_of(d_out)
        zero = np.zeros((), d_out.dtype)
        return use.where(condition, d_out, zero), use.where(condition, zero, d_out)


class Norm(TensorFunction):
    """√(Σ a²), with the derivative a / √(Σ a²); at 0, where it has none, 0"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, dim: Dim, keepdim: bool) -> Array:
        use = backend_of(a)
        out = use.map(sqrt, use.sum(a * a, dim, keepdim))
        ctx.save_for_backward(a, out, dim, keepdim)
        return out

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        a, out, dim, keepdim = ctx.saved_values
        use = backend_of(d_out)
        # Of NaN, NaN: so has the deviation of one element, which is 0 / 0.
        d_out = use.where(out == 0, d_out * 0.0, d_out) / use.where(out == 0, 1.0, out)
        return a * spread(d_out, a.shape, dim, keepdim)


class CumSum(TensorFunction):
    """Sums of the elements up to each one, along a dimension"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, dim: int) -> Array:
        ctx.save_for_backward(dim)
        return like(a, np.cumsum(np.asarray(a), dim))

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        dim = ctx.saved_values
        back = np.flip(np.cumsum(np.flip(np.asarray(d_out), dim), dim), dim)
        return like(d_out, back)


class Cast(TensorFunction):
    """The same numbers in another dtype"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, dtype: Any) -> Array:
        ctx.save_for_backward(a.dtype)
        return backend_of(a).array(np.asarray(a), np.dtype(dtype))

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return backend_of(d_out).array(np.asarray(d_out), ctx.saved_values)


def like(a: Array, numbers: Any) -> Array:
    """Return numbers as an array of the backend and the dtype of another."""
    return backend_of(a).array(numbers, a.dtype)
