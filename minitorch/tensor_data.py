"""MiniTorch's ``tensor_data``: here it is the room ``storage``.

>>> shape_broadcast((5, 1), (1, 5))
(5, 5)
"""

from collections.abc import Iterable, MutableSequence, Sequence
from typing import Any, SupportsIndex

from minitorch import operators
from minitorch.storage import indexing
from minitorch.storage.indexing import (
    Index,
    IndexingError,
    Shape,
    Strides,
    index_to_position,
    shape_broadcast,
    strides_from_shape,
)
from minitorch.storage.tensor_data import TensorData

Storage = list[float]
OutIndex = MutableSequence[int]
UserIndex = UserShape = UserStrides = Sequence[SupportsIndex]


def to_index(
    ordinal: int, shape: Sequence[int], out_index: OutIndex | None = None
) -> Index:
    """Return ``indexing.to_index``, and write it into out_index if that is given.

    >>> index = [0, 0]
    >>> to_index(3, (2, 2), index), index
    ((1, 1), [1, 1])
    """
    return written(indexing.to_index(ordinal, shape), out_index)


def broadcast_index(
    big_index: Sequence[int],
    big_shape: Sequence[int],
    shape: Sequence[int],
    out_index: OutIndex | None = None,
) -> Index:
    """Return ``indexing.broadcast_index``, and write it into out_index.

    >>> broadcast_index((1, 2), (2, 3), (3,))
    (2,)
    """
    return written(indexing.broadcast_index(big_index, big_shape, shape), out_index)


def written(index: Index, out_index: OutIndex | None) -> Index:
    """Return an index that was written into a list, or an array, if there is one."""
    if out_index is not None:
        out_index[:] = index
    return index


def prod(numbers: Iterable[Any]) -> Any:
    """Return the product of a list, or of all elements of a tensor.

    >>> prod((2, 3, 4))
    24.0
    """
    flatten = getattr(numbers, "flatten", None)
    return operators.prod(flatten() if flatten else numbers)


__all__ = [
    "Index",
    "IndexingError",
    "OutIndex",
    "Shape",
    "Storage",
    "Strides",
    "TensorData",
    "UserIndex",
    "UserShape",
    "UserStrides",
    "broadcast_index",
    "index_to_position",
    "prod",
    "shape_broadcast",
    "strides_from_shape",
    "to_index",
]
