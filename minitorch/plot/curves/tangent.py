"""A tangent: the derivative as the slope of a line."""

import math

from minitorch import central_difference
from minitorch.data.points import Point
from minitorch.plot.arguments import as_number
from minitorch.plot.curves.curve import (
    Function,
    Named,
    checked_curve,
    curve_picture,
    limits,
)
from minitorch.plot.paper.axes import Limits
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.words import number, plain, tick
from minitorch.plot.sampling import Curve, linspace, value_at

_LINE_POINTS = 401


def plot_tangent(
    title: str,
    f: Function,
    x: float,
    low: float = -5.0,
    high: float = 5.0,
    *,
    label: str = "f",
    ylim: Limits | None = None,
    xlabel: str = "x",
) -> Picture:
    """Draw the curve of f and its tangent at x.

    The tangent is y = f(x) + f'(x) (t - x), its slope f'(x) computed by
    `minitorch.central_difference`.

    Args:
        title: what stands above the curve.
        f: a function of one number.
        x: where the tangent touches, low <= x <= high.
        low, high: the ends of the x axis.
        label: a name written where the curve ends.
        ylim: the ends of the y axis; None takes them from the curve.
        xlabel: name of the x axis.

    Raises:
        TypeError: f cannot be called.
        ValueError: x is not in the range, or f has no finite value there.

    >>> plot_tangent("A tangent", lambda x: x * x + 1, 1.0, -2, 2).alt
    'A tangent. The curve of f for x from -2 to 2, and its tangent at the point (1, 2) \
with the slope 2.'
    """
    curve = checked_curve(title, f, low, high)
    y = value_at(f, x, low, high)
    slope = as_number(central_difference(f, x), "central_difference")
    sentence = f"The curve of {label} for {plain(xlabel)} from {number(low)} to "
    sentence += f"{number(high)}, "
    sentence += f"and its tangent at the point ({number(x)}, {number(y)}) "
    sentence += f"with the slope {number(slope)}."
    text = f"slope {tick(float(number(slope)))}"
    lines = [(text, straight((x, y), slope, low, high))]
    return with_lines(title, sentence, (label, curve), lines, [(x, y)], ylim, xlabel)


def straight(point: Point, slope: float, low: float, high: float) -> Curve:
    """Return the straight line through a point for x from low to high."""
    xs = linspace(low, high, _LINE_POINTS)
    return xs, [point[1] + slope * (x - point[0]) for x in xs]


def with_lines(
    title: str,
    sentence: str,
    curve: Named,
    lines: list[Named],
    dots: list[Point],
    ylim: Limits | None,
    xlabel: str = "x",
) -> Picture:
    """Return a curve, and lines that are cut off where they leave the curve's range."""
    ends = limits([curve[1]], ylim)
    cut = [(name, _cut(line, *ends)) for name, line in lines]
    return curve_picture(title, sentence, [curve, *cut], ends, dots, xlabel=xlabel)


def _cut(line: Curve, low: float, high: float) -> Curve:
    """Keep the part of a line that is between two heights."""
    xs, ys = line
    return xs, [y if low <= y <= high else math.nan for y in ys]
