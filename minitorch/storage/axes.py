"""Axes and indices as people write them: checked, and counted from the front.

>>> check_axis(-1, dims=3)
2
"""

import operator
from collections.abc import Sequence
from typing import SupportsIndex

from minitorch.storage.indexing import Index, IndexingError


def check_axis(axis: SupportsIndex, dims: int) -> int:
    """Return the number of a dimension; a negative one is counted from the end.

    Raises:
        IndexingError: there is no such dimension.

    >>> check_axis(0, 3), check_axis(-1, 3)
    (0, 2)
    """
    number = whole(axis, "an axis")
    if not -dims <= number < dims:
        raise IndexingError(
            f"axis {number} is not there: expected {span(dims)}, with {dims} dimensions"
        )
    return number % dims


def check_order(order: Sequence[SupportsIndex], shape: Sequence[int]) -> Index:
    """Return an order of the dimensions of a shape, each counted from the front.

    Raises:
        IndexingError: it does not name each dimension once.

    >>> check_order((-1, 0), (2, 3))
    (1, 0)
    """
    axes = tuple(check_axis(axis, len(shape)) for axis in order)
    if sorted(axes) != list(range(len(shape))):
        raise IndexingError(
            f"permute: expected each of the {len(shape)} dimensions of shape "
            f"{tuple(shape)} once, got {tuple(order)}"
        )
    return axes


def check_index(index: Sequence[SupportsIndex], shape: Sequence[int]) -> Index:
    """Return an index into a shape with negative numbers counted from the end.

    Raises:
        IndexingError: there is not one number for each dimension, or one is not a
            whole number, too large or too small.

    >>> check_index((1, -1), (2, 3))
    (1, 2)
    """
    if len(index) != len(shape):
        raise IndexingError(
            f"index {tuple(index)} into shape {tuple(shape)}: expected {len(shape)} "
            f"numbers, one for each dimension, got {len(index)}"
        )
    return tuple(check_entry(i, dim, shape) for dim, i in enumerate(index))


def check_entry(i: SupportsIndex, dim: int, shape: Sequence[int]) -> int:
    """Return one number of an index; a negative one is counted from the end.

    Raises:
        IndexingError: it is not a whole number, too large or too small.

    >>> check_entry(-1, 1, (2, 3))
    2
    """
    number, size = whole(i, "an index"), shape[dim]
    if not -size <= number < size:
        raise IndexingError(
            f"index {number} is outside dimension {dim} of shape {tuple(shape)}, which "
            f"has size {size}: expected {span(size)}"
        )
    return number % size


def whole(value: SupportsIndex, what: str) -> int:
    """Return a whole number as an int, also one of numpy's.

    Raises:
        IndexingError: it is not a whole number.
    """
    try:
        number = operator.index(value)
    except TypeError:
        number = None
    if number is None or isinstance(value, bool):
        raise IndexingError(f"expected a whole number for {what}, got {value!r}")
    return number


def span(size: int) -> str:
    """Return in words which numbers may be an index where the size is this.

    >>> span(3)
    'a number from -3 to 2'
    """
    return f"a number from {-size} to {size - 1}" if size else "none, as it is empty"
