"""More names that people know from PyTorch: orders, positions, other spellings."""

import math
from typing import Any, Self

import numpy as np

from minitorch.tensors.arguments import checked_dim
from minitorch.tensors.names import Extremes, TensorNames


class TensorMoreNames(TensorNames):
    """The part of Tensor that sorts, gathers, and calls things by other names."""

    __slots__ = ()

    # Comparisons by name

    def eq(self, other: Any) -> Any:
        """Return ``self == other``: a mask."""
        return self == other

    def ne(self, other: Any) -> Any:
        """Return ``self != other``: a mask."""
        return self != other

    def lt(self, other: Any) -> Any:
        """Return ``self < other``: a mask."""
        return self < other

    def le(self, other: Any) -> Any:
        """Return ``self <= other``: a mask."""
        return self <= other

    def gt(self, other: Any) -> Any:
        """Return ``self > other``: a mask."""
        return self > other

    def ge(self, other: Any) -> Any:
        """Return ``self >= other``: a mask."""
        return self >= other

    def equal(self, other: Any) -> bool:
        """Return whether shapes and all elements are the same."""
        other = self.like(other)
        return self.shape == other.shape and bool((self == other).all())

    # Logarithms, sizes, shapes

    def log10(self) -> Self:
        """Return the logarithm of each element to the base of 10."""
        return self.log() / math.log(10)

    def log2(self) -> Self:
        """Return the logarithm of each element to the base of 2."""
        return self.log() / math.log(2)

    def nelement(self) -> int:
        """Return ``numel()``."""
        return self.numel()

    def view_as(self, other: Any) -> Self:
        """Return the elements in the shape of another tensor."""
        return self.view(other.shape)

    def chunk(self, chunks: int, dim: int = 0) -> tuple[Self, ...]:
        """Return so many parts along a dimension; the last one may be smaller."""
        n = self.shape[checked_dim(dim, self.shape, "chunk")]
        return self.split(max(-(-n // chunks), 1), dim)

    def outer(self, other: Any) -> Self:
        """Return the products of all pairs of elements of two vectors."""
        return self.reshape(-1, 1) * self.like(other).reshape(1, -1)

    # Places and orders

    def gather(self, dim: int, index: Any) -> Self:
        """Return the elements at the places along a dimension that index holds."""
        at = checked_dim(dim, self.shape, "gather")
        places = self.like(index).numpy().astype(int)
        others = np.indices(places.shape)
        return self[tuple(places if i == at else o for i, o in enumerate(others))]

    def argsort(self, dim: int = -1, descending: bool = False) -> Any:
        """Return where the smallest element is, the next, …, in whole numbers."""
        at = checked_dim(dim, self.shape, "argsort")
        numbers = -self.numpy() if descending else self.numpy()
        order = np.argsort(numbers, axis=at, kind="stable")
        return self.whole.make(self.like(order).data, inputs=None)

    def sort(self, dim: int = -1, descending: bool = False) -> Extremes:
        """Return the elements in order along a dimension, and where they were."""
        order = self.argsort(dim, descending)
        return Extremes(self.gather(dim, order), order)

    def topk(self, k: int, dim: int = -1, largest: bool = True) -> Extremes:
        """Return the k largest elements along a dimension, and where they are."""
        at = checked_dim(dim, self.shape, "topk")
        order = self.argsort(at, largest)[(slice(None),) * at + (slice(k),)]
        return Extremes(self.gather(at, order), order)
