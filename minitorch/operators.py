"""Mathematics on single floats: the functions that everything else is built from.

Each differentiable function stands next to its derivative. A function named
``f_back(x, d)`` returns f'(x) · d: the local derivative times the derivative that
comes back from the rest of the computation.

Some names hide Python's own (``max``, ``map``, ``sum``): write ``operators.max``.
"""

import math
from collections.abc import Callable, Iterable
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")

EPS = 1e-12
"""Below this, ``log`` goes on along its tangent instead of falling without end."""


# Arithmetic and comparisons


def mul(x: float, y: float) -> float:
    """Return the product x · y.

    >>> mul(2.0, 3.0)
    6.0
    """
    return x * y


def id(x: float) -> float:
    """Return x unchanged.

    >>> id(2.5)
    2.5
    """
    return x


def add(x: float, y: float) -> float:
    """Return the sum x + y.

    >>> add(2.0, 3.0)
    5.0
    """
    return x + y


def neg(x: float) -> float:
    """Return -x.

    >>> neg(2.0)
    -2.0
    """
    return -x


def lt(x: float, y: float) -> float:
    """Return 1.0 where x < y, else 0.0.

    >>> lt(1.0, 2.0), lt(2.0, 2.0)
    (1.0, 0.0)
    """
    return 1.0 if x < y else 0.0


def eq(x: float, y: float) -> float:
    """Return 1.0 where x and y are equal, else 0.0.

    >>> eq(2.0, 2.0), eq(2.0, 2.5)
    (1.0, 0.0)
    """
    return 1.0 if x == y else 0.0


def max(x: float, y: float) -> float:
    """Return the larger of x and y.

    A NaN on either side gives NaN, so that a broken number is never hidden.

    >>> max(2.0, 3.0)
    3.0
    >>> max(1.0, math.nan)
    nan
    """
    return y if x < y or math.isnan(y) else x  # a NaN in x makes x < y false


def is_close(x: float, y: float) -> float:
    """Return 1.0 where x and y are less than 0.01 apart, else 0.0.

    >>> is_close(1.0, 1.001), is_close(1.0, 1.1)
    (1.0, 0.0)
    """
    return 1.0 if abs(x - y) < 1e-2 else 0.0


# Functions and their derivatives


def sigmoid(x: float) -> float:
    """Return σ(x) = 1 / (1 + e⁻ˣ), a number from 0 to 1.

    For negative x the equal form eˣ / (1 + eˣ) is used, so that the argument of the
    exponential is never positive and cannot overflow.

    >>> sigmoid(0.0), sigmoid(1000.0), sigmoid(-1000.0)
    (0.5, 1.0, 0.0)
    """
    if x >= 0:
        return 1.0 / (1.0 + math.exp(-x))
    e = math.exp(x)
    return e / (1.0 + e)


def relu(x: float) -> float:
    """Return x where x is positive, else 0.0.

    >>> relu(2.0), relu(-2.0)
    (2.0, 0.0)
    """
    return max(x, 0.0)


def relu_back(x: float, d: float) -> float:
    """Return relu'(x) · d: d where x is positive, else 0.0, also at the corner x = 0.

    A NaN in x passes d on, as it does in PyTorch.

    >>> relu_back(2.0, 5.0), relu_back(-2.0, 5.0), relu_back(0.0, 5.0)
    (5.0, 0.0, 0.0)
    """
    return 0.0 if x <= 0 else d


def log(x: float) -> float:
    """Return the natural logarithm of x, for x of 0 or more.

    Below EPS = 10⁻¹² the curve goes on along its tangent,
    log EPS + (x - EPS) / EPS. So log(0.0) is finite, about -28.6, and training
    survives a probability that rounding has made 0.

    Raises:
        ValueError: x is negative.

    >>> log(1.0)
    0.0
    >>> round(log(0.0), 3)
    -28.631
    """
    if x < 0:
        raise ValueError(f"log: expected a number of 0 or more, got {x!r}")
    if x < EPS:
        return math.log(EPS) + (x - EPS) / EPS
    return math.log(x)


