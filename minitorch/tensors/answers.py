"""Tensors of a special kind: truth values, whole numbers, derivatives.

They are constants. What is computed from them is a Tensor like any other.
"""

import operator
from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

import numpy as np

from minitorch.backends.arrays import as_array
from minitorch.tensors.tensor import Tensor


class Constant(Tensor):
    """A tensor of a kind of its own; parts of it and other shapes are of its kind."""

    __slots__ = ()


def kept(name: str) -> Callable[..., Any]:
    """Return a method of Tensor with a result of the kind of the tensor itself."""
    method = getattr(Tensor, name)

    @wraps(method)
    def keep(self: Constant, *arguments: Any) -> Any:
        result = method(self, *arguments)
        made = self.make(result.data, inputs=None)
        if result.memory is not None:
            result.share_with(made)
        return made

    return keep


SAME = "__getitem__ reshape view permute transpose clone expand tril triu"
for name in SAME.split():
    setattr(Constant, name, kept(name))


class Counted(Constant):
    """Truth values and whole numbers, whose sum is whole."""

    __slots__ = ()
    numbers_alike: ClassVar[tuple[type, ...]] = ()
    is_float: ClassVar[bool] = False

    def sum(self, dim: Any = None, keepdim: bool = False, **spell: Any) -> Any:
        """Return the sum over one dimension, several, or all."""
        return self.whole.make(super().sum(dim, keepdim, **spell).data, inputs=None)

    def prod(self, dim: Any = None, keepdim: bool = False) -> Any:
        """Return the product of the elements along a dimension, or of all."""
        return self.whole.make(super().prod(dim, keepdim).data, inputs=None)

    def like(self, value: Any) -> Any:
        """Return numbers as a constant, of this kind only if they are."""
        made = super().like(value)
        ours = made is value or self.is_like(value)
        return made if ours else Tensor.make(made.data, inputs=None)

    def where(self, condition: Any, other: Any) -> Any:
        """Return elements of both, of this kind if both are."""
        result = super().where(condition, other)
        return self.make(result.data, inputs=None) if self.is_like(other) else result

    def masked_fill(self, mask: Any, value: Any) -> Any:
        """Return a value where the mask holds, of this kind if the value is."""
        return self.where(self.like(mask) == 0.0, value)

    def write(self, numbers: Any, index: Any = ...) -> None:
        """Write numbers as this kind has them: 2.9 is 2, or true in a mask."""
        kept = self.of_this_kind(np.asarray(numbers))
        super().write(as_array(kept, self.dtype, self.backend), index)

    def of_this_kind(self, numbers: Any) -> Any:
        """Return numbers as whole ones, or as truth values."""
        raise NotImplementedError

    def is_like(self, other: Any) -> bool:
        """Whether another tensor, or a number, is of this kind."""
        return isinstance(other, (type(self), *self.numbers_alike))

    def _updated(self, result: Any) -> Any:
        return super()._updated(result) if type(result) is type(self) else result


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
    numbers_alike = (bool, np.bool_)

    def of_this_kind(self, numbers: Any) -> Any:
        """Return where numbers are not 0."""
        return numbers != 0

    def __and__(self, other: Any) -> Any:
        return super().__mul__(self.truth(other)) != 0.0

    def __or__(self, other: Any) -> Any:
        return super().__add__(self.truth(other)) != 0.0

    def __xor__(self, other: Any) -> Any:
        return self != self.truth(other)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    def __invert__(self) -> Any:
        return self == 0.0

    def __neg__(self) -> Any:
        raise TypeError(
            "a mask has no negative; write ~mask for where it does not hold"
        )

    def __array_ufunc__(
        self, ufunc: Any, how: str, *inputs: Any, **options: Any
    ) -> Any:
        """Answer ``bools & mask`` of an array of numpy; see Tensor for all else."""
        logic = LOGIC.get(ufunc.__name__)
        if logic is None or how != "__call__" or options:
            return super().__array_ufunc__(ufunc, how, *inputs, **options)
        return logic(*[self.truth(x) for x in inputs])

    # As in PyTorch and numpy; with numbers they are 1.0 and 0.0.

    def __mul__(self, other: Any) -> Any:
        return self & other if isinstance(other, Mask) else super().__mul__(other)

    def __add__(self, other: Any) -> Any:
        return self | other if isinstance(other, Mask) else super().__add__(other)

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
        return self.make(as_array(answers, self.dtype, self.backend), inputs=None)


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
    numbers_alike = (int, np.integer)

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
        return super().make(data, *history, **more)

    def item(self) -> int:
        """Return the only element as a whole number."""
        return int(super().item())

    def tolist(self) -> Any:
        """Return the elements as a list of lists of … of whole numbers."""
        return self.numpy().tolist()

    def numpy(self) -> "np.ndarray[Any, Any]":
        """Return the elements as an array of integers, a copy."""
        return super().numpy().astype(int)

    shown = numpy

    def __index__(self) -> int:
        return self.item()


def whole_with_whole(name: str) -> Callable[[Any, Any], Any]:
    """Return an operator whose result is whole where the other side is."""
    method = getattr(Tensor, name)

    def operate(self: Whole, other: Any) -> Any:
        result = method(self, other)
        whole = isinstance(other, (int, np.integer, Counted))
        return self.make(result.data, inputs=None) if whole else result

    return operate


for name in ("add", "sub", "mul", "mod", "floordiv"):
    for side in ("", "r"):
        method = f"__{side}{name}__"
        setattr(Whole, method, whole_with_whole(method))


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
