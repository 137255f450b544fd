"""Changes by hand: what PyTorch writes in place.

A tensor gets other numbers, and so does what it is a part of; the arrays themselves
stay as they are. So a graph that was made before keeps what its backward needs.
"""

from typing import Any, Self

import numpy as np

from minitorch.backends.arrays import as_array
from minitorch.storage.indexing import IndexingError, ShapeError
from minitorch.tensors.generators import Seed, generator_of
from minitorch.tensors.indices import plain_index
from minitorch.tensors.kinds import TensorKinds
from minitorch.tensors.no_grad import recording
from minitorch.tensors.parts import with_wholes, write


class TensorChanges(TensorKinds):
    """The part of Tensor that gives a leaf or a constant other numbers."""

    __slots__ = ()

    def renew(self, numbers: Any) -> Self:
        """Give this tensor other numbers, of the same shape and dtype; return it.

        Raises:
            RuntimeError: it, or what it is a part of, was made by a Function, or
                receives a derivative, and this is not said to be outside of the graph
                with ``no_grad``; or its memory is that of another, from ``detach``.
            ShapeError: the shape is another.
        """
        with_wholes(self)[-1].check_changes()
        check_not_lost(numbers)
        array = as_array(numbers, self.dtype, self.backend)
        if array.shape != self.shape:
            raise ShapeError(f"expected shape {self.shape}, got {array.shape}")
        write(self, array)
        return self

    def check_changes(self) -> None:
        """Raise a RuntimeError where a change would not be one of a tensor alone."""
        if self.inputs is not None and (self.last_fn or recording.get()):
            kind = self.last_fn.__name__ if self.last_fn else "a leaf"
            raise RuntimeError(
                f"a tensor with a derivative ({kind}) is not changed in place; write "
                "`with no_grad():` around the update of a leaf, or x = x + … for a new"
                " tensor"
            )
        if self.shares():
            raise RuntimeError(
                "this tensor has the memory of what it was detached from, which would "
                "not change with it; clone() it first"
            )

    def shares(self) -> bool:
        """Whether this is a constant that has another's memory, from ``detach``."""
        alone = getattr(self.data, "base", None) is None
        return not alone and self.inputs is None and self.ctx is None

    # Operators. They change a leaf or a constant, whatever names it has, and what it is
    # a part of. A result, and a constant that now receives a derivative, is computed
    # anew, as x = x + ….

    def __iadd__(self, other: Any) -> Self:
        return self._updated(self + other)

    def __isub__(self, other: Any) -> Self:
        return self._updated(self - other)

    def __imul__(self, other: Any) -> Self:
        return self._updated(self * other)

    def __itruediv__(self, other: Any) -> Self:
        return self._updated(self / other)

    def _updated(self, result: Self) -> Self:
        is_constant = self.inputs is None
        anew = is_constant and (self.shares() or result.inputs is not None)
        return result if self.last_fn or anew else self.renew(result)

    # Methods

    def zero_(self) -> Self:
        """Make all elements 0."""
        return self.fill_(0.0)

    def fill_(self, value: Any) -> Self:
        """Make all elements one value."""
        check_not_lost(value)
        return self.renew(np.full(self.shape, float(value)))

    def copy_(self, other: Any) -> Self:
        """Take over the numbers of another tensor, broadcast to this shape."""
        check_not_lost(other)
        numbers = np.asarray(self.like(other).data)
        return self.renew(np.broadcast_to(numbers, self.shape))

    def add_(self, other: Any, *, alpha: float = 1.0) -> Self:
        """Add to the elements; alpha times as much."""
        return self.renew(self.detach() + self.like(other) * alpha)

    def sub_(self, other: Any, *, alpha: float = 1.0) -> Self:
        """Subtract from the elements; alpha times as much."""
        return self.add_(other, alpha=-alpha)

    def mul_(self, other: Any) -> Self:
        """Multiply the elements."""
        return self.renew(self.detach() * other)

    def div_(self, other: Any) -> Self:
        """Divide the elements."""
        return self.renew(self.detach() / other)

    def clamp_(self, min: Any = None, max: Any = None) -> Self:
        """Let no element be below min or above max."""
        return self.renew(self.detach().clamp(min, max))

    def normal_(
        self, mean: float = 0.0, std: float = 1.0, *, generator: Seed = None
    ) -> Self:
        """Draw all elements from a normal distribution."""
        return self.renew(generator_of(generator).normal(mean, std, self.shape))

    def uniform_(
        self, low: float = 0.0, high: float = 1.0, *, generator: Seed = None
    ) -> Self:
        """Draw all elements evenly from low to high."""
        draw = generator_of(generator).uniform(low, high, self.shape)
        return self.renew(draw)

    def __setitem__(self, index: Any, value: Any) -> None:
        """Give a part of a constant, or of a leaf inside ``no_grad``, other numbers.

        Raises:
            RuntimeError: as for ``renew``.
        """
        check_not_lost(value)
        numbers = np.array(self.data)
        try:
            numbers[plain_index(index)] = np.asarray(self.like(value).data)
        except (IndexError, ValueError) as error:
            raise IndexingError(
                f"index {index!r} does not fit the shape {self.shape}, or the value "
                f"does not fit there: {error}"
            ) from None
        self.renew(numbers)


def check_not_lost(numbers: Any) -> None:
    """Raise a RuntimeError for numbers whose derivative would be lost in a change."""
    if recording.get() and getattr(numbers, "inputs", None) is not None:
        raise RuntimeError(
            "numbers with a derivative are not written into a tensor, which would have "
            "none; put them together with stack, cat or where, or write "
            "`with no_grad():` if none is wanted"
        )
