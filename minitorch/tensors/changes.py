"""Changes by hand: what PyTorch writes in place.

A tensor gets other numbers, and so do all that see its memory; the arrays themselves
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


class TensorChanges(TensorKinds):
    """The part of Tensor that gives a leaf or a constant other numbers."""

    __slots__ = ()

    def renew(self, numbers: Any, index: Any = ...) -> Self:
        """Give this tensor, or a part of it, other numbers; return it.

        All that see the same memory see them: parts, other shapes, and the whole.

        Raises:
            RuntimeError: it was made by a Function, or receives a derivative, and this
                is not said to be outside of the graph with ``no_grad``.
            ShapeError: the shape of this tensor is another.
        """
        if self.inputs is not None and recording.get():
            kind = self.last_fn.__name__ if self.last_fn else "a leaf"
            raise RuntimeError(
                f"a tensor with a derivative ({kind}) is not changed in place; write "
                "`with no_grad():` around the update of a leaf, or x = x + … for a new"
                " tensor"
            )
        check_not_lost(numbers)
        array = as_array(numbers, self.data.dtype, self.backend)
        if index is ... and array.shape != self.shape:
            raise ShapeError(f"expected shape {self.shape}, got {array.shape}")
        self.write(array, index)
        return self

    # Operators. They change a leaf or a constant, whatever names it has, and all that
    # see the same memory. A result, and a constant that now receives a derivative, is
    # computed anew, as x = x + ….

    def __iadd__(self, other: Any) -> Self:
        return self._updated(self + other)

    def __isub__(self, other: Any) -> Self:
        return self._updated(self - other)

    def __imul__(self, other: Any) -> Self:
        return self._updated(self * other)

    def __itruediv__(self, other: Any) -> Self:
        return self._updated(self / other)

    def __ipow__(self, other: Any) -> Self:
        return self._updated(self**other)

    def __imod__(self, other: Any) -> Self:
        return self._updated(self % other)

    def __ifloordiv__(self, other: Any) -> Self:
        return self._updated(self // other)

    def computed(self, result: Any) -> Any:
        """Return what was computed to stand here, if it may."""
        return result

    def _updated(self, result: Self) -> Self:
        self.computed(result)
        is_leaf = self.inputs is not None and self.last_fn is None
        if is_leaf or result.inputs is None:
            return self.renew(result)
        if len(self.seers()) > 1:
            raise RuntimeError(
                "a part, another shape or a detach() of this tensor would not change "
                "with it, since it has a derivative; write x = x + … for a new tensor"
            )
        return result

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
        return self.renew(self.computed(self.detach().add(other, alpha=alpha)))

    def sub_(self, other: Any, *, alpha: float = 1.0) -> Self:
        """Subtract from the elements; alpha times as much."""
        return self.renew(self.computed(self.detach().sub(other, alpha=alpha)))

    def mul_(self, other: Any) -> Self:
        """Multiply the elements."""
        return self.renew(self.computed(self.detach() * other))

    def div_(self, other: Any) -> Self:
        """Divide the elements."""
        return self.renew(self.computed(self.detach() / other))

    def clamp_(self, min: Any = None, max: Any = None) -> Self:
        """Let no element be below min or above max."""
        return self.renew(self.computed(self.detach().clamp(min, max)))

    def normal_(
        self, mean: float = 0.0, std: float = 1.0, *, generator: Seed = None
    ) -> Self:
        """Draw all elements from a normal distribution."""
        draw = generator_of(generator).normal(mean, std, self.shape)
        return self.renew(self.computed(self.like(draw)))

    def uniform_(
        self, low: float = 0.0, high: float = 1.0, *, generator: Seed = None
    ) -> Self:
        """Draw all elements evenly from low to high."""
        draw = generator_of(generator).uniform(low, high, self.shape)
        return self.renew(self.computed(self.like(draw)))

    def __setitem__(self, index: Any, value: Any) -> None:
        """Give a part of a constant, or of anything in ``no_grad``, other numbers.

        Raises:
            RuntimeError: as for ``renew``.
        """
        try:
            self.renew(self.like(value), plain_index(index))
        except (IndexError, ValueError) as error:
            raise IndexingError(
                f"index {index!r} does not fit the shape {self.shape}, or the value "
                f"does not fit there: {error}"
            ) from None


def check_not_lost(numbers: Any) -> None:
    """Raise a RuntimeError for numbers whose derivative would be lost in a change."""
    if recording.get() and getattr(numbers, "inputs", None) is not None:
        raise RuntimeError(
            "numbers with a derivative are not written into a tensor, which would have "
            "none; put them together with stack, cat or where, or write "
            "`with no_grad():` if none is wanted"
        )
