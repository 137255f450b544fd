"""Functions of tensors that compute nothing: they only arrange the elements anew.

So backward arranges the derivatives back.
"""

from typing import Any

import numpy as np

from minitorch.function import Context
from minitorch.tensors.elementwise import Array, TensorFunction


class Reshape(TensorFunction):
    """The same elements in the same order, in another shape"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, shape: tuple[int, ...]) -> Array:
        ctx.save_for_backward(a.shape)
        return a.reshape(shape)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return d_out.reshape(ctx.saved_values)


class Permute(TensorFunction):
    """The dimensions in another order"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, order: tuple[int, ...]) -> Array:
        ctx.save_for_backward(order)
        return a.transpose(order)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        order = ctx.saved_values
        back = sorted(range(len(order)), key=lambda i: order[i] % len(order))
        return d_out.transpose(back)


class Copy(TensorFunction):
    """The same elements, side by side in memory"""

    @staticmethod
    def forward(ctx: Context, a: Array) -> Array:
        return a.copy()

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return d_out


class GetItem(TensorFunction):
    """a[index]: what was not picked has the derivative 0"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, index: Any) -> Array:
        ctx.save_for_backward(a, index)
        return a[index]

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        a, index = ctx.saved_values
        d_a = np.zeros_like(a)
        parts = index if isinstance(index, tuple) else (index,)
        if any(isinstance(part, np.ndarray) for part in parts):
            np.add.at(d_a, index, d_out)  # an element may have been picked twice
        else:
            d_a[index] = d_out
        return d_a


class Cat(TensorFunction):
    """Tensors one after the other along a dimension"""

    @staticmethod
    def forward(ctx: Context, *arrays: Array, dim: int) -> Array:
        ctx.save_for_backward([a.shape[dim] for a in arrays], dim)
        return np.concatenate(arrays, axis=dim)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, ...]:
        sizes, dim = ctx.saved_values
        before = (slice(None),) * (dim % d_out.ndim)
        ends = np.cumsum(sizes).tolist()
        return tuple(
            d_out[(*before, slice(end - size, end))]
            for size, end in zip(sizes, ends, strict=True)
        )
