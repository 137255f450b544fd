"""What can be computed with tensors: operators, functions of each element, sums."""

import operator
from numbers import Real
from typing import Any, ClassVar, Self

import numpy as np

from minitorch.autodiff import Variable
from minitorch.backends.arrays import NUMPY, as_array, backend_of
from minitorch.passing_on import PassedOn
from minitorch.tensors.arguments import checked_dims, spelled
from minitorch.tensors.elementwise import (
    Abs,
    Add,
    Div,
    Exp,
    Log,
    Mul,
    Neg,
    Pow,
    Power,
    ReLU,
    Sigmoid,
    Sqrt,
    Sub,
    Tanh,
)
from minitorch.tensors.matmul import MatMul
from minitorch.tensors.properties import TensorProperties
from minitorch.tensors.reductions import Max, Mean, Min, Sum


class TensorArithmetic(TensorProperties):
    """The part of Tensor in which each method applies a Function to it."""

    __slots__ = ()

    def like(self, value: Any) -> Self:
        """Return numbers as a constant of this tensor's dtype; a Tensor as it is."""
        if isinstance(value, TensorArithmetic):
            return value  # type: ignore[return-value]
        if isinstance(value, PassedOn):
            return self.like(value.value)
        if isinstance(value, Variable):
            raise TypeError(f"expected tensors or numbers, got {value!r}")
        if isinstance(value, Real):
            return self.make(NUMPY.array(value, self.data.dtype), inputs=None)
        return self.make(as_array(value, self.data.dtype), inputs=None)

    # Arithmetic

    def __add__(self, other: Any) -> Self:
        return Add.apply(self, self.like(other))

    def __radd__(self, other: Any) -> Self:
        return Add.apply(self.like(other), self)

    def __sub__(self, other: Any) -> Self:
        return Sub.apply(self, self.like(other))

    def __rsub__(self, other: Any) -> Self:
        return Sub.apply(self.like(other), self)

    def __mul__(self, other: Any) -> Self:
        return Mul.apply(self, self.like(other))

    def __rmul__(self, other: Any) -> Self:
        return Mul.apply(self.like(other), self)

    def __truediv__(self, other: Any) -> Self:
        return Div.apply(self, self.like(other))

    def __rtruediv__(self, other: Any) -> Self:
        return Div.apply(self.like(other), self)

    def __pow__(self, exponent: Any) -> Self:
        """Return powers of the elements; exponents may be a number or a tensor.

        Raises:
            ValueError: an element is negative and its exponent a fraction (PyTorch
                gives NaN).
        """
        if isinstance(exponent, Real):
            return Power.apply(self, n=float(exponent))
        return Pow.apply(self, self.like(exponent))

    def __rpow__(self, base: Any) -> Self:
        return Pow.apply(self.like(base), self)

    def __matmul__(self, other: Any) -> Self:
        return MatMul.apply(self, self.like(other))

    def __rmatmul__(self, other: Any) -> Self:
        return MatMul.apply(self.like(other), self)

    def __neg__(self) -> Self:
        return Neg.apply(self)

    def __pos__(self) -> Self:
        return self

    # Comparisons: masks of 1.0 and 0.0, constants, since they are flat everywhere

    mask: ClassVar[Any]
    """What comparisons return."""
    whole: ClassVar[Any]
    """What ``argmax`` returns."""
    counted: ClassVar[Any]
    """What a Function makes of these alone is brought to its kind by this."""

    def __lt__(self, other: Any) -> Any:
        return self._compared(operator.lt, other)

    def __le__(self, other: Any) -> Any:
        return self._compared(operator.le, other)

    def __gt__(self, other: Any) -> Any:
        return self._compared(operator.gt, other)

    def __ge__(self, other: Any) -> Any:
        return self._compared(operator.ge, other)

    def __eq__(self, other: object) -> Any:
        return self._compared(operator.eq, other)

    def __ne__(self, other: object) -> Any:
        return self._compared(operator.ne, other)

    __hash__ = object.__hash__

    def _compared(self, compare: Any, other: Any) -> Any:
        if not isinstance(other, (Variable, Real, list, tuple, np.ndarray)):
            return NotImplemented
        other = self.like(other)
        try:
            answers = compare(self.data, other.data)
        except ValueError:
            Add.check_inputs(self.data, other.data)
            raise
        answers = as_array(answers, self.data.dtype, backend_of(answers).name)
        return self.mask.make(answers, inputs=None)

    # Functions of each element

    def exp(self) -> Self:
        """Return e to the power of each element."""
        return Exp.apply(self)

    def log(self) -> Self:
        """Return the natural logarithm of each element.

        Raises:
            ValueError: an element is negative (PyTorch gives NaN).
        """
        return Log.apply(self)

    def sqrt(self) -> Self:
        """Return the square root of each element.

        Raises:
            ValueError: an element is negative (PyTorch gives NaN).
        """
        return Sqrt.apply(self)

    def sigmoid(self) -> Self:
        """Return 1 / (1 + e⁻ˣ) of each element."""
        return Sigmoid.apply(self)

    def tanh(self) -> Self:
        """Return the hyperbolic tangent of each element."""
        return Tanh.apply(self)

    def relu(self) -> Self:
        """Return each element where it is positive, else 0."""
        return ReLU.apply(self)

    def abs(self) -> Self:
        """Return each element without its sign."""
        return Abs.apply(self)

    __abs__ = abs

    # Reductions

    def sum(self, dim: Any = None, keepdim: bool = False, **spell: Any) -> Self:
        """Return the sum over one dimension, several, or all."""
        return self._folded(Sum, "sum", dim, keepdim, spell)

    def mean(self, dim: Any = None, keepdim: bool = False, **spell: Any) -> Self:
        """Return the mean over one dimension, several, or all.

        Raises:
            ValueError: there is nothing to take the mean of (PyTorch gives NaN).
        """
        return self._folded(Mean, "mean", dim, keepdim, spell)

    def amax(self, dim: Any = None, keepdim: bool = False, **spell: Any) -> Self:
        """Return the largest elements along one dimension, several, or all.

        Where several are the largest they share the derivative.

        Raises:
            ValueError: there are no elements.
        """
        return self._folded(Max, "amax", dim, keepdim, spell)

    def amin(self, dim: Any = None, keepdim: bool = False, **spell: Any) -> Self:
        """Return the smallest elements along one dimension, several, or all.

        Raises:
            ValueError: there are no elements.
        """
        return self._folded(Min, "amin", dim, keepdim, spell)

    def _folded(
        self, function: Any, where: str, dim: Any, keepdim: bool, spell: Any
    ) -> Self:
        dim, keepdim = spelled(where, dim, keepdim, spell)
        dim = checked_dims(dim, self.shape, where)
        return function.apply(self, dim=dim, keepdim=keepdim)

    def all(self, dim: Any = None, keepdim: bool = False) -> Self:
        """Return 1.0 where all elements differ from 0, else 0.0: a constant."""
        zeros = self._compared(operator.eq, 0.0).sum(dim, keepdim)
        return zeros._compared(operator.eq, 0.0)

    def any(self, dim: Any = None, keepdim: bool = False) -> Self:
        """Return 1.0 where some element differs from 0, else 0.0: a constant."""
        others = self._compared(operator.ne, 0.0).sum(dim, keepdim)
        return others._compared(operator.ne, 0.0)
