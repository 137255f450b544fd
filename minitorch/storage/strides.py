"""Layouts: the shape, strides and offset with which a storage is read.

The three together are a layout, and a view is another layout of the same storage. The
functions here find it from the old one by calculating with a few whole numbers; no
number of the storage is looked at or moved.

>>> slice_layout((1, slice(None, None, 2)), shape=(3, 4), strides=(4, 1), offset=0)
((2,), (2,), 4)
>>> broadcast_strides((2, 1), strides=(1, 1), big_shape=(2, 3))
(1, 0)
"""

import math
from collections.abc import Iterable, Sequence
from types import EllipsisType
from typing import SupportsIndex

from minitorch.storage.axes import check_entry, whole
from minitorch.storage.indexing import (
    IndexingError,
    Shape,
    ShapeError,
    Strides,
    check_broadcast,
    strides_from_shape,
)

Key = SupportsIndex | slice | EllipsisType | None
"""What may stand between the brackets of ``data[…]``, alone or in a tuple."""

Layout = tuple[Shape, Strides, int]
"""The shape, the strides and the offset with which a storage is read."""


def check_shape(shape: Sequence[int]) -> Shape:
    """Return a shape as a tuple of ints.

    Raises:
        ShapeError: it is a single number, or a size is negative.
        IndexingError: a size is not a whole number.

    >>> check_shape([2, 3])
    (2, 3)
    """
    if not isinstance(shape, Iterable):
        raise ShapeError(f"expected a shape such as (2, 3) or (4,), got {shape!r}")
    sizes = tuple(whole(size, "a size") for size in shape)
    for dim, size in enumerate(sizes):
        if size < 0:
            raise ShapeError(
                f"expected sizes of 0 or more, got shape {sizes} with size {size} in "
                f"dimension {dim}"
            )
    return sizes


def check_positions(layout: Layout, count: int) -> None:
    """Make sure that every index has a position in a storage of this many numbers.

    Raises:
        ShapeError: an index has none, or the strides are not one for each dimension.
    """
    shape, strides, offset = layout
    if len(strides) != len(shape):
        raise ShapeError(
            f"expected one stride for each of the {len(shape)} dimensions of shape "
            f"{shape}, got strides {strides}"
        )
    walks = [(n - 1) * stride for n, stride in zip(shape, strides)]
    first = offset + sum(walk for walk in walks if walk < 0)
    last = offset + sum(walk for walk in walks if walk > 0)
    if math.prod(shape) > 0 and not 0 <= first <= last < count:
        raise ShapeError(
            f"shape {shape} with strides {strides} and offset {offset} needs the "
            f"positions {first} to {last}, got a storage of {count} numbers"
        )


def is_contiguous(shape: Shape, strides: Strides) -> bool:
    """Return whether numbers stand row by row, without gaps.

    Then the positions of all indices in order are offset, offset + 1, offset + 2 and
    so on. A dimension of size 1 may have any stride, for it is never used.

    >>> is_contiguous((2, 3), (3, 1)), is_contiguous((3, 2), (1, 3))
    (True, False)
    """
    return math.prod(shape) == 0 or all(
        size == 1 or stride == wanted
        for size, stride, wanted in zip(shape, strides, strides_from_shape(shape))
    )


# Views


def broadcast_strides(
    shape: Sequence[int], strides: Sequence[int], big_shape: Sequence[int]
) -> Strides:
    """Return strides with which numbers of one shape are read as a larger one.

    A stride of 0 repeats without copying: the index grows and the position stays. It is
    ``broadcast_index`` for all indices at once. A dimension that is as large as before
    keeps its stride; of size 1 it may have any, for it is never used.

    Args:
        shape: the smaller shape.
        strides: those of the numbers, one for each of its dimensions.
        big_shape: the larger shape; the result has a stride for each dimension of it.

    Raises:
        ShapeError: the smaller shape cannot be broadcast to the larger one.

    >>> broadcast_strides((2, 1), (1, 1), (4, 2, 3))
    (0, 1, 0)
    """
    extra = check_broadcast(shape, big_shape)
    return (0,) * extra + tuple(0 if n == 1 else s for n, s in zip(shape, strides))


