"""Rows of numbers brought to one size, as one Function; see ``norms``."""

import numpy as np

from minitorch.backends.backend import Array
from minitorch.function import Context
from minitorch.fused.rows import products, total
from minitorch.tensors.elementwise import TensorFunction


class Normalised(TensorFunction):
    """y = z / √(mean of z² + eps) of each row, where z is x, or x minus its mean

    With s = 1 / √(mean of z² + eps) the derivative is s (d - y · mean of d y), and of
    that again the mean is taken away where it was before.
    """

    @staticmethod
    def forward(ctx: Context, x: Array, *, n: int, eps: float, centred: bool) -> Array:
        rows = x.reshape(-1, n)
        y = rows - total(rows) / n if centred else rows.copy()
        size = 1.0 / np.sqrt(products(y, y) / n + eps)
        y *= size
        ctx.save_for_backward(y, size, centred)
        return y.reshape(x.shape)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        y, size, centred = ctx.saved_values
        d = d_out.reshape(y.shape)
        d = d - y * (products(d, y) / y.shape[1])
        if centred:
            d -= total(d) / y.shape[1]
        d *= size
        return d.reshape(d_out.shape)
