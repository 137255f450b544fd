"""The Functions behind the operators of Scalars, each with its derivative below it.

What is too large for a float is infinite, in every Function, forward and backward, as
in PyTorch. There is an error only where there is no answer: x / 0, log -1, (-1) ** 0.5.
"""

import math
from typing import Any

from minitorch import operators
from minitorch.function import Context, Function


class ScalarFunction(Function):
    """A function of Scalars; see Function for what a subclass brings.

    >>> from minitorch import Scalar
    >>> class Square(ScalarFunction):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         ctx.save_for_backward(x)
    ...         return x * x
    ...
    ...     @staticmethod
    ...     def backward(ctx, d_out):
    ...         return 2 * ctx.saved_values * d_out
    >>> x = Scalar(3.0)
    >>> y = Square.apply(x)
    >>> y.history.context
    Context(saved_values=(3.0,))
    >>> y.backward()
    >>> x.derivative
    6.0
    """


class Unary(ScalarFunction):
    """A Function of one argument."""

    @classmethod
    def apply(cls, a: Any) -> Any:
        kind = cls.variable
        if not isinstance(a, kind):
            a = kind.constant(a, cls.__name__)
        ctx = Context()
        return kind.make(cls.forward(ctx, a.data), cls, ctx, (a,))


class Binary(ScalarFunction):
    """A Function of two arguments."""

    @classmethod
    def apply(cls, a: Any, b: Any) -> Any:
        kind = cls.variable
        if not isinstance(a, kind):
            a = kind.constant(a, cls.__name__)
        if not isinstance(b, kind):
            b = kind.constant(b, cls.__name__)
        ctx = Context()
        return kind.make(cls.forward(ctx, a.data, b.data), cls, ctx, (a, b))


class Add(Binary):
    """x + y"""

    @staticmethod
    def forward(ctx: Context, x: float, y: float) -> float:
        return x + y

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float]:
        return d_out, d_out


class Sub(Binary):
    """x - y"""

    @staticmethod
    def forward(ctx: Context, x: float, y: float) -> float:
        return x - y

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float]:
        return d_out, -d_out


class Mul(Binary):
    """x · y"""

    @staticmethod
    def forward(ctx: Context, x: float, y: float) -> float:
        ctx.save_for_backward(x, y)
        return x * y

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float]:
        x, y = ctx.saved_values
        return y * d_out, x * d_out


class Div(Binary):
    """x / y, or a ZeroDivisionError where y is 0"""

    @staticmethod
    def forward(ctx: Context, x: float, y: float) -> float:
        if y == 0:
            raise ZeroDivisionError(f"Div: expected a divisor other than 0 in {x} / 0")
        ctx.save_for_backward(x, y)
        return x / y

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float]:
        x, y = ctx.saved_values
        return d_out / y, -x / y / y * d_out


class Pow(Binary):
    """xⁿ; for a negative x only with a whole n, where ∂/∂n does not exist (NaN)"""

    @staticmethod
    def forward(ctx: Context, x: float, n: float) -> float:
        if x == 0 and n < 0:
            raise ZeroDivisionError(f"Pow: expected a base other than 0 in 0 ** {n}")
        if x < 0 and n % 1 != 0:
            raise ValueError(
                f"Pow: expected a whole exponent for a negative base, got {x} ** {n}"
            )
        ctx.save_for_backward(x, n)
        return power(x, n)

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float]:
        x, n = ctx.saved_values
        if x == 0:
            # Between 0 and 1 the curve starts upright, as a square root does.
            slope = 1.0 if n == 1 else math.inf if 0 < n < 1 else 0.0
            return slope * d_out if d_out else 0.0, 0.0
        if d_out == 0:  # nothing comes back, wherever the curve may lead
            return 0.0, 0.0
        d_n = power(x, n) * math.log(x) * d_out if x > 0 else math.nan
        return n * power(x, n - 1) * d_out, d_n


def power(x: float, n: float) -> float:
    """Return xⁿ, also where that is too large for a float.

    >>> power(2.0, 3.0), power(1e200, 2.0), power(-1e200, 3.0)
    (8.0, inf, -inf)
    """
    try:
        return math.pow(x, n)
    except OverflowError:
        return -math.inf if x < 0 and n % 2 == 1 else math.inf


class Neg(Unary):
    """-x"""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        return -x

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return -d_out


class Inv(Unary):
    """1 / x, or a ZeroDivisionError where x is 0"""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        ctx.save_for_backward(x)
        return operators.inv(x)

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return operators.inv_back(ctx.saved_values, d_out)


class Log(Unary):
    """log x"""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        ctx.save_for_backward(x)
        return operators.log(x)

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return operators.log_back(ctx.saved_values, d_out)


class Exp(Unary):
    """eˣ, its own derivative; infinite where it is too large for a float"""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        result = operators.exp(x)
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        result: float = ctx.saved_values
        return result * d_out


class Sigmoid(Unary):
    """σ(x) = 1 / (1 + e⁻ˣ), for any x; its derivative is σ(x) (1 - σ(x))"""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        result = operators.sigmoid(x)
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        result: float = ctx.saved_values
        return result * (1.0 - result) * d_out


class ReLU(Unary):
    """x where it is positive, else 0, with the derivative 0 also at the corner x = 0"""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        ctx.save_for_backward(x)
        return operators.relu(x)

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return operators.relu_back(ctx.saved_values, d_out)


class LT(Binary):
    """1.0 where x < y, else 0.0: flat on either side, so the derivative is 0"""

    @staticmethod
    def forward(ctx: Context, x: float, y: float) -> float:
        return operators.lt(x, y)

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float]:
        return 0.0, 0.0


class EQ(Binary):
    """1.0 where x = y, else 0.0, with the derivative 0"""

    @staticmethod
    def forward(ctx: Context, x: float, y: float) -> float:
        return operators.eq(x, y)

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float]:
        return 0.0, 0.0
