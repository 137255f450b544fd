"""Numbers for a picture: a function of the reader evaluated point by point.

The functions and models of the course take single numbers, and may return a float,
a bool, or a Scalar, whose number is in its `data`.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

from minitorch.plot.arguments import as_number

Floats = list[float]
Curve = tuple[Floats, Floats]  # xs from low to high, and ys, NaN where no line is drawn
# What a function may do outside of its domain: log(-1), 1 / 0, exp(1000).
OVERFLOW = (ZeroDivisionError, OverflowError)
OUTSIDE = (ValueError, *OVERFLOW)
_LARGEST = 1e300  # of a value on a grid, with which there are sums and products
_CURVE_POINTS = 201
_HALVINGS = 40


def value_or_nan(f: Callable[[float], Any], x: float) -> float:
    """Return f(x), or NaN where f has no value."""
    try:
        value = as_number(f(x), f"The function at x = {x:.4g}")
    except OUTSIDE:
        return math.nan
    return value if math.isfinite(value) else math.nan


def value_at(f: Callable[[float], Any], x: float, low: float, high: float) -> float:
    """Return f(x) at a point of the drawn range.

    Raises:
        ValueError: x is not in the range, or f has no finite value there.
    """
    if not low <= x <= high:
        raise ValueError(
            f"x = {x} lies outside of the drawn range from {low:.4g} to {high:.4g}. "
            "Choose low <= x <= high."
        )
    value = value_or_nan(f, x)
    if math.isnan(value):
        raise ValueError(
            f"The function has no finite value at x = {x}. Choose another x."
        )
    return value


def linspace(low: float, high: float, amount: int) -> Floats:
    """Return that many numbers from low to high, equally far apart.

    >>> linspace(0, 1, 5)
    [0.0, 0.25, 0.5, 0.75, 1.0]
    """
    step = (high - low) / (amount - 1)
    return [low + i * step for i in range(amount - 1)] + [float(high)]


def quantile(values: Iterable[float], share: float) -> float:
    """Return the value below which that share of all values lies.

    Between two of the values, it goes in a straight line from one to the other.

    >>> quantile([4, 1, 2, 3], 0.5), quantile([4, 1, 2], 0.0)
    (2.5, 1.0)
    """
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = min(int(place), len(ordered) - 2)
    if below < 0:
        return ordered[0]
    return ordered[below] + (place - below) * (ordered[below + 1] - ordered[below])


def known(curve: Curve) -> Curve:
    """Return the points of a curve that have a finite value."""
    pairs = [(x, y) for x, y in zip(*curve, strict=True) if math.isfinite(y)]
    return [x for x, _ in pairs], [y for _, y in pairs]


def sample_curve(f: Callable[[float], Any], low: float, high: float) -> Curve:
    """Return the lists x and f(x) of a curve.

    f(x) is NaN where f has no finite value, and a point with NaN stands wherever f
    jumps or has a pole between two samples, so that no line is drawn across.

    Raises:
        ValueError: f has no finite value on the whole range.
    """
    xs = linspace(low, high, _CURVE_POINTS)
    ys = [value_or_nan(f, x) for x in xs]
    if all(map(math.isnan, ys)):
        raise ValueError(_no_value(f, low, high))
    curve = list(xs), list(ys)
    for i in reversed([*_suspects(ys)]):  # from the right, so that i stays right
        jump = _jump(f, xs[i], xs[i + 1])
        if jump is not None:
            _insert(curve, i + 1, jump, math.nan)
    _add_turn(f, curve, 1.0)
    _add_turn(f, curve, -1.0)
    return curve


def _insert(curve: Curve, place: int, x: float, y: float) -> None:
    curve[0].insert(place, x)
    curve[1].insert(place, y)


def _add_turn(f: Callable[[float], Any], curve: Curve, sign: float) -> None:
    """Add the highest (sign 1) or lowest (-1) point, if it is between two samples."""
    xs, ys = curve
    at = max(
        (i for i, y in enumerate(ys) if math.isfinite(y)), key=lambda i: sign * ys[i]
    )
    inside = 0 < at < len(ys) - 1 and all(map(math.isfinite, ys[at - 1 : at + 2]))
    if not inside:
        return
    x = _climb(lambda x: sign * value_or_nan(f, x), xs[at - 1], xs[at + 1])
    y = value_or_nan(f, x)
    if sign * y > sign * ys[at]:
        _insert(curve, bisect_left(xs, x), x, y)


def _climb(f: Callable[[float], float], low: float, high: float) -> float:
    """Return where f is largest between low and high, by thirds."""
    for _ in range(_HALVINGS):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if f(left) < f(right):
            low = left
        else:
            high = right
    return (low + high) / 2


def _no_value(f: Callable[[float], Any], low: float, high: float) -> str:
    middle = (low + high) / 2
    try:
        seen = f"it returned {f(middle)!r}"
    except OUTSIDE as error:
        seen = f"it raised {type(error).__name__}: {error}"
    return (
        f"The function has no finite value at any of {_CURVE_POINTS} points from "
        f"{low:.4g} to {high:.4g}; at x = {middle:.4g} {seen}. "
        "Choose a range on which it is defined."
    )


def _suspects(ys: Floats) -> Iterator[int]:
    """Find steps between neighbours that are far larger than the usual ones."""
    steps = [abs(after - before) for before, after in pairwise(ys)]
    finite = [step for step in steps if math.isfinite(step)]
    if finite:
        large = max(4 * quantile(finite, 0.5), 0.01 * max(finite))
        yield from (i for i, step in enumerate(steps) if step > large)


def _jump(f: Callable[[float], Any], a: float, b: float) -> float | None:
    """Return where f jumps or has a pole in (a, b), None if it is only steep.

    Halves the interval, keeping the half with the larger change. The change of a
    continuous function goes to 0 on the way; at a jump or a pole it does not.
    """
    fa, fb = value_or_nan(f, a), value_or_nan(f, b)
    first = abs(fb - fa)
    for _ in range(_HALVINGS):
        middle = (a + b) / 2
        fm = value_or_nan(f, middle)
        if math.isnan(fm):
            return middle
        if abs(fm - fa) >= abs(fb - fm):
            b, fb = middle, fm
        else:
            a, fa = middle, fm
    return (a + b) / 2 if abs(fb - fa) > first / 4 else None


def sample_grid(
    f: Callable[[float, float], Any], xs: Iterable[float], ys: Iterable[float]
) -> list[Floats]:
    """Return f(x, y) on a grid, a row for each y with a value for each x.

    Raises:
        ValueError: a value is NaN, infinite or too large, naming the first such point.
    """
    columns = [float(x) for x in xs]
    return [[_at(f, x, float(y)) for x in columns] for y in ys]


def _at(f: Callable[[float, float], Any], x: float, y: float) -> float:
    try:
        value = as_number(f(x, y), f"The function at ({x:.4g}, {y:.4g})")
    except OVERFLOW as error:
        raise ValueError(_no_place(f"no value ({error})", x, y)) from error
    except Exception as error:
        error.add_note(f"This happened while a picture called it at ({x}, {y}).")
        raise
    if not abs(value) <= _LARGEST:
        raise ValueError(_no_place(f"the value {value}", x, y))
    return value


def _no_place(what: str, x: float, y: float) -> str:
    return (
        f"The function has {what} at ({x:.4g}, {y:.4g}), which cannot be drawn. Check "
        f"its parameters, or choose a range where it is finite, up to {_LARGEST:g}."
    )
