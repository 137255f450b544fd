"""What the data sets are asked for, looked at: how many points, and which seed."""

import operator
from typing import Any, Final

_MOST: Final = 10_000_000  # points: with more, lists of Python take all memory there is


def check_count(n: Any) -> int:
    """Return n as an int, or raise a clear error where it is no number of points."""
    count = _whole(n, "a whole number of points")
    if count < 0:
        raise ValueError(f"expected 0 points or more, got {count}")
    if count > _MOST:
        raise ValueError(f"expected {_MOST} points at most, got {count}")
    return count


def check_seed(seed: Any) -> int:
    """Return a seed as an int.

    Python's generator takes the seeds -1 and True for 1, and without a seed it never
    gives the same numbers again.

    >>> check_seed(-1)
    Traceback (most recent call last):
    ...
    ValueError: expected a seed of 0 or more, got -1
    """
    number = _whole(seed, "a whole number as seed")
    if number < 0:
        raise ValueError(f"expected a seed of 0 or more, got {number}")
    return number


def _whole(value: Any, what: str) -> int:
    """Return a whole number, also one of numpy's, as an int."""
    try:
        if not isinstance(value, bool):
            return operator.index(value)
    except TypeError:
        pass
    raise TypeError(f"expected {what}, got {value!r}")
