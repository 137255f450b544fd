"""Index and position: how a table of numbers lives in one row of storage.

A tensor's numbers stand in a row, its storage. A number's place in the row is its
position; its place in the tensor is its index, one number for each dimension. The shape
says how large each dimension is. The strides say how far to walk in the row when one
number of the index grows by 1.

A tensor of shape (2, 3) holds its storage of 6 numbers row by row:

>>> shape = (2, 3)
>>> strides = strides_from_shape(shape)
>>> strides
(3, 1)
>>> for index in indices(shape):
...     print(index, "is at position", index_to_position(index, strides))
(0, 0) is at position 0
(0, 1) is at position 1
(0, 2) is at position 2
(1, 0) is at position 3
(1, 1) is at position 4
(1, 2) is at position 5

With the strides the other way round, the same row is read column by column:

>>> [index_to_position(index, (1, 3)) for index in indices((3, 2))]
[0, 3, 1, 4, 2, 5]
"""

import math
from collections.abc import Iterator, Sequence

Index = tuple[int, ...]
Shape = tuple[int, ...]
Strides = tuple[int, ...]


class IndexingError(IndexError):
    """An index, an axis or an order of dimensions that does not fit a shape."""


class ShapeError(IndexingError, ValueError):
    """Shapes that do not fit each other, or a shape that does not fit its numbers."""


# From index to position and back


def strides_from_shape(shape: Sequence[int]) -> Strides:
    """Return the strides of numbers that stand row by row.

    The last stride is 1: neighbours in a row are neighbours in the storage. Each other
    stride is as large as everything to the right of its dimension:
    sᵢ = nᵢ₊₁ · nᵢ₊₂ ⋯ nₖ. Left of a size of 0 they are 0, as the formula says.

    Args:
        shape: the sizes; a tuple or a list, which stays as it is.

    >>> strides_from_shape((4, 2, 3))
    (6, 3, 1)
    >>> strides_from_shape(())
    ()
    """
    strides = []
    step = 1
    for size in reversed(shape):
        strides.append(step)
        step *= size
    return tuple(reversed(strides))


def index_to_position(index: Sequence[int], strides: Sequence[int]) -> int:
    """Return the position i₁ · s₁ + i₂ · s₂ + ⋯ + iₖ · sₖ of an index.

    Without dimensions there is one number, at position 0.

    Args:
        index: k numbers, none negative.
        strides: k numbers; they may be negative or 0.

    Raises:
        IndexingError: there are more numbers in the one than in the other.

    >>> index_to_position((1, 2), (3, 1))
    5
    """
    if len(index) != len(strides):
        raise IndexingError(
            f"index_to_position: expected an index of {len(strides)} numbers, one for "
            f"each of the strides {tuple(strides)}, got {tuple(index)}"
        )
    position = 0
    for i, stride in zip(index, strides):
        position += i * stride
    return position


def to_index(ordinal: int, shape: Sequence[int]) -> Index:
    """Return the index that comes at a place in the order of all indices of a shape.

    The last number of the index runs fastest, as the last digit does when one counts.
    So each is a remainder of division by the size of its dimension.

    Args:
        ordinal: the place, from 0 to the number of indices - 1.
        shape: the shape.

    Raises:
        IndexingError: there is no such place.

    >>> [to_index(ordinal, (2, 2)) for ordinal in range(4)]
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    """
    if not 0 <= ordinal < math.prod(shape):
        raise IndexingError(
            f"to_index: shape {tuple(shape)} has {math.prod(shape)} indices, counted "
            f"from 0; got {ordinal}"
        )
    index = []
    for size in reversed(shape):
        ordinal, i = divmod(ordinal, size)
        index.append(i)
    return tuple(reversed(index))


def indices(shape: Sequence[int]) -> Iterator[Index]:
    """Go through all indices of a shape in order.

    >>> list(indices((2, 2)))
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    """
    for ordinal in range(math.prod(shape)):
        yield to_index(ordinal, shape)


# Broadcasting


def shape_broadcast(shape1: Sequence[int], shape2: Sequence[int]) -> Shape:
    """Return the shape that two shapes have together.

    The shapes are lined up on the right, and the shorter one gets sizes of 1 in front.
    Then the two sizes of each dimension must be equal, or one of them 1: a size of 1
    is repeated as often as the other asks for, which may be 0 times.

    Args:
        shape1: a tuple or a list.
        shape2: another one; which of the two comes first does not matter.

    Raises:
        ShapeError: a dimension has two different sizes, neither of them 1.

    >>> shape_broadcast((2, 3), (3,))
    (2, 3)
    >>> shape_broadcast((4, 1, 3), (2, 1))
    (4, 2, 3)
    """
    dims = max(len(shape1), len(shape2))
    first = (1,) * (dims - len(shape1)) + tuple(shape1)
    second = (1,) * (dims - len(shape2)) + tuple(shape2)
    shape = []
    for dim, (n1, n2) in enumerate(zip(first, second), start=-dims):
        if n1 != n2 and n1 != 1 and n2 != 1:
            raise ShapeError(
                f"cannot broadcast shapes {tuple(shape1)} and {tuple(shape2)}: "
                f"dimension {dim} has size {n1} in the first and {n2} in the second; "
                "expected equal sizes, or a 1"
            )
        shape.append(n2 if n1 == 1 else n1)
    return tuple(shape)


def check_broadcast(shape: Sequence[int], big_shape: Sequence[int]) -> int:
    """Return how many dimensions a larger shape has in front of those of a smaller one.

    Raises:
        ShapeError: the smaller shape cannot be broadcast to the larger one.

    >>> check_broadcast((3,), (2, 3))
    1
    """
    extra = len(big_shape) - len(shape)
    if extra < 0:
        raise ShapeError(
            f"cannot broadcast shape {tuple(shape)} to {tuple(big_shape)}: expected at "
            f"most {len(big_shape)} dimensions, got {len(shape)}"
        )
    for dim, size in enumerate(shape, start=-len(shape)):
        if size != 1 and size != big_shape[dim]:
            raise ShapeError(
                f"cannot broadcast shape {tuple(shape)} to {tuple(big_shape)}: "
                f"dimension {dim} has size {size}, expected 1 or {big_shape[dim]}"
            )
    return extra


def broadcast_index(
    big_index: Sequence[int], big_shape: Sequence[int], shape: Sequence[int]
) -> Index:
    """Return the index into a smaller shape that stands for one into a larger shape.

    Lined up on the right: what the smaller shape has no dimension for is left out, and
    where its size is 1 there is only the index 0.

    Args:
        big_index: an index into big_shape.
        big_shape: what ``shape_broadcast`` has returned for shape and another one.
        shape: the smaller shape.

    Raises:
        ShapeError: the smaller shape cannot be broadcast to the larger one.

    >>> broadcast_index((1, 2), (2, 3), (3,))
    (2,)
    >>> broadcast_index((1, 2), (2, 3), (2, 1))
    (1, 0)
    """
    extra = check_broadcast(shape, big_shape)
    return tuple(0 if n == 1 else i for i, n in zip(big_index[extra:], shape))
