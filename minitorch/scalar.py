"""Scalars: numbers that remember how they were computed.

>>> x = Scalar(2.0, name="x")
>>> y = Scalar(3.0, name="y")
>>> z = x * y + 5.0 * x
>>> z.backward()
>>> x.derivative, y.derivative
(8.0, 2.0)

The Functions behind its operators stand in ``minitorch.scalar_functions``.
"""

import math
from contextvars import ContextVar
from numbers import Real
from typing import Any, ClassVar, Self

from minitorch.autodiff import ScalarHistory
from minitorch.checks import warn_of_float
from minitorch.passing_on import plain
from minitorch.scalar_functions import (
    EQ,
    LT,
    Add,
    Div,
    Exp,
    Log,
    Mul,
    Neg,
    Pow,
    ReLU,
    ScalarFunction,
    Sigmoid,
    Sub,
)
from minitorch.scalar_names import ScalarNames

Number = float | int

LEAF = ScalarHistory()

tracing: ContextVar[bool] = ContextVar("tracing", default=False)
"""Whether a function is being traced, in this thread, for a replay."""

REFUSED = {
    "bool": "trace: expected control flow that does not depend on data, got a Scalar "
    "as a condition; a replay would go the same way for all data. Compute the choice "
    "instead: relu, or (x < y) * a + (1 - (x < y)) * b",
    "float": "trace: expected Scalars to stay Scalars, got one whose number is taken, "
    "as float(x), x.item(), x.data or in a text; what is computed from it would be the "
    "same in every replay. Use the methods of Scalar, x.exp() in place of math.exp(x)",
    "backward": "trace: expected a function that only computes, got one that calls "
    "backward; the derivatives would be the same numbers in every replay",
}


class Scalar(ScalarNames):
    """A number that takes part in automatic differentiation.

    It behaves like a float: ``+ - * / **``, unary minus, comparisons, and mixes with
    int and float on either side. Comparisons return a Scalar of 1.0 or 0.0,
    since they too are Functions, whose derivative is 0; with NaN they give what Python
    gives, 0.0, and 1.0 for ``!=``. A Scalar is equal to another of the same value, but
    as a key of a dictionary it stands for itself.

    Args:
        v: the value.
        back: the history; by default that of a leaf. With None it is a constant.
        name: for people and pictures.

    Raises:
        TypeError: v is not a number.

    >>> x = Scalar(2.0, name="x")
    >>> y = 3 * x ** 2 + 1
    >>> y
    Scalar(13.0)
    >>> y.backward()
    >>> x.derivative
    12.0
    """

    __slots__ = ()
    data: float
    derivative: float | None

    data_type = float
    # Asks numpy's numbers to leave `np.float64(2) * x` to Scalar.__rmul__.
    __array_ufunc__: ClassVar[None] = None

    def __init__(
        self, v: Number, back: ScalarHistory | None = LEAF, name: str = ""
    ) -> None:
        super().__init__(self.check_data(v, "Scalar"), back, name)

    @classmethod
    def constant(cls, value: Any, where: str) -> Self:
        """Return a number as a Scalar that takes no part in differentiation."""
        if isinstance(value, cls):
            return value
        value = plain(value)
        if isinstance(value, cls):
            return value
        return cls.make(cls.check_data(value, where), inputs=None)

    @classmethod
    def check_data(cls, value: Any, where: str) -> float:
        """Return a number as a float; one that is too large for that is infinite.

        Raises:
            TypeError: value is not a number; the message begins with ``where``.
        """
        if isinstance(value, (float, int, Real)):
            try:
                return float(value)
            except OverflowError:
                return math.inf if value == abs(value) else -math.inf
        raise TypeError(
            f"{where}: expected a number, got {value!r} of type {type(value).__name__}"
        )

    def __repr__(self) -> str:
        name = f", name={self.name!r}" if self.name else ""
        return f"Scalar({self.data!r}{name})"

    def __float__(self) -> float:
        self.check_not_traced("float")
        if self.inputs is not None and not self.is_answer():
            warn_of_float("Scalar")
        return self.data

    def item(self) -> float:
        """Return the value."""
        self.check_not_traced("float")
        return self.data

    def __format__(self, form: str) -> str:
        self.check_not_traced("float")
        return format(self.data, form) if form else str(self)

    def __bool__(self) -> bool:
        self.check_not_traced("bool")
        return bool(self.data)

    def backward(self, d_output: Any = 1.0) -> None:
        self.check_not_traced("backward")
        super().backward(d_output)

    def check_not_traced(self, what: str) -> None:
        """Raise a TypeError where a plain value is taken while a function is traced.

        What the program does with it would not be in the graph, and so it would be
        missing when the graph is replayed; see ``minitorch.faster.replay``.
        """
        if tracing.get() and self.inputs is not None:
            raise TypeError(REFUSED[what])

    __hash__ = object.__hash__

    # Arithmetic

    def __add__(self, other: "Scalar | Number") -> "Scalar":
        return Add.apply(self, other)

    def __radd__(self, other: Number) -> "Scalar":
        return Add.apply(other, self)

    def __sub__(self, other: "Scalar | Number") -> "Scalar":
        return Sub.apply(self, other)

    def __rsub__(self, other: Number) -> "Scalar":
        return Sub.apply(other, self)

    def __mul__(self, other: "Scalar | Number") -> "Scalar":
        return Mul.apply(self, other)

    def __rmul__(self, other: Number) -> "Scalar":
        return Mul.apply(other, self)

    def __truediv__(self, other: "Scalar | Number") -> "Scalar":
        return Div.apply(self, other)

    def __rtruediv__(self, other: Number) -> "Scalar":
        return Div.apply(other, self)

    def __pow__(self, exponent: Number) -> "Scalar":
        return Pow.apply(self, exponent)

    def __rpow__(self, base: Number) -> "Scalar":
        return Pow.apply(base, self)

    def __neg__(self) -> "Scalar":
        return Neg.apply(self)

    def __pos__(self) -> "Scalar":
        return self

    # Comparisons

    def __lt__(self, other: "Scalar | Number") -> "Scalar":
        return LT.apply(self, other)

    def __gt__(self, other: "Scalar | Number") -> "Scalar":
        return LT.apply(other, self)

    def __eq__(self, other: object) -> "Scalar":  # type: ignore[override]
        """Compare the values; NotImplemented for an other that is no number."""
        if not isinstance(other, (Scalar, Real)):
            return NotImplemented
        return EQ.apply(self, other)

    def __ne__(self, other: object) -> "Scalar":  # type: ignore[override]
        """Compare the values; NotImplemented for an other that is no number."""
        if not isinstance(other, (Scalar, Real)):
            return NotImplemented
        return 1.0 - EQ.apply(self, other)

    # At most one of < and = holds, so the sum is 1.0 or 0.0; for NaN neither does.
    def __le__(self, other: "Scalar | Number") -> "Scalar":
        return LT.apply(self, other) + EQ.apply(self, other)

    def __ge__(self, other: "Scalar | Number") -> "Scalar":
        return LT.apply(other, self) + EQ.apply(other, self)

    # Functions

    def log(self) -> "Scalar":
        """Return the natural logarithm, as ``operators.log`` defines it near 0."""
        return Log.apply(self)

    def exp(self) -> "Scalar":
        """Return e to the power of this Scalar."""
        return Exp.apply(self)

    def sigmoid(self) -> "Scalar":
        """Return 1 / (1 + e⁻ˣ)."""
        return Sigmoid.apply(self)

    def relu(self) -> "Scalar":
        """Return this Scalar where it is positive, else 0."""
        return ReLU.apply(self)


ScalarFunction.variable = Scalar
