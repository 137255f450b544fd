"""The backend of plain loops: what tensors ask for, answered by ``operations``."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from minitorch.loops.array import FLOAT, LoopArray, as_loops, mapped, matmul, zipped
from minitorch.loops.operations import tensor_reduce
from minitorch.tensors.backend import Backend, Dim, Function1, Function2
from minitorch.tensors.indexing import Shape, check_axis, indices, shape_broadcast
from minitorch.tensors.tensor_data import TensorData


class LoopBackend(Backend):
    """Loops in plain Python over the strides of float64 numbers."""

    name = "loops"
    array_type = LoopArray

    def array(
        self, numbers: "np.ndarray[Any, Any]", dtype: "np.dtype[Any]"
    ) -> LoopArray:
        """Return a copy.

        Raises:
            TypeError: dtype is not float64.
        """
        if dtype != FLOAT:
            raise TypeError(f"loops compute with float64 only, got dtype {dtype}")
        return LoopArray.from_numpy(numbers)

    # Loops

    def map(self, fn: Function1, a: LoopArray) -> LoopArray:
        """Return fn of each number."""
        return mapped(fn, a)

    def zip(self, fn: Function2, a: Any, b: Any) -> LoopArray:
        """Return fn of each pair of numbers."""
        return zipped(fn, a, b)

    def reduce(
        self,
        fn: Function2,
        a: LoopArray,
        dim: Dim = None,
        keepdim: bool = False,
        start: float | None = None,
    ) -> LoopArray:
        """Return the numbers folded along one dimension after the other.

        >>> LoopBackend().reduce(max, LoopArray([1, 5, 3, 4], (2, 2)), 0)
        LoopArray([3.0, 5.0])
        """
        dims = range(a.dims) if dim is None else dim
        gone = {
            check_axis(i, a.dims) for i in ([dims] if isinstance(dims, int) else dims)
        }
        result: TensorData = a.copy()
        for i in sorted(gone):
            result = tensor_reduce(fn, start)(result, i)
        kept = [n for i, n in enumerate(result.shape) if keepdim or i not in gone]
        return LoopArray(result.storage, kept)

    def matmul(self, a: LoopArray, b: LoopArray) -> LoopArray:
        """Return the matrix product."""
        return matmul(a, b)

    def where(self, condition: Any, a: Any, b: Any) -> LoopArray:
        """Return the number of a where the condition is not 0, else that of b.

        >>> a = LoopArray([1, -2, 3], (3,))
        >>> LoopBackend().where(a > 0, a, 0.0)
        LoopArray([1.0, 0.0, 3.0])
        """
        c, x, y = as_loops(condition), as_loops(a), as_loops(b)
        shape = shape_broadcast(c.shape, shape_broadcast(x.shape, y.shape))
        c, x, y = c.broadcast_to(shape), x.broadcast_to(shape), y.broadcast_to(shape)
        chosen = []
        for index in indices(shape):
            one = x if c.storage[c.position(index)] else y
            chosen.append(one.storage[one.position(index)])
        return LoopArray(chosen, shape)

    # The same numbers, arranged anew

    def strides(self, a: LoopArray) -> Shape:
        """Return the strides."""
        return a.strides

    def is_contiguous(self, a: LoopArray) -> bool:
        """Return whether the numbers stand row by row."""
        return a.is_contiguous()

    def reshape(self, a: LoopArray, shape: Sequence[int]) -> LoopArray:
        """Return the numbers in another shape."""
        return a.contiguous().view(*shape)

    def permute(self, a: LoopArray, order: Sequence[int]) -> LoopArray:
        """Return the dimensions in another order."""
        return a.permute(*order)

    def broadcast_to(self, a: LoopArray, shape: Shape) -> LoopArray:
        """Return a view with strides of 0."""
        return a.broadcast_to(shape)

    def concatenate(self, arrays: Sequence[Any], dim: int) -> LoopArray:
        """Return arrays one after the other, each put where the one before ends.

        >>> a = LoopArray([1, 2], (1, 2))
        >>> LoopBackend().concatenate([a, -a], 1)
        LoopArray([[ 1.0,  2.0, -1.0, -2.0]])
        """
        parts = [as_loops(x) for x in arrays]
        shape = list(parts[0].shape)
        shape[dim] = sum(part.shape[dim] for part in parts)
        out, start = zeros(tuple(shape)), 0
        for part in parts:
            end = start + part.shape[dim]
            out[(*[slice(None)] * (dim % len(shape)), slice(start, end))] = part
            start = end
        return out

    def put(self, d: LoopArray, key: Any, shape: Shape) -> LoopArray:
        """Return zeros with d at a key.

        >>> LoopBackend().put(LoopArray([5], ()), 1, (3,))
        LoopArray([0.0, 5.0, 0.0])
        """
        out = zeros(shape)
        out[key] = d
        return out


def zeros(shape: Shape) -> LoopArray:
    """Return an array of zeros."""
    return LoopArray([0.0] * math.prod(shape), shape)