def view_shape(shape: Shape, wanted: Sequence[int]) -> Shape:
    """Return the shape that a view is to have, with the size for -1 worked out.

    Raises:
        ShapeError: it has not as many indices as the old shape.
        IndexingError: a size is not a whole number.

    >>> view_shape((2, 6), (3, -1))
    (3, 4)
    """
    sizes, size = tuple(whole(n, "a size") for n in wanted), math.prod(shape)
    if sizes.count(-1) == 1 and 0 not in sizes:
        left = size // -math.prod(sizes)  # by what the others make together
        sizes = tuple(left if n == -1 else n for n in sizes)
    if min(sizes, default=0) < 0 or math.prod(sizes) != size:
        raise ShapeError(
            f"cannot view shape {shape} as {tuple(wanted)}: expected sizes with the "
            f"product {size}, at most one of them -1"
        )
    return sizes


def reshaped_strides(
    shape: Shape, strides: Sequence[int], wanted: Shape
) -> Strides | None:
    """Return strides with which numbers are read in another shape where they lie.

    Dimensions side by side, each step of one as long as the whole of the next, are one
    row of numbers, which can be cut at other places.

    Args:
        shape, strides: as the numbers are read now.
        wanted: a shape of the same size.

    Returns:
        A stride for each wanted dimension; None where numbers would have to move.

    >>> reshaped_strides((3, 4), (8, 1), (3, 2, 2)) # half of each row of 8
    (8, 2, 1)
    >>> reshaped_strides((3, 4), (8, 1), (12,)) is None
    True
    """
    if 0 in shape:
        return strides_from_shape(wanted)
    rows: list[tuple[int, int]] = []
    for n, stride in zip(shape, strides):
        if rows and n > 1 and rows[-1][1] == n * stride:
            rows[-1] = rows[-1][0] * n, stride
        elif n > 1:
            rows.append((n, stride))
    found = []
    for n in reversed(wanted):
        size, stride = rows.pop() if n > 1 else (1, 0)
        if size % n:
            return None
        found.append(stride)
        if size > n:
            rows.append((size // n, stride * n))
    return tuple(reversed(found))


def slice_layout(
    key: Sequence[Key], shape: Shape, strides: Strides, offset: int
) -> Layout:
    """Return the shape, strides and offset of the part that a key names.

    A slice start:stop:step of a dimension with stride s begins start · s further on
    and has the stride step · s.

    Args:
        key: for each dimension a number or a slice; what is not named is taken whole.
        shape: of the whole.
        strides: of the whole.
        offset: the position where the whole starts.

    Raises:
        IndexingError: the key does not fit the shape.

    >>> slice_layout((slice(None, None, -1), None), (4,), (1,), 0)
    ((4, 1), (-1, 0), 3)
    """
    new_shape, new_strides = [], []
    dim = 0
    for part in full_key(key, shape):
        if part is None:
            new_shape.append(1)
            new_strides.append(0)
            continue
        if isinstance(part, slice):
            start, stop, step = part.indices(shape[dim])
            new_shape.append(len(range(start, stop, step)))
            new_strides.append(step * strides[dim])
        else:
            start = check_entry(part, dim, shape)
        offset += start * strides[dim]
        dim += 1
    return tuple(new_shape), tuple(new_strides), offset


def full_key(key: Sequence[Key], shape: Shape) -> list[SupportsIndex | slice | None]:
    """Return a key that names every dimension, with whole slices for ``...``.

    Raises:
        IndexingError: it names more dimensions than there are, or has two ``...``.

    >>> full_key((0, ...), (2, 3))
    [0, slice(None, None, None)]
    """
    named = [part for part in key if part is not None and part is not ...]
    missing = len(shape) - len(named)
    if missing < 0:
        raise IndexingError(
            f"shape {shape} has {len(shape)} dimensions, the key {tuple(key)} has "
            f"entries for {len(named)}"
        )
    dots = sum(part is ... for part in key)
    if dots > 1:
        raise IndexingError(f"expected ... at most once in a key, got {tuple(key)}")
    parts: list[SupportsIndex | slice | None] = []
    for part in key if dots else (*key, ...):
        if isinstance(part, EllipsisType):
            parts.extend([slice(None)] * missing)
        else:
            parts.append(part)
    return parts
