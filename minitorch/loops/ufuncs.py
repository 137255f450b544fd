"""Numpy's functions of numbers, in plain Python: what loops apply to each element.

Where mathematics has no finite answer, these answer as numpy does, with infinity or
NaN. So they differ from ``minitorch.operators``, which raise an error or, as ``log``,
go on with a finite number; the others are taken from there.

>>> ufuncs[np.divide](1.0, 0.0), ufuncs[np.log](0.0), ufuncs[np.sqrt](-1.0)
(inf, -inf, nan)
>>> ufuncs[np.less](1.0, 2.0)
1.0
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from minitorch import operators


def undefined() -> float:
    """Return NaN, or raise an error inside ``with np.errstate(invalid="raise")``.

    Raises:
        FloatingPointError: numpy has been asked to raise it.
    """
    if np.geterr()["invalid"] == "raise":
        raise FloatingPointError("the result is not defined")
    return math.nan


def divide(x: float, y: float) -> float:
    """Return x / y; for y = 0 that is infinite, and for 0 / 0 NaN.

    >>> divide(-1.0, 0.0), divide(0.0, 0.0)
    (-inf, nan)
    """
    if y != 0:
        return x / y
    return undefined() if x == 0 else x * math.copysign(math.inf, y)


def power(x: float, y: float) -> float:
    """Return xʸ; for a negative x and a fraction y that is NaN.

    >>> power(2.0, -1.0), power(0.0, -1.0), power(-8.0, 1 / 3)
    (0.5, inf, nan)
    """
    try:
        return math.pow(x, y)
    except (OverflowError, ValueError):
        if x < 0 and y % 1 != 0:
            return undefined()
        return math.copysign(math.inf, x) if y % 2 == 1 else math.inf


def exp(x: float) -> float:
    """Return eˣ; from about 709.78 on that is infinite.

    >>> exp(0.0), exp(1000.0)
    (1.0, inf)
    """
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def log(x: float) -> float:
    """Return log x; of 0 that is -∞, and of a negative number NaN.

    >>> log(1.0), log(0.0), log(-1.0)
    (0.0, -inf, nan)
    """
    if x == 0:
        return -math.inf
    return undefined() if x < 0 else math.log(x)


def log1p(x: float) -> float:
    """Return log(1 + x), with all its digits where x is small.

    >>> log1p(1e-20), log1p(-1.0), log1p(-2.0)
    (1e-20, -inf, nan)
    """
    return math.log1p(x) if x > -1 or math.isnan(x) else log(1 + x)


def sqrt(x: float) -> float:
    """Return √x; of a negative number that is NaN.

    >>> sqrt(9.0), sqrt(-1.0)
    (3.0, nan)
    """
    return undefined() if x < 0 else math.sqrt(x)


def sign(x: float) -> float:
    """Return 1.0, 0.0 or -1.0: the sign of x; of NaN it is NaN.

    >>> sign(0.5), sign(0.0), sign(-2.0)
    (1.0, 0.0, -1.0)
    """
    return math.copysign(1.0, x) if abs(x) > 0 else x + 0.0


def trunc(x: float) -> float:
    """Return x without what comes after the point.

    >>> trunc(1.7), trunc(-1.7)
    (1.0, -1.0)
    """
    return math.copysign(abs(x) - abs(x) % 1.0, x) if math.isfinite(x) else x


def minimum(x: float, y: float) -> float:
    """Return the smaller of x and y; a NaN on either side gives NaN.

    >>> minimum(2.0, 3.0)
    2.0
    """
    return -operators.max(-x, -y)


ufuncs: dict[Any, Callable[..., float]] = {
    np.add: operators.add,
    np.subtract: lambda x, y: x - y,
    np.multiply: operators.mul,
    np.divide: divide,
    np.power: power,
    np.negative: operators.neg,
    np.positive: operators.id,
    np.absolute: abs,
    np.square: lambda x: x * x,
    np.sqrt: sqrt,
    np.exp: exp,
    np.log: log,
    np.log1p: log1p,
    np.tanh: math.tanh,
    np.sign: sign,
    np.trunc: trunc,
    np.maximum: operators.max,
    np.minimum: minimum,
    np.less: operators.lt,
    np.less_equal: lambda x, y: float(x <= y),
    np.greater: lambda x, y: float(x > y),
    np.greater_equal: lambda x, y: float(x >= y),
    np.equal: operators.eq,
    np.not_equal: lambda x, y: float(x != y),
    np.logical_and: lambda x, y: float(x != 0 and y != 0),
    np.logical_or: lambda x, y: float(x != 0 or y != 0),
    np.logical_not: lambda x: float(x == 0),
    np.isfinite: lambda x: float(math.isfinite(x)),
    np.isnan: lambda x: float(math.isnan(x)),
}
"""From numpy's function to the one on floats; answers of yes and no are 1.0 and 0.0."""

starts: dict[Any, float | None] = {
    np.add: 0.0,
    np.multiply: 1.0,
    np.maximum: None,
    np.minimum: None,
}
"""The number with which a reduction begins; with None it begins with the first one."""
