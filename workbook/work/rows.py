"""Rows of Scalars as lists of plain numbers: what checks of attention compare with."""

import math
import random
from typing import Any

from work.telling import is_number

Table = list[list[float]]


def near(a: Any, b: Any) -> bool:
    """Whether two numbers, or lists of them, are the same but for rounding.

    >>> near([1.0, [2.0]], [1.0 + 1e-9, [2.0]]), near([1.0], 1.0)
    (True, False)
    """
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(near, a, b))
    if not (is_number(a) and is_number(b)):
        return False
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)


def plain(value: Any) -> Any:
    """Lists of Scalars as lists of floats; anything else as it is."""
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return getattr(value, "data", value)


def short(value: Any) -> Any:
    """The same with three digits, to be read."""
    if isinstance(value, list):
        return [short(one) for one in value]
    return round(value, 3) if isinstance(value, float) else value


def form(value: Any) -> Any:
    """Lengths of lists in lists; None for a number, and "?" for anything else.

    >>> form([[1.0, 2.0], ["a"]])
    [[None, None], ['?']]
    """
    if isinstance(value, list):
        return [form(one) for one in value]
    return None if is_number(value) else "?"


def drawn(rows: int, columns: int, seed: int) -> Table:
    """A table of numbers at random."""
    pick = random.Random(seed)
    return [[pick.uniform(-2, 2) for _ in range(columns)] for _ in range(rows)]
