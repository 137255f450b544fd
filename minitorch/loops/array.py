"""Arrays computed by plain loops that can stand wherever an array of numpy can.

A ``LoopArray`` is tensor data that answer to the part of numpy's interface which the
engine uses: operators, functions such as ``np.exp``, sums along a dimension, slices.
So what is written for numpy runs on loops as well, and can be followed line by line.

>>> a = LoopArray([1, 2, 3, 4, 5, 6], (2, 3))
>>> np.exp(a - a.max(axis=1, keepdims=True)).sum(axis=1) > 1.0
LoopArray([1.0, 1.0])
>>> np.arange(3.0) * a
LoopArray([[ 0.0,  2.0,  6.0],
           [ 0.0,  5.0, 12.0]])

Numpy itself asks for this: ``np.exp(a)`` calls ``a.__array_ufunc__(np.exp, …)``, and
functions that are not element by element, as ``np.where``, ``a.__array_function__``.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from numbers import Real
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from minitorch.loops.loops import tensor_map, tensor_matmul, tensor_zip
from minitorch.loops.methods import FLOAT, LoopMethods
from minitorch.loops.ufuncs import starts, ufuncs
from minitorch.tensors.indexing import (
    Shape,
    ShapeError,
    check_axis,
    indices,
    shape_broadcast,
)
from minitorch.tensors.tensor_data import Keys


class LoopArray(LoopMethods, NDArrayOperatorsMixin):
    """Tensor data that can be used as an array of numpy, with loops in plain Python.

    All numbers are floats, and comparisons give 1.0 and 0.0.

    Args:
        storage: the numbers, as for TensorData.
        shape: the size of each dimension.
        strides: how far apart neighbours are, counted in numbers, not in bytes.
        offset: the position of the index (0, …, 0).

    >>> a = LoopArray([1, 2, 3, 4], (2, 2))
    >>> a @ a.T + 0.5
    LoopArray([[ 5.5, 11.5],
               [11.5, 25.5]])
    """

    @classmethod
    def from_numpy(cls, numbers: Any) -> "LoopArray":
        """Return the numbers of an array of numpy, or of lists, in loops.

        >>> LoopArray.from_numpy(np.ones((2, 2)))
        LoopArray([[1.0, 1.0],
                   [1.0, 1.0]])
        """
        array = np.asarray(numbers, FLOAT)
        return LoopArray(array.ravel().tolist(), array.shape)

    def __setitem__(self, key: Keys, value: Any) -> None:
        """Write numbers into a part: ``a[0, ::2] = 1.0``; they are broadcast to it."""
        part = self[key]
        new = as_loops(value).broadcast_to(part.shape).copy()
        for index, x in zip(part.indices(), new.storage):
            part.storage[part.position(index)] = x

    # What numpy calls in the place of its own loops

    def __array_ufunc__(
        self, ufunc: Any, method: str, *inputs: Any, out: Any = None, **settings: Any
    ) -> Any:
        if not all(isinstance(x, OPERANDS) for x in inputs):
            return NotImplemented
        if settings.get("dtype") in (None, FLOAT):
            settings.pop("dtype", None)
        arrays = [as_loops(x) for x in inputs]
        if method == "__call__" and not settings:
            result = compute(ufunc, arrays)
        elif method == "reduce" and ufunc in starts and settings.keys() <= REDUCTION:
            settings = {"axis": 0, "keepdims": False, **settings}
            result = arrays[0].fold(ufuncs[ufunc], starts[ufunc], **settings)
        else:
            raise TypeError(
                f"loops: expected a plain call of np.{ufunc.__name__} for float64, got "
                f"{method} with {settings}"
            )
        if out is None:
            return result
        out[0][...] = result
        return out[0]

    def __array_function__(
        self, function: Any, types: Any, args: Any, settings: Any
    ) -> Any:
        if function not in array_functions:
            raise not_there(function, array_functions)
        return array_functions[function](*args, **settings)


REDUCTION = {"axis", "keepdims"}
OPERANDS = (LoopArray, np.ndarray, np.generic, Real, list, tuple)


def as_loops(x: Any) -> LoopArray:
    """Return what takes part in an operation as a LoopArray."""
    return x if isinstance(x, LoopArray) else LoopArray.from_numpy(x)


def compute(ufunc: Any, inputs: Sequence[LoopArray]) -> LoopArray:
    """Return the result of a function of elements, or of ``np.matmul``.

    Raises:
        TypeError: there is no loop for it.
    """
    if ufunc is np.matmul:
        return matmul(*inputs)
    if ufunc not in ufuncs:
        raise not_there(ufunc, [*ufuncs, np.matmul])
    loop = (tensor_map if len(inputs) == 1 else tensor_zip)(ufuncs[ufunc])
    return LoopArray(*loop(*inputs).tuple())


def not_there(function: Any, known: Iterable[Any]) -> TypeError:
    """Return the error for a function of numpy that has no loop."""
    there = sorted({known_one.__name__ for known_one in known})
    return TypeError(
        f"loops: expected one of numpy's functions {', '.join(there)}; got "
        f"np.{function.__name__}, use np.asarray(…) to compute with numpy"
    )


# Numpy's functions of whole arrays


def matmul(a: LoopArray, b: LoopArray) -> LoopArray:
    """Return the matrix product; a vector is a row on the left, a column on the right.

    >>> x = LoopArray([1, 2], (2,))
    >>> matmul(x, x)
    LoopArray(5.0)
    """
    row, column = a.ndim == 1, b.ndim == 1
    left, right = a[None, :] if row else a, b[:, None] if column else b
    product = LoopArray(*tensor_matmul(left, right).tuple())
    product = product[..., 0, :] if row else product
    return product[..., 0] if column else product


def where(condition: Any, x: Any, y: Any) -> LoopArray:
    """Return the number of x where the condition is not 0, else that of y.

    >>> a = LoopArray([1, -2, 3], (3,))
    >>> where(a > 0, a, 0.0)
    LoopArray([1.0, 0.0, 3.0])
    """
    c, x, y = as_loops(condition), as_loops(x), as_loops(y)
    shape = shape_broadcast(c.shape, shape_broadcast(x.shape, y.shape))
    c, x, y = c.broadcast_to(shape), x.broadcast_to(shape), y.broadcast_to(shape)
    numbers = []
    for index in indices(shape):
        chosen = x if c.storage[c.position(index)] else y
        numbers.append(chosen.storage[chosen.position(index)])
    return LoopArray(numbers, shape)


def concatenate(arrays: Sequence[Any], axis: int = 0) -> LoopArray:
    """Return arrays one after the other along a dimension.

    Raises:
        ShapeError: they differ in the size of another dimension.

    >>> concatenate([LoopArray([1], (1,)), LoopArray([2, 3], (2,))])
    LoopArray([1.0, 2.0, 3.0])
    """
    parts = [as_loops(x) for x in arrays]
    first = parts[0].shape
    axis = check_axis(axis, len(first))
    for part in parts:
        check_sizes(first, part.shape, axis)
    count = sum(part.shape[axis] for part in parts)
    out = full((*first[:axis], count, *first[axis + 1 :]), 0.0)
    start = 0
    for part in parts:
        end = start + part.shape[axis]
        out[(*[slice(None)] * axis, slice(start, end))] = part
        start = end
    return out


def check_sizes(first: Shape, other: Shape, axis: int) -> None:
    """Make sure that two shapes differ in one dimension at most.

    Raises:
        ShapeError: they do not.
    """
    if len(first) != len(other):
        raise ShapeError(
            f"concatenate: expected as many dimensions in each shape, got {first} and "
            f"{other}"
        )
    for dim, (n1, n2) in enumerate(zip(first, other)):
        if dim != axis and n1 != n2:
            raise ShapeError(
                f"concatenate: expected shapes that differ in dimension {axis} only, "
                f"got {first} and {other} with sizes {n1} and {n2} in dimension {dim}"
            )


def stack(arrays: Sequence[Any], axis: int = 0) -> LoopArray:
    """Return arrays of one shape side by side along a new dimension.

    >>> stack([LoopArray([1, 2], (2,)), LoopArray([3, 4], (2,))])
    LoopArray([[1.0, 2.0],
               [3.0, 4.0]])
    """
    parts = [as_loops(x) for x in arrays]
    axis = check_axis(axis, parts[0].ndim + 1)
    return concatenate([x[(*[slice(None)] * axis, None)] for x in parts], axis)


def full(shape: Shape, value: float) -> LoopArray:
    """Return an array of the same number everywhere.

    >>> full((2,), 7.0)
    LoopArray([7.0, 7.0])
    """
    return LoopArray([float(value)] * math.prod(shape), shape)


def by_numpy(function: Any) -> Callable[..., Any]:
    """Return a function of numpy that is given arrays of numpy: a question, no loop."""
    return lambda *args, **settings: function(
        *(np.asarray(x) if isinstance(x, LoopArray) else x for x in args), **settings
    )


array_functions: dict[Any, Callable[..., Any]] = {
    np.sum: LoopArray.sum,
    np.mean: LoopArray.mean,
    np.max: LoopArray.max,
    np.min: LoopArray.min,
    np.all: LoopArray.all,
    np.any: LoopArray.any,
    np.argmax: LoopArray.argmax,
    np.copy: LoopArray.copy,
    np.reshape: LoopArray.reshape,
    np.transpose: LoopArray.transpose,
    np.swapaxes: LoopArray.swapaxes,
    np.broadcast_to: LoopArray.broadcast_to,
    np.where: where,
    np.concatenate: concatenate,
    np.stack: stack,
    np.full_like: lambda a, value: full(a.shape, value),
    np.zeros_like: lambda a: full(a.shape, 0.0),
    np.ones_like: lambda a: full(a.shape, 1.0),
    **{f: by_numpy(f) for f in (np.nonzero, np.allclose, np.array_equal)},
    **{f: by_numpy(f) for f in (np.shape, np.ndim, np.size)},
}
"""From numpy's function to the one on loops."""
