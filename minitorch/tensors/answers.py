"""Tensors of a special kind: truth values, whole numbers, derivatives.

They are constants. Of whole numbers a sum is whole, and of a mask the largest element
is a mask; with floats they make floats, whose dtype stays.
"""

import operator
from typing import Any, ClassVar

import numpy as np

from minitorch.backends.arrays import as_array, backend_of
from minitorch.tensors.counted import Counted
from minitorch.tensors.tensor import Tensor


class Mask(Counted):
    """What a comparison answers, 1.0 for true and 0.0 for false, for each element.

    As an index it chooses the elements where it is true. With ``&``, ``|``, ``^`` and
    ``~`` masks make masks.

    >>> from minitorch import tensor
    >>> x = tensor([-2.0, 1.0, 3.0])
    >>> x[(x > 0) & (x < 2)], x[~(x > 0)]
    (tensor([1.]), tensor([-2.]))
    """

    __slots__ = ()
    is_mask: ClassVar[bool] = True
    dtype = property(lambda self: np.dtype(bool))

    def of_this_kind(self, numbers: Any) -> Any:
        """Return where numbers are not 0."""
        return numbers != 0

    def __and__(self, other: Any) -> Any:
        return super().__mul__(self.truth(other)) != 0.0

    def __or__(self, other: Any) -> Any:
        return super().__add__(self.truth(other)) != 0.0

    def __iand__(self, other: Any) -> Any:
        return self._updated(self & other)

    def __ior__(self, other: Any) -> Any:
        return self._updated(self | other)

    def __ixor__(self, other: Any) -> Any:
        return self._updated(self ^ other)

    def __xor__(self, other: Any) -> Any:
        return self != self.truth(other)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    def __invert__(self) -> Any:
        return self == 0.0

    def __neg__(self) -> Any:
        raise TypeError(
            "a mask has no negative; write ~mask for where it does not hold"
        )

    def __sub__(self, other: Any) -> Any:
        """Refuse a difference, in which 1 - mask would hold 0 and 1, no mask.

        Raises:
            TypeError: always.
        """
        raise TypeError(
            "a mask has no difference with another tensor or a number; write ~mask for "
            "where it does not hold, a ^ b for where two differ, or mask.double() for 1"
            " and 0"
        )

    __rsub__ = __sub__

    def __array_ufunc__(
        self, ufunc: Any, how: str, *inputs: Any, **options: Any
    ) -> Any:
        """Answer ``bools & mask`` of an array of numpy; see Tensor for all else."""
        logic = LOGIC.get(ufunc.__name__)
        if logic is None or how != "__call__" or options:
            return super().__array_ufunc__(ufunc, how, *inputs, **options)
        return logic(*[self.truth(x) for x in inputs])

    # As in PyTorch and numpy; with numbers they are 1 and 0.

    def __mul__(self, other: Any) -> Any:
        other = self.like(other)
        return self & other if other.is_mask else super().__mul__(other)

    def __add__(self, other: Any) -> Any:
        other = self.like(other)
        return self | other if other.is_mask else super().__add__(other)

    __radd__, __rmul__ = __add__, __mul__

    def bool(self) -> Any:
        """Return this mask."""
        return self

    sign = bool

    def numpy(self) -> "np.ndarray[Any, Any]":
        """Return the answers as an array of bools, a copy."""
        return super().numpy().astype(bool)

    def truth(self, other: Any) -> "Mask":
        """Return another side of ``&``: a mask, bools, or an array of them.

        Raises:
            TypeError: it is something else.
        """
        if isinstance(other, Mask):
            return other
        answers = np.asarray(other)
        if answers.dtype != bool:
            raise TypeError(
                f"expected a mask, as x > 0 gives it, or bools, got {other!r}"
            )
        return self.make(as_array(answers, self.data.dtype, self.backend), inputs=None)


LOGIC: dict[str, Any] = {
    "bitwise_and": operator.and_,
    "bitwise_or": operator.or_,
    "bitwise_xor": operator.xor,
    "invert": operator.invert,
}


class Whole(Counted):
    """Whole numbers: where something is, or the number of a class.

    Sums, differences and products with whole numbers are whole.

    >>> from minitorch import tensor
    >>> x = tensor([[1.0, 5.0], [7.0, 2.0]]).argmax(1)
    >>> x, x + 1, x + 0.5
    (tensor([1, 0]), tensor([2, 1]), tensor([1.5, 0.5]))
    """

    __slots__ = ()

    dtype = property(lambda self: np.dtype(np.int64))

    def of_this_kind(self, numbers: Any) -> Any:
        """Return numbers cut off towards 0."""
        return np.trunc(numbers)

    @classmethod
    def make(cls, data: Any, *history: Any, **more: Any) -> Any:
        """Return whole numbers, which a float has exactly up to a limit.

        Raises:
            OverflowError: one is beyond the limit, where floats leave numbers out, or
                infinite or NaN (PyTorch's start again from below).
        """
        numbers = np.asarray(data)
        digits = np.finfo(numbers.dtype).nmant + 1
        fits = abs(numbers) < 2.0**digits
        if not fits.all():
            raise OverflowError(
                f"expected whole numbers below 2**{digits}, which a {numbers.dtype} "
                f"has exactly, got {numbers[~fits][0]}; compute with a float tensor, "
                "or with Python's int"
            )
        if numbers.dtype != np.float64:
            data = backend_of(data).array(numbers, np.dtype(np.float64))
        return super().make(data, *history, **more)

    def numpy(self) -> "np.ndarray[Any, Any]":
        """Return the elements as an array of integers, a copy."""
        return super().numpy().astype(int)

    shown = numpy

    def __index__(self) -> int:
        return int(self.item())

    def long(self) -> Any:
        """Return this tensor, which is of whole numbers."""
        return self

    int = long


class Gradient(Tensor):
    """The derivative of a leaf: who changes one changes both."""

    __slots__ = ("leaf",)
    leaf: Any

    def see(self, array: Any) -> None:
        """Take over an array after a change, for the leaf as well."""
        super().see(array)
        leaf = getattr(self, "leaf", lambda: None)()  # a copy has none
        if leaf is not None and leaf.gradient is self:
            leaf.derivative = array


Tensor.of_a_leaf = Gradient
Tensor.mask, Tensor.whole = Mask, Whole
