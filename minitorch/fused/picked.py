"""Rows of a table, each picked by its number, as one Function; see ``Embedding``."""

from typing import Any

import numpy as np

from minitorch.backends.backend import Array
from minitorch.function import Context
from minitorch.fused.rows import flat
from minitorch.tensors.elementwise import TensorFunction


class Picked(TensorFunction):
    """table[places]: the derivative of a row is the sum over all places it went to"""

    @staticmethod
    def forward(ctx: Context, table: Array, *, places: Any) -> Array:
        ctx.save_for_backward(table.shape, places)
        return table[places]

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        shape, places = ctx.saved_values
        out = np.zeros(shape, d_out.dtype)
        if places.size:
            # In the order of the rows they came from, sums are of neighbours.
            order = np.argsort(places, axis=None, kind="stable")
            numbers = places.reshape(-1)[order]
            starts = np.flatnonzero(np.diff(numbers, prepend=-1))
            out[numbers[starts]] = np.add.reduceat(flat(d_out)[order], starts)
        return out
