"""MiniTorch's ``testing``: functions of numbers, and the same of Scalars and tensors.

Its tests go through them. Each is written twice: with ``operators`` for numbers, and
with methods for all that remembers how it was computed.

>>> from minitorch import Scalar
>>> one, two, _ = MathTestVariable._comp_testing()
>>> for name, of_numbers, of_scalars in one[:2]:
...     print(name, of_numbers(2.0), of_scalars(Scalar(2.0)).data)
addConstant 7.0 7.0
complex 0.0 0.0
"""

from collections.abc import Callable
from typing import Any

from minitorch import operators

Named = tuple[str, Callable[..., Any]]
Pair = tuple[str, Callable[..., Any], Callable[..., Any]]
Sorted = tuple[list[Any], list[Any], list[Any]]

STEP = 6 / 5
"""The 1.2 of comparisons. Property tests try numbers that they read in a program, and
where a comparison jumps there is no derivative to check: so it is not to be read."""


class MathTest:
    """Functions of numbers; a name that ends in 2 takes two, one in "red" a list."""

    @staticmethod
    def neg(a: Any) -> Any:
        """Return -a."""
        return -a

    @staticmethod
    def addConstant(a: Any) -> Any:
        """Return 5 + a."""
        return 5 + a

    @staticmethod
    def subConstant(a: Any) -> Any:
        """Return a - 5."""
        return a - 5

    @staticmethod
    def multConstant(a: Any) -> Any:
        """Return 5 · a."""
        return 5 * a

    @staticmethod
    def div(a: Any) -> Any:
        """Return a / 5."""
        return a / 5

    @staticmethod
    def square(a: Any) -> Any:
        """Return a²."""
        return a * a

    @staticmethod
    def cube(a: Any) -> Any:
        """Return a³."""
        return a * a * a

    @staticmethod
    def inv(a: Any) -> Any:
        """Return 1 / (a + 3.5)."""
        return operators.inv(a + 3.5)

    @staticmethod
    def sig(a: Any) -> Any:
        """Return σ(a)."""
        return operators.sigmoid(a)

    @staticmethod
    def log(a: Any) -> Any:
        """Return the logarithm of a + 100000, far from its end."""
        return operators.log(a + 100000)

    @staticmethod
    def relu(a: Any) -> Any:
        """Return a + 5.5 where that is positive, else 0."""
        return operators.relu(a + 5.5)

    @staticmethod
    def exp(a: Any) -> Any:
        """Return the exponential of a - 200, a small number."""
        return operators.exp(a - 200)

    @staticmethod
    def explog(a: Any) -> Any:
        """Return the sum of log and exp."""
        return operators.log(a + 100000) + operators.exp(a - 200)

    @staticmethod
    def complex(a: Any) -> Any:
        """Return log σ(10 · relu(6 · relu(10a + 7) + 5)) / 50."""
        hidden = operators.relu(operators.relu(a * 10 + 7) * 6 + 5)
        return operators.log(operators.sigmoid(hidden * 10)) / 50

    @staticmethod
    def add2(a: Any, b: Any) -> Any:
        """Return a + b."""
        return a + b

    @staticmethod
    def mul2(a: Any, b: Any) -> Any:
        """Return a · b."""
        return a * b

    @staticmethod
    def div2(a: Any, b: Any) -> Any:
        """Return a / (b + 5.5)."""
        return a / (b + 5.5)

    @staticmethod
    def gt2(a: Any, b: Any) -> Any:
        """Return whether a + STEP is larger than b."""
        return operators.lt(b, a + STEP)

    @staticmethod
    def lt2(a: Any, b: Any) -> Any:
        """Return whether a + STEP is smaller than b."""
        return operators.lt(a + STEP, b)

    @staticmethod
    def eq2(a: Any, b: Any) -> Any:
        """Return whether a is b + 5.5."""
        return operators.eq(a, b + 5.5)

    @staticmethod
    def sum_red(a: Any) -> Any:
        """Return the sum of a list."""
        return operators.sum(a)

    @staticmethod
    def mean_red(a: Any) -> Any:
        """Return the mean of a list."""
        return operators.sum(a) / len(a)

    @staticmethod
    def mean_full_red(a: Any) -> Any:
        """Return the mean of a list; of a tensor, that of all its elements."""
        return operators.sum(a) / len(a)

    @classmethod
    def _tests(cls) -> Sorted:
        """Return the functions with their names: those of one number, of two, lists."""
        one: list[Named] = []
        two: list[Named] = []
        red: list[Named] = []
        for name in dir(MathTest):
            if not name.startswith("_"):
                kind = two if name[-1] == "2" else red if name[-3:] == "red" else one
                kind.append((name, getattr(cls, name)))
        return one, two, red

    @classmethod
    def _comp_testing(cls) -> Sorted:
        """Return the same, each beside its function of numbers."""
        both = zip(MathTest._tests(), cls._tests(), strict=True)
        one, two, red = (
            [(name, of_numbers, own) for (name, of_numbers), (_, own) in zip(a, b)]
            for a, b in both
        )
        return one, two, red


class MathTestVariable(MathTest):
    """The same functions of Scalars and of tensors."""

    @staticmethod
    def inv(a: Any) -> Any:
        """Return 1 / (a + 3.5)."""
        return 1.0 / (a + 3.5)

    @staticmethod
    def sig(a: Any) -> Any:
        """Return σ(a)."""
        return a.sigmoid()

    @staticmethod
    def log(a: Any) -> Any:
        """Return the logarithm of a + 100000."""
        return (a + 100000).log()

    @staticmethod
    def relu(a: Any) -> Any:
        """Return a + 5.5 where that is positive, else 0."""
        return (a + 5.5).relu()

    @staticmethod
    def exp(a: Any) -> Any:
        """Return the exponential of a - 200."""
        return (a - 200).exp()

    @staticmethod
    def explog(a: Any) -> Any:
        """Return the sum of log and exp."""
        return (a + 100000).log() + (a - 200).exp()

    @staticmethod
    def complex(a: Any) -> Any:
        """Return log σ(10 · relu(6 · relu(10a + 7) + 5)) / 50."""
        hidden = ((a * 10 + 7).relu() * 6 + 5).relu()
        return (hidden * 10).sigmoid().log() / 50

    @staticmethod
    def gt2(a: Any, b: Any) -> Any:
        """Return where a + STEP is larger than b."""
        return a + STEP > b

    @staticmethod
    def lt2(a: Any, b: Any) -> Any:
        """Return where a + STEP is smaller than b."""
        return a + STEP < b

    @staticmethod
    def eq2(a: Any, b: Any) -> Any:
        """Return where a is b + 5.5."""
        return a == b + 5.5

    @staticmethod
    def sum_red(a: Any) -> Any:
        """Return the sums along the first dimension."""
        return a.sum(0)

    @staticmethod
    def mean_red(a: Any) -> Any:
        """Return the means along the first dimension."""
        return a.mean(0)

    @staticmethod
    def mean_full_red(a: Any) -> Any:
        """Return the mean of all elements."""
        return a.mean()
