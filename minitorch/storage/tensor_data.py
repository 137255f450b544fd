"""Tensor data: one row of numbers, and the shape and strides with which it is read.

>>> data = TensorData([1, 2, 3, 4, 5, 6], (2, 3))
>>> print(data)
[[1.0, 2.0, 3.0],
 [4.0, 5.0, 6.0]]
>>> data.get((1, 2))
6.0

To transpose it, no number has to move. A view reads the same storage with another
shape, other strides or from another start:

>>> print(data.permute(1, 0))
[[1.0, 4.0],
 [2.0, 5.0],
 [3.0, 6.0]]
>>> data.permute(1, 0).strides
(1, 3)
>>> data[:, 1]
TensorData(shape=(2,), strides=(3,), offset=1)

So who writes into a view writes into all of them:

>>> data.permute(1, 0).set((2, 1), 60.0)
>>> data.storage
[1.0, 2.0, 3.0, 4.0, 5.0, 60.0]
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Self, SupportsIndex

from minitorch.storage.axes import check_index
from minitorch.storage.indexing import (
    Index,
    IndexingError,
    Shape,
    ShapeError,
    Strides,
    index_to_position,
    indices,
    shape_broadcast,
    strides_from_shape,
)
from minitorch.storage.strides import check_positions, check_shape, is_contiguous
from minitorch.storage.views import Views

Numbers = SupportsIndex | Sequence[SupportsIndex]
"""An index as people write it, one number or one for each dimension."""

Parts = tuple[list[float], Shape, Strides]


class TensorData(Views):
    """Numbers in a row, read as a tensor.

    The number with index (i₁, …, iₖ) is at position offset + i₁ · s₁ + ⋯ + iₖ · sₖ of
    the storage.

    Args:
        storage: the numbers. A list of floats is used itself, so that it can be shared;
            anything else is copied.
        shape: the size of each dimension.
        strides: how far apart neighbours are along each dimension; by default those of
            numbers that stand row by row.
        offset: the position of the index (0, …, 0).

    Raises:
        ShapeError: the shape asks for positions that the storage does not have, or,
            with neither strides nor offset, leaves numbers over; a size is negative;
            or the strides are not one for each dimension.

    >>> data = TensorData(range(6), (3, 2), strides=(1, 3))
    >>> print(data)
    [[0.0, 3.0],
     [1.0, 4.0],
     [2.0, 5.0]]
    >>> data.shape, data.strides, data.dims, data.size
    ((3, 2), (1, 3), 2, 6)
    """

    shape_broadcast = staticmethod(shape_broadcast)

    def __init__(
        self,
        storage: Iterable[float],
        shape: Sequence[int],
        strides: Sequence[int] | None = None,
        offset: int = 0,
    ) -> None:
        if isinstance(storage, list) and all(type(x) is float for x in storage):
            self.storage = storage
        else:
            self.storage = [float(x) for x in storage]
        self.shape = check_shape(shape)
        count = len(self.storage)
        if strides is None and offset == 0 and count != self.size:
            raise ShapeError(
                f"shape {self.shape} needs a storage of {self.size} numbers, "
                f"got {count}"
            )
        self.strides = strides_from_shape(shape) if strides is None else tuple(strides)
        self.offset = offset
        check_positions((self.shape, self.strides, offset), count)

    # Index and position

    @property
    def dims(self) -> int:
        """The number of dimensions."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """The number of indices, n₁ · n₂ ⋯ nₖ; 1 if there are no dimensions."""
        return math.prod(self.shape)

    def indices(self) -> Iterator[Index]:
        """Go through all indices, the last number fastest.

        >>> list(TensorData(range(4), (2, 2)).indices())
        [(0, 0), (0, 1), (1, 0), (1, 1)]
        """
        return indices(self.shape)

    def position(self, index: Sequence[int]) -> int:
        """Return the position of an index that is known to be inside the shape."""
        return self.offset + index_to_position(index, self.strides)

    def index(self, index: Numbers) -> int:
        """Return the position of an index; negative numbers count from the end.

        Args:
            index: one number for each dimension; a single one needs no tuple.

        Raises:
            IndexingError: the index is not inside the shape.

        >>> data = TensorData(range(6), (2, 3))
        >>> data.index((1, 0)), data.index((-1, -1))
        (3, 5)
        """
        numbers = tuple(index) if isinstance(index, Iterable) else (index,)
        return self.position(check_index(numbers, self.shape))

    def get(self, index: Numbers) -> float:
        """Return the number at an index.

        >>> TensorData(range(6), (2, 3)).get((1, 0))
        3.0
        """
        return self.storage[self.index(index)]

    def set(self, index: Numbers, value: float) -> None:
        """Put a number at an index, and so into every view of this storage.

        >>> data = TensorData(range(2), (2,))
        >>> data.set(1, 7)
        >>> data.storage
        [0.0, 7.0]
        """
        self.storage[self.index(index)] = float(value)

    # Copies

    def is_contiguous(self) -> bool:
        """Return whether the numbers stand row by row, without gaps.

        >>> data = TensorData(range(6), (2, 3))
        >>> data.is_contiguous(), data.permute(1, 0).is_contiguous()
        (True, False)
        """
        return is_contiguous(self.shape, self.strides)

    def contiguous(self) -> Self:
        """Return these data if they are contiguous, else a copy that is.

        >>> data = TensorData(range(6), (2, 3)).permute(1, 0)
        >>> data.contiguous().storage
        [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]
        """
        return self if self.is_contiguous() else self.copy()

    def copy(self) -> Self:
        """Return the same numbers in a storage of their own, row by row.

        >>> data = TensorData(range(6), (2, 3))[:, 1]
        >>> data.copy()
        TensorData(shape=(2,), strides=(1,), offset=0)
        """
        numbers = [self.storage[self.position(index)] for index in self.indices()]
        copy = self.sharing(self.shape, strides_from_shape(self.shape), 0)
        copy.storage = numbers
        return copy

    def tuple(self) -> Parts:
        """Return storage, shape and strides, for programs that loop by themselves.

        Raises:
            IndexingError: the data start further on in the storage, which these three
                do not say.

        >>> TensorData(range(2), (2,)).tuple()
        ([0.0, 1.0], (2,), (1,))
        """
        if self.offset != 0:
            raise IndexingError(
                f"tuple: expected data that start at position 0 of their storage, got "
                f"offset {self.offset}; copy() makes such data"
            )
        return self.storage, self.shape, self.strides

    # In print

    def to_string(self) -> str:
        """Return the numbers in nested brackets, lined up, with up to six digits.

        >>> print(TensorData([1, -0.5, 1 / 3, 1e10], (2, 2)).to_string())
        [[     1.0,     -0.5],
         [0.333333,    1e+10]]
        """
        texts = [short(self.storage[self.position(index)]) for index in self.indices()]
        width = max((len(text) for text in texts), default=0)
        return nested((text.rjust(width) for text in texts), self.shape)

    __str__ = to_string

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(shape={self.shape}, strides={self.strides}, "
            f"offset={self.offset})"
        )


def short(x: float) -> str:
    """Return a number with up to six digits, and always as that of a float.

    >>> short(2.0), short(1 / 3), short(1e10)
    ('2.0', '0.333333', '1e+10')
    """
    text = f"{x:g}"
    return f"{text}.0" if text.lstrip("-").isdigit() else text


def nested(texts: Iterator[str], shape: Shape, indent: int = 1) -> str:
    """Return texts in brackets, one pair for each dimension, from the outside in.

    >>> print(nested(iter("abcd"), (2, 2)))
    [[a, b],
     [c, d]]
    """
    if not shape:
        return next(texts)
    parts = [nested(texts, shape[1:], indent + 1) for _ in range(shape[0])]
    lines = "\n" * (len(shape) - 1)
    return f"[{(',' + (lines + ' ' * indent if lines else ' ')).join(parts)}]"
