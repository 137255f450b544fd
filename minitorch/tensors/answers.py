"""Tensors of a special kind: truth values, whole numbers, derivatives.

They are constants. What is computed from them is a Tensor like any other.
"""

import operator
from typing import Any, ClassVar

import numpy as np

from minitorch.backends.arrays import as_array
from minitorch.tensors.tensor import Tensor


class Constant(Tensor):
    """A tensor of a kind of its own; parts of it and other shapes are of its kind."""

    __slots__ = ()

    def __getitem__(self, index: Any) -> Any:
        return self.make(super().__getitem__(index).data, inputs=None)

    def reshape(self, *shape: Any) -> Any:
        """Return the same elements in another shape; one size may be -1."""
        return self.make(super().reshape(*shape).data, inputs=None)


class Mask(Constant):
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

    def __and__(self, other: Any) -> Any:
        return super().__mul__(self.truth(other)) != 0.0

    def __or__(self, other: Any) -> Any:
        return (self + self.truth(other)) != 0.0

    def __xor__(self, other: Any) -> Any:
        return self != self.truth(other)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    def __invert__(self) -> Any:
        return self == 0.0

    def __array_ufunc__(
        self, ufunc: Any, how: str, *inputs: Any, **options: Any
    ) -> Any:
        """Answer ``bools & mask`` of an array of numpy; see Tensor for all else."""
        logic = LOGIC.get(ufunc.__name__)
        if logic is None or how != "__call__" or options:
            return super().__array_ufunc__(ufunc, how, *inputs, **options)
        return logic(*[self.truth(x) for x in inputs])

    def __mul__(self, other: Any) -> Any:
        return self & other if isinstance(other, Mask) else super().__mul__(other)

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


class Whole(Constant):
    """Whole numbers: where something is, or the number of a class.

    >>> from minitorch import tensor
    >>> tensor([[1.0, 5.0], [7.0, 2.0]]).argmax(1)
    tensor([1, 0])
    """

    __slots__ = ()

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


class Gradient(Constant):
    """The derivative of a leaf, which is its ``ctx``: who changes one changes both."""

    __slots__ = ()

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        leaf = getattr(self, "ctx", None)  # while it is made it has none
        if name == "data" and leaf is not None:
            leaf.derivative = self.data


Tensor.mask, Tensor.whole, Tensor.gradient = Mask, Whole, Gradient
