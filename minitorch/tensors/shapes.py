"""Functions of tensors that compute nothing: they only arrange the elements anew.

So backward arranges the derivatives back.
"""

from itertools import accumulate
from typing import Any

from minitorch.backends.arrays import backend_of
from minitorch.backends.backend import Array
from minitorch.function import Context
from minitorch.tensors.elementwise import TensorFunction


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
        ctx.save_for_backward(index, a.shape)
        part = a[index]
        if part.__class__ is a.__class__:
            return part
        key = index if isinstance(index, tuple) else (index,)
        return a[(*key, ...)]  # a number of numpy's sees no memory

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return backend_of(d_out).put(d_out, *ctx.saved_values)


class Expand(TensorFunction):
    """The same elements, repeated to a larger shape"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, shape: tuple[int, ...]) -> Array:
        use = backend_of(a)
        return use.broadcast_to(a, shape)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return d_out  # it is summed where the elements were repeated


class Cat(TensorFunction):
    """Tensors one after the other along a dimension"""

    @staticmethod
    def forward(ctx: Context, *arrays: Array, dim: int) -> Array:
        ctx.save_for_backward([a.shape[dim] for a in arrays], dim)
        return backend_of(*arrays).concatenate(arrays, dim)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, ...]:
        sizes, dim = ctx.saved_values
        before = (slice(None),) * (dim % len(d_out.shape))
        return tuple(
            d_out[(*before, slice(end - size, end))]
            for size, end in zip(sizes, accumulate(sizes), strict=True)
        )
