"""What truth values and whole numbers have in common, and which results are such.

A Function computes with arrays of floats, and does not know what they stand for. So
here it says of which Functions results are whole where all inputs are.
"""

from typing import Any, ClassVar

import numpy as np

from minitorch.autodiff import Variable
from minitorch.backends.arrays import as_array
from minitorch.passing_on import PassedOn
from minitorch.tensors.elementwise import Abs, Add, Mul, Neg, ReLU, Sub
from minitorch.tensors.matmul import MatMul
from minitorch.tensors.more_functions import CumSum, Where
from minitorch.tensors.reductions import Max, Min, Sum
from minitorch.tensors.rounding import Remainder, Stepwise
from minitorch.tensors.shapes import Cat, Copy, Expand, GetItem, Permute, Reshape
from minitorch.tensors.tensor import Tensor

SAME = (Cat, Copy, Expand, GetItem, Max, Min, Permute, Reshape, Where)
"""Functions that choose elements, and leave them as they are."""
WHOLE = (Abs, Add, CumSum, MatMul, Mul, Neg, ReLU, Remainder, Stepwise, Sub, Sum)
"""Functions that make whole numbers of whole numbers, and of masks as 0 and 1."""


class Counted(Tensor):
    """Truth values and whole numbers: constants, which Functions keep as they are."""

    __slots__ = ()
    is_float: ClassVar[bool] = False

    def like(self, value: Any) -> Any:
        """Return numbers as a constant of the kind that they are; a tensor as it is."""
        if isinstance(value, (Variable, PassedOn)):
            return super().like(value)
        kinds: dict[str, Any] = {"b": self.mask, "i": self.whole, "u": self.whole}
        kind = kinds.get(np.asarray(value).dtype.kind, Tensor)
        dtype = np.float64 if kind is self.whole else self.data.dtype
        return kind.make(as_array(value, dtype), inputs=None)

    def prod(self, dim: Any = None, keepdim: bool = False) -> Any:
        """Return the product of the elements along a dimension, or of all."""
        return self.whole.make(super().prod(dim, keepdim).data, inputs=None)

    def masked_fill(self, mask: Any, value: Any) -> Any:
        """Return a value where the mask holds; it becomes of this kind."""
        kept = self.of_this_kind(np.asarray(self.like(value).data))
        kept = as_array(kept, self.data.dtype, self.backend)
        return self.make(kept, inputs=None).where(mask, self)

    def __pow__(self, exponent: Any) -> Any:
        """Return powers of the elements, whole numbers for exponents that are."""
        result, exponent = super().__pow__(exponent), self.like(exponent)
        whole = not exponent.is_float and bool((exponent >= 0).all())
        return self.whole.make(result.data, inputs=None) if whole else result

    def __rpow__(self, base: Any) -> Any:
        return self.like(base).__pow__(self)

    def __floordiv__(self, other: Any) -> Any:
        """Return how often a divisor is contained, a whole number."""
        result = Tensor.__floordiv__(self.long(), other)
        return result if self.like(other).is_float else result.long()

    def item(self) -> Any:
        """Return the only element as a whole number, of a mask as True or False."""
        super().item()
        return self.numpy().item()

    def tolist(self) -> Any:
        """Return the elements as a list of lists of … of what ``item`` returns."""
        return self.numpy().tolist()

    def requires_grad_(self, requires_grad: bool = True) -> Any:
        """Return this constant.

        Raises:
            TypeError: it is to receive a derivative.
        """
        if requires_grad:
            raise TypeError(
                f"requires_grad_: a tensor of {self.dtype} has no derivative; write "
                "x.double().requires_grad_()"
            )
        return self

    # In place: what is written becomes of this kind, what is computed must be of it.

    def write(self, numbers: Any, index: Any = ...) -> None:
        """Write numbers as this kind has them: 2.9 is 2, or true in a mask."""
        kept = self.of_this_kind(np.asarray(numbers))
        super().write(as_array(kept, self.data.dtype, self.backend), index)

    def of_this_kind(self, numbers: Any) -> Any:
        """Return numbers as whole ones, or as truth values."""
        raise NotImplementedError

    def computed(self, result: Any) -> Any:
        """Return what was computed to stand here.

        Raises:
            TypeError: it is of another kind, as fractions are beside whole numbers.
        """
        if result.is_float or (self.is_mask and not result.is_mask):
            raise TypeError(
                f"a tensor of {self.dtype} is not changed in place to what would be "
                f"{result.dtype}; write x = x + … for a new tensor, or begin with "
                "x.double()"
            )
        return result


def counted(result: Tensor, function: Any, inputs: Any) -> Tensor:
    """Return what a Function made of masks and whole numbers, as what it is.

    Args:
        result: what it made.
        function: the Function.
        inputs: what it was applied to, masks and whole numbers alone.
    """
    kind: Any = Tensor
    if issubclass(function, SAME):
        kind = Tensor.mask if all(x.is_mask for x in inputs) else Tensor.whole
    elif issubclass(function, WHOLE):
        kind = Tensor.whole
    return kind.make(result.data, inputs=None, name=result.name)


Tensor.counted = staticmethod(counted)
