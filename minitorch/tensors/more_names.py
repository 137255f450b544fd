"""More names that people know from PyTorch: orders, positions, other spellings."""

import math
import operator
from typing import Any, Self

import numpy as np

from minitorch.backends.arrays import as_array
from minitorch.checks import expect
from minitorch.storage.indexing import ShapeError
from minitorch.tensors.arguments import checked_dim, checked_dims, checked_sizes, flat
from minitorch.tensors.names import Extremes, TensorNames
from minitorch.tensors.shapes import Copy


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

    def logical_not(self) -> Any:
        """Return where elements are 0: a mask."""
        return self == 0

    # Between limits

    def clamp(self, min: Any = None, max: Any = None) -> Self:
        """Return the elements, none below min and none above max; NaN for a NaN."""
        if min is None and max is None:
            raise ValueError("clamp: expected min or max, got neither")
        low = self if min is None else self._limited(operator.lt, min)
        return low if max is None else low._limited(operator.gt, max)

    def _limited(self, beyond: Any, limit: Any) -> Self:
        limit = self.like(limit)
        return limit.where(beyond(self, limit) | limit.isnan(), self)

    # Along dimensions

    def prod(self, dim: Any = None, keepdim: bool = False) -> Self:
        """Return the product of the elements along a dimension, or of all.

        Halves are multiplied until one element is left: so the derivative is right
        beside a 0 as well, where a quotient of the product would not be.
        """
        if dim is None:
            return self.flatten().prod(0)
        at = checked_dim(dim, self.shape, "prod")
        rest = self.transpose(0, at)
        product = rest.like(np.ones(rest.shape[1:]))
        while len(rest):
            half, odd = divmod(len(rest), 2)
            product = product * rest[-1] if odd else product
            rest = rest[:half] * rest[half : 2 * half]
        product = product.unsqueeze(0).transpose(0, at)
        return product if keepdim else product.squeeze(at)

    def logsumexp(self, dim: Any, keepdim: bool = False) -> Self:
        """Return log Σ eˣ along dimensions, also where eˣ is too large for a float."""
        most = self.detach().amax(dim, keepdim=True)
        most = most.masked_fill(most.abs().eq(math.inf), 0.0)
        total = (self - most).exp().sum(dim, keepdim=True).log() + most
        return total if keepdim else total.sum(dim)  # of one element each

    # Logarithms, sizes, shapes

    def log10(self) -> Self:
        """Return the logarithm of each element to the base of 10."""
        return self.log() / math.log(10)

    def log2(self) -> Self:
        """Return the logarithm of each element to the base of 2."""
        return self.log() / math.log(2)

    def t(self) -> Self:
        """Return the transpose of a matrix."""
        return self.T

    def dim(self) -> int:
        """Return the number of dimensions."""
        return self.dims

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

    def repeat(self, *sizes: Any) -> Self:
        """Return the elements so many times along each dimension; new ones are first.

        Raises:
            ShapeError: there are fewer sizes than dimensions.
        """
        times = checked_sizes(sizes)
        if len(times) < self.dims:
            raise ShapeError(
                f"repeat: expected a number for each dimension of {self.shape}, got "
                f"{times}"
            )
        shape = (1,) * (len(times) - self.dims) + self.shape
        pairs = list(zip(times, shape, strict=True))
        apart = self.reshape([size for n in shape for size in (1, n)])
        spread = apart.expand([size for pair in pairs for size in pair])
        return Copy.apply(spread).reshape([m * n for m, n in pairs])

    def flip(self, *dims: Any) -> Self:
        """Return the elements in the opposite order along dimensions."""
        gone: Any = checked_dims(flat(dims), self.shape, "flip") if flat(dims) else ()
        ways = (slice(None, None, -1 if i in gone else 1) for i in range(self.dims))
        return Copy.apply(self[tuple(ways)])

    def roll(self, shifts: Any, dims: Any = None) -> Self:
        """Return the elements moved on along dimensions; the last ones come first."""
        if dims is None:
            return self.flatten().roll(shifts, 0).reshape(self.shape)
        ways, result = (flat((shifts,)), flat((dims,))), self
        expect(len(ways[0]) == len(ways[1]), "roll: a dimension for each shift", ways)
        for shift, dim in zip(*ways, strict=True):
            at = checked_dim(dim, self.shape, "roll")
            places = (np.arange(self.shape[at]) - shift) % max(self.shape[at], 1)
            result = result.index_select(at, places)
        return result

    def diag(self, diagonal: int = 0) -> Self:
        """Return the diagonal of a matrix, or a matrix with a vector on its diagonal.

        Raises:
            ShapeError: it is neither a vector nor a matrix.
        """
        if self.dims == 2:
            rows, columns = self.shape
            return self[np.nonzero(np.eye(rows, columns, diagonal))]
        if self.dims != 1:
            raise ShapeError(f"diag: expected a vector or a matrix, got {self.shape}")
        size = len(self) + abs(diagonal)
        places = np.indices((size, size)).min(0).clip(max=len(self) - 1)
        return self[places].where(np.eye(size, k=diagonal), False)

    # Places and orders

    def index_select(self, dim: int, index: Any) -> Self:
        """Return the parts along a dimension whose places index holds, in its order."""
        at = checked_dim(dim, self.shape, "index_select")
        if len(np.shape(index)) != 1:
            raise ShapeError(f"index_select: expected places in a row, got {index}")
        return self[(*[slice(None)] * at, index)]

    def gather(self, dim: int, index: Any) -> Self:
        """Return the elements at the places along a dimension that index holds."""
        at = checked_dim(dim, self.shape, "gather")
        places = self.like(index).numpy().astype(int)
        others = np.indices(places.shape)
        return self[tuple(places if i == at else o for i, o in enumerate(others))]

    def argsort(self, dim: int = -1, descending: bool = False) -> Any:
        """Return where the smallest element is, the next, …, in whole numbers.

        A NaN counts as the largest; of equal elements the first one stays first.
        """
        at = checked_dim(dim, self.shape, "argsort")
        numbers = np.flip(self.numpy(), at) if descending else self.numpy()
        order = np.argsort(numbers, axis=at, kind="stable")
        order = self.shape[at] - 1 - np.flip(order, at) if descending else order
        return self.whole.make(as_array(order, backend=self.backend), inputs=None)

    def sort(self, dim: int = -1, descending: bool = False) -> Extremes:
        """Return the elements in order along a dimension, and where they were."""
        order = self.argsort(dim, descending)
        return Extremes(self.gather(dim, order), order)

    def median(self, dim: Any = None, keepdim: bool = False) -> Any:
        """Return the element in the middle, the lower one of two; NaN if one is NaN.

        Along a dimension, ``values`` and ``indices``.
        """
        if dim is None:
            return self.flatten().median(0).values
        at = checked_dim(dim, self.shape, "median")
        expect(self.shape[at] > 0, "median: at least one element", self.shape)
        nans = self.isnan().sum(at, keepdim=True).numpy()  # they are the last in order
        n = self.shape[at]
        places = self.argsort(at).gather(at, np.where(nans, n - nans, (n - 1) // 2))
        found = Extremes(self.gather(at, places), places)
        return found if keepdim else Extremes(*[x.squeeze(at) for x in found])

    def topk(self, k: int, dim: int = -1, largest: bool = True) -> Extremes:
        """Return the k largest elements along a dimension, and where they are."""
        at = checked_dim(dim, self.shape, "topk")
        n = self.shape[at]
        expect(0 <= k <= n, f"topk: a k from 0 to {n}, which there are", k)
        order = self.argsort(at, largest)[(slice(None),) * at + (slice(k),)]
        return Extremes(self.gather(at, order), order)
