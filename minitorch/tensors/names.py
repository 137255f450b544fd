"""Names that people know from PyTorch, each made of what a tensor can do already."""

import math
import operator
from itertools import pairwise
from typing import Any, NamedTuple, Self

import numpy as np

from minitorch.backends.arrays import as_array
from minitorch.passing_on import plain
from minitorch.storage.indexing import ShapeError
from minitorch.tensors.arguments import (
    checked_dim,
    checked_sizes,
    freedom,
    matrix,
    spelled,
    whole,
)
from minitorch.tensors.elementwise import alike
from minitorch.tensors.memory import part_of
from minitorch.tensors.more_functions import Cos, CumSum, Norm, Sin, Where
from minitorch.tensors.rounding import TensorSteps
from minitorch.tensors.shapes import Expand


class Extremes(NamedTuple):
    """The largest, or the smallest, elements along a dimension, and where they are."""

    values: Any
    indices: Any


class TensorNames(TensorSteps):
    """The part of Tensor that is there so that people's own programs run."""

    __slots__ = ()

    # Element by element

    def sin(self) -> Self:
        """Return the sine of each element."""
        return Sin.apply(self)

    def cos(self) -> Self:
        """Return the cosine of each element."""
        return Cos.apply(self)

    def pow(self, exponent: Any) -> Self:
        """Return ``self ** exponent``."""
        return self**exponent

    def square(self) -> Self:
        """Return the square of each element."""
        return self**2

    def add(self, other: Any, *, alpha: float = 1.0) -> Self:
        """Return ``self + alpha * other``."""
        return self + self._times(alpha, other)

    def sub(self, other: Any, *, alpha: float = 1.0) -> Self:
        """Return ``self - alpha * other``."""
        return self - self._times(alpha, other)

    def _times(self, alpha: float, other: Any) -> Any:
        return other if alpha == 1.0 else alike(self, self.like(other))[1] * alpha

    def mul(self, other: Any) -> Self:
        """Return ``self * other``."""
        return self * other

    def div(self, other: Any) -> Self:
        """Return ``self / other``."""
        return self / other

    def neg(self) -> Self:
        """Return ``-self``."""
        return -self

    def where(self, condition: Any, other: Any) -> Self:
        """Return the elements where a condition holds, and those of other elsewhere."""
        condition = self.like(condition).data
        return Where.apply(self, self.like(other), condition=condition)

    def masked_fill(self, mask: Any, value: Any) -> Self:
        """Return a value where the mask holds, and the elements elsewhere."""
        return self.like(value).where(mask, self)

    def maximum(self, other: Any) -> Self:
        """Return the larger element of each pair; of equal ones each has half."""
        return self._chosen(operator.gt, other)

    def minimum(self, other: Any) -> Self:
        """Return the smaller element of each pair; of equal ones each has half."""
        return self._chosen(operator.lt, other)

    def _chosen(self, compare: Any, other: Any) -> Self:
        self, other = alike(self, self.like(other))
        either = self.where(compare(self, other), other)
        if not either.is_float:  # without a NaN, and without a derivative
            return either
        either = (self / 2 + other / 2).where(self == other, either)
        return (self + other).where(self.isnan() | other.isnan(), either)

    def is_close(self, other: Any) -> Self:
        """Return where elements are less than 0.01 apart, as in MiniTorch: a mask."""
        return (self - other).abs() < 1e-2

    def isnan(self) -> Any:
        """Return where elements are NaN: a mask."""
        return self != self

    def allclose(self, other: Any, rtol: float = 1e-5, atol: float = 1e-8) -> bool:
        """Return whether all elements lie close together."""
        return bool(np.allclose(self.numpy(), self.like(other).numpy(), rtol, atol))

    def tril(self, diagonal: int = 0) -> Self:
        """Return the elements on and below a diagonal, with 0 above it."""
        return self.where(np.tril(np.ones(matrix(self.shape)), diagonal), False)

    def triu(self, diagonal: int = 0) -> Self:
        """Return the elements on and above a diagonal, with 0 below it."""
        return self.where(np.triu(np.ones(matrix(self.shape)), diagonal), False)

    # Along dimensions

    def norm(self, p: Any = 2, dim: Any = None, keepdim: bool = False) -> Self:
        """Return the p-norm, (Σ abs(x)ᵖ)^(1/p), along dimensions or of all elements.

        For p = 0 it is how many elements differ from 0, and "fro" is 2.
        """
        if p in (2, "fro"):
            return self._folded(Norm, "norm", dim, keepdim, {})
        if p in (math.inf, -math.inf):
            x = self.abs()
            return x.amax(dim, keepdim) if p > 0 else x.amin(dim, keepdim)
        if p == 0:
            return self.abs().sign().sum(dim, keepdim)
        total = (self.abs() ** p).sum(dim, keepdim)
        return total if p == 1 else total ** (1 / p)

    def var(
        self,
        dim: Any = None,
        unbiased: bool = True,
        keepdim: bool = False,
        *,
        correction: int = 1,
        **spell: Any,
    ) -> Self:
        """Return the variance, Σ (x - mean)² / (n - correction), 0 if not unbiased."""
        if isinstance(dim, bool):  # x.var(False) is of all elements
            dim, unbiased = None, dim
        dim, keepdim = spelled("var", dim, keepdim, spell)
        mean = self.mean(dim, keepdim=True)
        off, n = self - mean, self.numel() // max(mean.numel(), 1)
        return (off * off).sum(dim, keepdim) / freedom("var", n, correction * unbiased)

    def std(
        self,
        dim: Any = None,
        unbiased: bool = True,
        keepdim: bool = False,
        *,
        correction: int = 1,
        **spell: Any,
    ) -> Self:
        """Return the standard deviation, the root of the variance."""
        if isinstance(dim, bool):
            dim, unbiased = None, dim
        dim, keepdim = spelled("std", dim, keepdim, spell)
        mean = self.mean(dim, keepdim=True)
        n = self.numel() // max(mean.numel(), 1)
        root = math.sqrt(freedom("std", n, correction * unbiased))
        return (self - mean).norm(2, dim, keepdim) / root

    def cumsum(self, dim: Any = None, **spell: Any) -> Self:
        """Return the sums of the elements up to each one, along a dimension."""
        dim, _ = spelled("cumsum", dim, False, spell)
        return CumSum.apply(self, dim=checked_dim(dim, self.shape, "cumsum"))

    def max(self, dim: Any = None, keepdim: bool = False, **spell: Any) -> Any:
        """Return the largest element; along a dimension, ``values`` and ``indices``.

        The first of several equal ones is chosen there, and has the derivative; of all
        elements, along several dimensions, and in ``amax``, they share it.
        """
        return self._extreme("max", dim, keepdim, spell)

    def min(self, dim: Any = None, keepdim: bool = False, **spell: Any) -> Any:
        """Return the smallest element; along a dimension, values and indices."""
        return self._extreme("min", dim, keepdim, spell)

    def _extreme(self, name: str, dim: Any, keepdim: bool, spell: Any) -> Any:
        dim = plain(dim)
        if isinstance(dim, TensorNames):
            return getattr(self, f"{name}imum")(dim)
        dim, keepdim = spelled(name, dim, keepdim, spell)
        if dim is None or isinstance(dim, (tuple, list)):
            return getattr(self, f"a{name}")(dim, keepdim)
        at = checked_dim(dim, self.shape, name)
        places = getattr(self, f"arg{name}")(at, keepdim=True)
        every = np.arange(self.shape[at]).reshape(-1, *[1] * (self.dims - 1 - at))
        chosen = self.where(every == places.numpy(), False)
        values = (chosen.any if self.is_mask else chosen.sum)(at, keepdim)
        return Extremes(values, places if keepdim else places.squeeze(at))

    def argmax(self, dim: Any = None, keepdim: bool = False, **spell: Any) -> Any:
        """Return where the first of the largest elements is, in whole numbers."""
        return self._place(np.argmax, "argmax", dim, keepdim, spell)

    def argmin(self, dim: Any = None, keepdim: bool = False, **spell: Any) -> Any:
        """Return where the first of the smallest elements is, in whole numbers."""
        return self._place(np.argmin, "argmin", dim, keepdim, spell)

    def _place(self, find: Any, name: str, dim: Any, keepdim: bool, spell: Any) -> Any:
        dim, keepdim = spelled(name, dim, keepdim, spell)
        at = dim if dim is None else checked_dim(dim, self.shape, name)
        if not self.numel():
            raise ValueError(f"{name}: expected elements, got shape {self.shape}")
        places = find(self.numpy(), axis=at, keepdims=keepdim)
        return self.whole.make(as_array(places, backend=self.backend), inputs=None)

    def softmax(self, dim: int) -> Self:
        """Return probabilities, eˣ / Σ eˣ along a dimension."""
        e = self._below_0(dim).exp()
        return e / e.sum(dim, keepdim=True)

    def log_softmax(self, dim: int) -> Self:
        """Return the logarithm of ``softmax``, also where that is 0 in floats."""
        x = self._below_0(dim)
        return x - x.exp().sum(dim, keepdim=True).log()

    def _below_0(self, dim: int) -> Self:
        """Return what has the same softmax, and nothing whose exponential is large."""
        return self - self.detach().amax(dim, keepdim=True) if self.numel() else self

    # Shapes

    def unsqueeze(self, dim: int) -> Self:
        """Return the elements with a new dimension of size 1."""
        at = checked_dim(dim, (*self.shape, 1), "unsqueeze")
        return self.reshape((*self.shape[:at], 1, *self.shape[at:]))

    def squeeze(self, dim: int | None = None) -> Self:
        """Return the elements without one dimension of size 1, or without all."""
        at = dim if dim is None else checked_dim(dim, self.shape, "squeeze")
        kept = [n for i, n in enumerate(self.shape) if n != 1 or at not in (None, i)]
        return self.reshape(kept)

    def flatten(self, start_dim: int = 0, end_dim: int = -1) -> Self:
        """Return the elements with several dimensions, by default all, made one."""
        shape = self.shape or (1,)
        first, last = (checked_dim(d, shape, "flatten") for d in (start_dim, end_dim))
        size = math.prod(shape[first : last + 1])
        return self.reshape((*shape[:first], size, *shape[last + 1 :]))

    def expand(self, *sizes: Any) -> Self:
        """Return the elements repeated to a larger shape; -1 leaves a size as it is."""
        shape = sizes[0] if len(sizes) == 1 and not whole(sizes[0]) else sizes
        old = (1,) * (len(shape) - self.dims) + self.shape
        wanted = [n if m == -1 else m for n, m in zip(old, shape)]
        if len(old) > len(shape) or any(n not in (1, m) for n, m in zip(old, wanted)):
            raise ShapeError(f"expand: expected sizes for {self.shape}, got {shape}")
        return part_of(self, Expand, shape=checked_sizes((wanted,)))

    def split(self, size: Any, dim: int = 0) -> tuple[Self, ...]:
        """Return parts of a size along a dimension, or of the sizes in a list."""
        at = checked_dim(dim, self.shape, "split")
        n = self.shape[at]
        sizes = size if isinstance(size, (list, tuple)) else [size] * -(-n // size)
        ends = np.minimum(np.cumsum([0, *sizes]), n).tolist()
        if isinstance(size, (list, tuple)) and sum(size) != n:
            raise ShapeError(f"split: expected sizes that sum up to {n}, got {size}")
        before = (slice(None),) * at
        return tuple(self[(*before, slice(i, j))] for i, j in pairwise(ends))

    def unbind(self, dim: int = 0) -> tuple[Self, ...]:
        """Return the parts along a dimension, which is gone in them."""
        at = checked_dim(dim, self.shape, "unbind")
        before = (slice(None),) * at
        return tuple(self[(*before, i)] for i in range(self.shape[at]))

    # Products

    def matmul(self, other: Any) -> Self:
        """Return ``self @ other``."""
        return self @ other

    mm = mv = dot = bmm = matmul
