"""Functions of single numbers, in plain Python: what tensors apply to each element.

Those of ``minitorch.operators`` are used as they are where tensors want the same. Here
are the others, which also go on at 0: one element that is infinite should not stop the
computation of a million. Where there is no answer at all, as for the root of -1, they
raise an error.

>>> divide(1.0, 0.0), log(0.0)
(inf, -inf)
>>> sqrt(-1.0)
Traceback (most recent call last):
ValueError: sqrt: expected a number of 0 or more, got -1.0
"""

import builtins
import math

from minitorch import operators


def sub(x: float, y: float) -> float:
    """Return the difference x - y.

    >>> sub(2.0, 3.0)
    -1.0
    """
    return x - y


def divide(x: float, y: float) -> float:
    """Return x / y; for y = 0 that is infinite, and for 0 / 0 NaN.

    >>> divide(-1.0, 0.0), divide(0.0, 0.0)
    (-inf, nan)
    """
    if y != 0:
        return x / y
    return math.nan if x == 0 else x * math.copysign(math.inf, y)


def power(x: float, y: float) -> float:
    """Return xʸ.

    Raises:
        ValueError: x is negative and y a fraction.

    >>> power(2.0, -1.0), power(0.0, -1.0)
    (0.5, inf)
    """
    try:
        return math.pow(x, y)
    except (OverflowError, ValueError):
        if x < 0 and y % 1 != 0:
            raise ValueError(
                f"power: expected a whole exponent for a negative base, got {x} ** {y}"
            ) from None
        return math.copysign(math.inf, x) if y % 2 == 1 else math.inf


def remainder(x: float, y: float) -> float:
    """Return x % y, what is left of a division, of the sign of y.

    Raises:
        ValueError: y is 0.

    >>> remainder(-5.0, 3.0), remainder(5.5, -2.0)
    (1.0, -0.5)
    """
    if y == 0 and not math.isnan(x):
        raise ValueError(f"remainder: expected a divisor other than 0, got {x} % {y}")
    return x % y if math.isfinite(x) else math.nan


def log(x: float) -> float:
    """Return log x; of 0 that is -∞.

    Raises:
        ValueError: x is negative.

    >>> log(1.0), log(0.0)
    (0.0, -inf)
    """
    if x < 0:
        raise ValueError(f"log: expected a number of 0 or more, got {x}")
    return math.log(x) if x != 0 else -math.inf


def log1p(x: float) -> float:
    """Return log(1 + x), with all its digits where x is small; of -1 that is -∞.

    Raises:
        ValueError: x is below -1.

    >>> log1p(1e-20), log1p(-1.0)
    (1e-20, -inf)
    """
    if x < -1:
        raise ValueError(f"log1p: expected a number of -1 or more, got {x}")
    return math.log1p(x) if x != -1 else -math.inf


def sqrt(x: float) -> float:
    """Return √x.

    Raises:
        ValueError: x is negative.

    >>> sqrt(9.0)
    3.0
    """
    if x < 0:
        raise ValueError(f"sqrt: expected a number of 0 or more, got {x}")
    return math.sqrt(x)


def sign(x: float) -> float:
    """Return 1.0, 0.0 or -1.0: the sign of x; of NaN it is NaN.

    >>> sign(0.5), sign(0.0), sign(-2.0)
    (1.0, 0.0, -1.0)
    """
    return math.copysign(1.0, x) if abs(x) > 0 else x + 0.0


def sin(x: float) -> float:
    """Return the sine of x; of infinity it is NaN.

    >>> sin(0.0), sin(math.inf)
    (0.0, nan)
    """
    return math.sin(x) if math.isfinite(x) else math.nan


def cos(x: float) -> float:
    """Return the cosine of x; of infinity it is NaN.

    >>> cos(0.0)
    1.0
    """
    return math.cos(x) if math.isfinite(x) else math.nan


def floor(x: float) -> float:
    """Return the next whole number that is not above x.

    >>> floor(-1.5), floor(math.inf)
    (-2.0, inf)
    """
    return float(math.floor(x)) if math.isfinite(x) else x


def ceil(x: float) -> float:
    """Return the next whole number that is not below x.

    >>> ceil(1.5)
    2.0
    """
    return -floor(-x)


def round(x: float) -> float:
    """Return the nearest whole number; of two, the even one.

    >>> round(0.5), round(1.5), round(-1.6)
    (0.0, 2.0, -2.0)
    """
    return float(builtins.round(x)) if math.isfinite(x) else x


def min(x: float, y: float) -> float:
    """Return the smaller of x and y; a NaN on either side gives NaN.

    >>> min(2.0, 3.0)
    2.0
    """
    return -operators.max(-x, -y)


def le(x: float, y: float) -> float:
    """Return 1.0 where x ≤ y, else 0.0.

    >>> le(2.0, 2.0)
    1.0
    """
    return 1.0 if x <= y else 0.0


def ne(x: float, y: float) -> float:
    """Return 1.0 where x and y differ, else 0.0.

    >>> ne(2.0, 2.0)
    0.0
    """
    return 1.0 if x != y else 0.0