def log_back(x: float, d: float) -> float:
    """Return log'(x) · d = d / x, with EPS in the place of any smaller x.

    Raises:
        ValueError: x is negative.

    >>> log_back(4.0, 2.0)
    0.5
    """
    if x < 0:
        raise ValueError(f"log_back: expected a number of 0 or more, got {x!r}")
    return d / max(x, EPS)


def exp(x: float) -> float:
    """Return eˣ; above about 709.78 that is too large for a float, and infinite.

    >>> exp(0.0), exp(1000.0)
    (1.0, inf)
    """
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def inv(x: float) -> float:
    """Return 1 / x.

    Raises:
        ZeroDivisionError: x is 0.

    >>> inv(4.0)
    0.25
    """
    if x == 0:
        raise ZeroDivisionError("inv: expected a number other than 0, got 0")
    return 1.0 / x


def inv_back(x: float, d: float) -> float:
    """Return inv'(x) · d = -d / x².

    Raises:
        ZeroDivisionError: x is 0.

    >>> inv_back(2.0, 4.0)
    -1.0
    """
    if x == 0:
        raise ZeroDivisionError("inv_back: expected a number other than 0, got 0")
    return -d / x / x


# Functions of functions


def map(fn: Callable[[A], B]) -> Callable[[Iterable[A]], list[B]]:
    """Return the function that applies fn to every element of a list, into a new list.

    >>> map(neg)([1.0, 2.0])
    [-1.0, -2.0]
    """
    return lambda xs: [fn(x) for x in xs]


def zipWith(fn: Callable[[A, B], C]) -> Callable[[Iterable[A], Iterable[B]], list[C]]:
    """Return the function that applies fn to the pairs of two equally long lists.

    The results stand in a new list; lists of different lengths raise a ValueError.

    >>> zipWith(mul)([1.0, 2.0], [3.0, 4.0])
    [3.0, 8.0]
    """

    def apply(xs: Iterable[A], ys: Iterable[B]) -> list[C]:
        xs, ys = list(xs), list(ys)
        if len(xs) != len(ys):
            sizes = f"{len(xs)} and {len(ys)}"
            raise ValueError(f"zipWith: expected two lists of one length, got {sizes}")
        return [fn(x, y) for x, y in zip(xs, ys, strict=True)]

    return apply


def reduce(fn: Callable[[A, A], A], start: A) -> Callable[[Iterable[A]], A]:
    """Return the function that folds a list into one value, from the left.

    fn(… fn(fn(start, x₀), x₁) …, xₙ); an empty list gives start.

    >>> reduce(mul, 1.0)([2.0, 3.0, 4.0])
    24.0
    """

    def apply(xs: Iterable[A]) -> A:
        result = start
        for x in xs:
            result = fn(result, x)
        return result

    return apply


def negList(xs: Iterable[float]) -> list[float]:
    """Return the list of -x for every x.

    >>> negList([1.0, -2.0])
    [-1.0, 2.0]
    """
    return map(neg)(xs)


def addLists(xs: Iterable[float], ys: Iterable[float]) -> list[float]:
    """Return the list of sums of two equally long lists.

    Raises:
        ValueError: one list is longer than the other.

    >>> addLists([1.0, 2.0], [3.0, 4.0])
    [4.0, 6.0]
    """
    return zipWith(add)(xs, ys)


def sum(xs: Iterable[float]) -> float:
    """Return the sum of a list; of an empty one, 0.0.

    >>> sum([1.0, 2.0, 3.0])
    6.0
    """
    return reduce(add, 0.0)(xs)


def prod(xs: Iterable[float]) -> float:
    """Return the product of a list; of an empty one, 1.0.

    >>> prod([2.0, 3.0, 4.0])
    24.0
    """
    return reduce(mul, 1.0)(xs)
