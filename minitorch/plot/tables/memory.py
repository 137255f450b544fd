"""What lies behind a tensor: its row of numbers, and how they are read.

Tensor data of the lessons say it themselves; an array of numpy says where in memory it
starts, and which array owns that memory.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from minitorch.storage.axes import check_index
from minitorch.storage.indexing import Index, Shape, Strides, index_to_position, indices
from minitorch.storage.tensor_data import TensorData
from minitorch.tensors.tensor import Tensor


@dataclass(frozen=True)
class Stored:
    """A storage, and the shape, strides and offset with which a tensor reads it.

    >>> from minitorch import tensor
    >>> stored(tensor([[1.0, 2.0], [3.0, 4.0]]).T)
    Stored(numbers=(1.0, 2.0, 3.0, 4.0), shape=(2, 2), strides=(1, 2), offset=0)
    """

    numbers: tuple[float, ...]
    shape: Shape
    strides: Strides
    offset: int

    @property
    def positions(self) -> dict[Index, int]:
        """The position of every index, in the order of the indices."""
        return {index: self.position(index) for index in indices(self.shape)}

    def position(self, index: Index) -> int:
        """Return the position of an index."""
        return self.offset + index_to_position(index, self.strides)

    def check(self, index: Index) -> Index:
        """Return an index with negative numbers counted from the end.

        Raises:
            IndexingError: it is not inside the shape.
        """
        return check_index(index, self.shape)


def stored(data: Any) -> Stored:
    """Return what lies behind a Tensor, tensor data or an array of numpy.

    Raises:
        TypeError: it is something else.
        ValueError: the array is read from memory that is no row of numbers.
    """
    if isinstance(data, Tensor):
        data = data.data
    if isinstance(data, TensorData):
        return Stored(tuple(data.storage), data.shape, data.strides, data.offset)
    if isinstance(data, np.ndarray):
        return _behind(data)
    raise TypeError(
        "expected a Tensor, TensorData or an array of numpy, got "
        f"{data!r} of type {type(data).__name__}"
    )


def _behind(array: "np.ndarray[Any, Any]") -> Stored:
    """Return the memory that an array shares with all views of it, as a storage."""
    owner = array
    while isinstance(owner.base, np.ndarray):
        owner = owner.base
    if not owner.flags.forc:
        raise ValueError(
            "expected an array that owns its memory in one piece, got a view of shape "
            f"{array.shape} whose memory has gaps; draw a copy() of it"
        )
    numbers = owner.ravel(order="K").tolist()
    start = array.__array_interface__["data"][0]
    start -= owner.__array_interface__["data"][0]
    strides = tuple(step // array.itemsize for step in array.strides)
    return Stored(tuple(numbers), array.shape, strides, start // array.itemsize)
