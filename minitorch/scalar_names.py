"""Names that people bring to Scalars: from micrograd, PyTorch and ``math``."""

import math
import warnings
from typing import Any, Self

from minitorch.copies import Copied
from minitorch.function import Context
from minitorch.scalar_functions import EQ, LT, Unary


class Tanh(Unary):
    """tanh x, with the derivative 1 - tanh² x"""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        result = math.tanh(x)
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        (tanh,) = ctx.saved_tensors
        return float((1.0 - tanh * tanh) * d_out)


class Sqrt(Unary):
    """√x, with the derivative 1 / (2√x)"""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        if x < 0:
            raise ValueError(f"Sqrt: expected a number of 0 or more, got {x}")
        result = math.sqrt(x)
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        (root,) = ctx.saved_tensors
        if root == 0:  # the curve starts upright
            return math.inf * d_out if d_out else 0.0
        return float(d_out / (2.0 * root))


class Sin(Unary):
    """sin x, with the derivative cos x"""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        ctx.save_for_backward(finite(x, "Sin"))
        return math.sin(x)

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return math.cos(ctx.saved_values) * d_out


class Cos(Unary):
    """cos x, with the derivative -sin x"""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        ctx.save_for_backward(finite(x, "Cos"))
        return math.cos(x)

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return -math.sin(ctx.saved_values) * d_out


def finite(x: float, where: str) -> float:
    """Return a number, or raise a ValueError for infinity."""
    if math.isinf(x):
        raise ValueError(f"{where}: expected a finite number, got {x}")
    return x


class Abs(Unary):
    """abs(x), with the derivative 0 at the corner x = 0"""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        ctx.save_for_backward(x)
        return abs(x)

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        x: float = ctx.saved_values
        return d_out if x > 0 else -d_out if x < 0 else x * d_out  # of NaN, NaN


ELSEWHERE = {
    "_prev": "what it was computed from are its parents, in their order",
    "_op": "its operation is last_fn, and last_fn.__name__ in words",
    "_backward": "one step back is chain_rule(d_output), all of them backward()",
    "label": "people and pictures know it by its name: Scalar(2.0, name='a')",
}
"""What micrograd calls otherwise, and how it is called here."""


class ScalarNames(Copied):
    """The part of Scalar that is there so that people's own programs run."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        # Python asks here only where ordinary look-up has found nothing.
        why = f": {ELSEWHERE[name]}" if name in ELSEWHERE else ""
        raise AttributeError(f"{type(self).__name__} has no {name!r}{why}")

    @property
    def grad(self) -> Any:
        """Another name of ``derivative``; of a result, which keeps none, a warning."""
        if self.last_fn is not None:
            warnings.warn(
                "grad of a result, which keeps none; only leaves do. Was it a leaf "
                f"before {self.last_fn.__name__}, as in w = w - lr * w.grad? Write "
                "w.data -= lr * w.grad",
                stacklevel=2,
            )
        return self.derivative

    @grad.setter
    def grad(self, value: Any) -> None:
        d = value if value is None else self.check_derivative(value, "grad")
        self.derivative = d

    def tanh(self) -> Self:
        """Return the hyperbolic tangent."""
        result: Self = Tanh.apply(self)
        return result

    def sqrt(self) -> Self:
        """Return the square root."""
        result: Self = Sqrt.apply(self)
        return result

    def sin(self) -> Self:
        """Return the sine."""
        result: Self = Sin.apply(self)
        return result

    def cos(self) -> Self:
        """Return the cosine."""
        result: Self = Cos.apply(self)
        return result

    def abs(self) -> Self:
        """Return this Scalar without its sign."""
        result: Self = Abs.apply(self)
        return result

    __abs__ = abs

    def is_answer(self) -> bool:
        """Whether it is what a comparison made, so that its derivative is 0."""
        # x <= y is the sum of two answers, and x != y is 1 - (x == y).
        answers = {LT, EQ}
        functions = {v.last_fn for v in self.parents if v.inputs is not None}
        return self.last_fn in answers or (bool(functions) and functions <= answers)
