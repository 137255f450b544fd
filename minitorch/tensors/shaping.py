"""Other shapes for the same elements, and parts of a tensor."""

from collections.abc import Iterator
from typing import Any, Self

from minitorch.storage.indexing import IndexingError, ShapeError
from minitorch.tensors.arguments import (
    checked_dim,
    checked_order,
    new_shape,
    viewable,
    whole,
)
from minitorch.tensors.arithmetic import TensorArithmetic
from minitorch.tensors.indices import plain_index, steps
from minitorch.tensors.memory import part_of
from minitorch.tensors.shapes import Copy, GetItem, Permute, Reshape


class TensorShapes(TensorArithmetic):
    """The part of Tensor that arranges elements anew, and picks some."""

    __slots__ = ()

    def reshape(self, *shape: Any) -> Self:
        """Return the same elements in another shape; one size may be -1."""
        return part_of(self, Reshape, shape=new_shape(shape, self.shape, "reshape"))

    def view(self, *shape: Any) -> Self:
        """Return the same elements in another shape, without copying them.

        Raises:
            ShapeError: they do not fit, or do not lie in memory as this shape asks.
        """
        new = new_shape(shape, self.shape, "view")
        if not self.is_contiguous() and not viewable(self.shape, self.strides, new):
            raise ShapeError(
                f"view: expected contiguous elements, got strides {self.strides} for "
                f"the shape {self.shape}; call contiguous() first, or use reshape"
            )
        return part_of(self, Reshape, shape=new)

    def permute(self, *order: Any) -> Self:
        """Return the dimensions in another order.

        Raises:
            IndexingError: order does not name every dimension once.
        """
        return part_of(self, Permute, order=checked_order(order, self.shape))

    def transpose(self, dim0: int, dim1: int) -> Self:
        """Return the tensor with two dimensions exchanged."""
        order = list(range(self.dims))
        i, j = (checked_dim(d, self.shape, "transpose") for d in (dim0, dim1))
        order[i], order[j] = j, i
        return part_of(self, Permute, order=tuple(order))

    @property
    def T(self) -> Self:
        """The transpose of a matrix."""
        if self.dims != 2:
            raise ShapeError(f"T: expected a matrix, got shape {self.shape}")
        return self.transpose(0, 1)

    @property
    def mT(self) -> Self:
        """Each matrix transposed, its last two dimensions exchanged."""
        return self.transpose(-2, -1)

    def contiguous(self) -> Self:
        """Return a copy whose elements lie side by side, or itself if they do."""
        return self if self.is_contiguous() else Copy.apply(self)

    def __getitem__(self, index: Any) -> Self:
        try:
            part = self
            for step in steps(plain_index(index)):
                part = part_of(part, GetItem, index=step)
            return part
        except (IndexError, ValueError) as error:
            if self.shape == () and whole(index) == 0:
                return self  # as MiniTorch's x.sum()[0] does
            raise IndexingError(
                f"index {index!r} does not fit the shape {self.shape}: {error}"
            ) from None

    def __iter__(self) -> Iterator[Self]:
        return (self[i] for i in range(len(self)))
