"""Views: other ways to read the same storage, for which no number moves.

>>> from minitorch.storage.tensor_data import TensorData
>>> data = TensorData([1, 2, 3, 4, 5, 6], (2, 3))
>>> print(data[::-1].permute(1, 0))
[[4.0, 1.0],
 [5.0, 2.0],
 [6.0, 3.0]]
"""

from collections.abc import Sequence
from typing import Self

from minitorch.storage.axes import check_order
from minitorch.storage.indexing import Shape, ShapeError, Strides, strides_from_shape
from minitorch.storage.strides import (
    Key,
    broadcast_strides,
    check_shape,
    is_contiguous,
    slice_layout,
    view_shape,
)

Keys = Key | tuple[Key, ...]


class Views:
    """The part of TensorData that makes views.

    Attributes:
        storage: the numbers in a row.
        shape: the size of each dimension.
        strides: how far apart neighbours are along each dimension.
        offset: the position of the index (0, …, 0).
    """

    storage: list[float]
    shape: Shape
    strides: Strides
    offset: int

    def sharing(self, shape: Shape, strides: Strides, offset: int) -> Self:
        """Return a view: the same storage, read in this other way, without a check."""
        view = object.__new__(type(self))
        view.storage = self.storage
        view.shape, view.strides, view.offset = shape, strides, offset
        return view

    def permute(self, *order: int) -> Self:
        """Return a view with the dimensions in another order.

        Dimension j of the view is dimension order[j] of these data: sizes and strides
        change places, storage and offset stay.

        Args:
            order: each dimension once; a negative number is counted from the end.

        Raises:
            IndexingError: the order does not name each dimension once.

        >>> from minitorch import TensorData
        >>> data = TensorData(range(24), (2, 3, 4))
        >>> view = data.permute(2, 0, 1)
        >>> view.shape, view.strides
        ((4, 2, 3), (1, 12, 4))
        >>> view.get((3, 1, 2)) == data.get((1, 2, 3))
        True
        """
        axes = check_order(order, self.shape)
        shape = tuple(self.shape[axis] for axis in axes)
        strides = tuple(self.strides[axis] for axis in axes)
        return self.sharing(shape, strides, self.offset)

    def broadcast_to(self, shape: Sequence[int]) -> Self:
        """Return a view of a larger shape, in which numbers are repeated.

        They are repeated with strides of 0, not copied: one number then has several
        indices, and who writes to one of these changes it for all.

        Raises:
            ShapeError: this shape cannot be broadcast to the larger one.

        >>> from minitorch import TensorData
        >>> view = TensorData([1, 2], (2, 1)).broadcast_to((2, 3))
        >>> print(view)
        [[1.0, 1.0, 1.0],
         [2.0, 2.0, 2.0]]
        >>> view.strides, view.storage
        ((1, 0), [1.0, 2.0])
        """
        wanted = check_shape(shape)
        strides = broadcast_strides(self.shape, self.strides, wanted)
        return self.sharing(wanted, strides, self.offset)

    def view(self, *shape: int) -> Self:
        """Return a view with another shape of the same size, read in the same order.

        Args:
            shape: the sizes; one of them may be -1, for what is left over.

        Raises:
            ShapeError: the sizes do not have the same product, or the numbers do not
                stand row by row.

        >>> from minitorch import TensorData
        >>> data = TensorData(range(6), (2, 3))
        >>> print(data.view(3, 2))
        [[0.0, 1.0],
         [2.0, 3.0],
         [4.0, 5.0]]
        >>> data.view(-1).shape
        (6,)
        """
        wanted = view_shape(self.shape, shape)
        if not is_contiguous(self.shape, self.strides):
            raise ShapeError(
                f"view: cannot read shape {self.shape} as {wanted}, as the numbers do "
                f"not stand row by row: expected strides "
                f"{strides_from_shape(self.shape)}, got {self.strides}; "
                "contiguous() makes a copy with these"
            )
        return self.sharing(wanted, strides_from_shape(wanted), self.offset)

    def __getitem__(self, key: Keys) -> Self:
        """Return a view of a part: ``data[1]``, ``data[:, ::2]``, ``data[..., None]``.

        A number takes one slice and drops the dimension, a slice keeps a part of it,
        ``...`` stands for all dimensions not named, and ``None`` is a new one of
        size 1.

        Raises:
            IndexingError: the key does not fit the shape.

        >>> from minitorch import TensorData
        >>> data = TensorData(range(12), (3, 4))
        >>> print(data[1:, ::2])
        [[ 4.0,  6.0],
         [ 8.0, 10.0]]
        >>> data[1:, ::2]
        TensorData(shape=(2, 2), strides=(4, 2), offset=4)
        >>> data[-1].shape, data[..., None].shape
        ((4,), (3, 4, 1))
        """
        parts = key if isinstance(key, tuple) else (key,)
        layout = slice_layout(parts, self.shape, self.strides, self.offset)
        return self.sharing(*layout)
