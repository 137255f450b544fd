"""A tangent: the derivative as the slope of a line."""

import math

from minitorch.data.points import Point
from minitorch.inspect.numerical import central_difference
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
from minitorch.plot.sampling import OUTSIDE, Curve, value_at


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
        ValueError: x is not in the range, f has no finite value or slope there, or
            the tangent does not pass through the picture.

    >>> plot_tangent("A tangent", lambda x: x * x + 1, 1.0, -2, 2).alt
    'A tangent. The curve of f for x from -2 to 2, and its tangent at the point (1, 2) \
with the slope 2.'
    """
    curve = checked_curve(title, f, low, high)
    y = value_at(f, x, low, high)
    slope = slope_at(f, x)
    sentence = f"The curve of {label} for {plain(xlabel)} from {number(low)} to "
    sentence += f"{number(high)}, "
    sentence += f"and its tangent at the point ({number(x)}, {number(y)}) "
    sentence += f"with the slope {number(slope)}."
    text = f"slope {tick(float(number(slope)))}"
    lines = [(text, (x, y), slope)]
    return with_lines(title, sentence, (label, curve), lines, [(x, y)], ylim, xlabel)


def slope_at(f: Function, x: float, epsilon: float = 1e-6) -> float:
    """Return the central difference of f at x.

    Raises:
        ValueError: it is not finite.
    """
    try:
        estimate = central_difference(f, x, epsilon=epsilon)
        slope = as_number(estimate, "central_difference")
    except OUTSIDE:
        slope = math.nan
    if not math.isfinite(slope):
        raise ValueError(
            f"The function has no finite slope at x = {x} with epsilon = {epsilon:g}: "
            "it has to be defined on both sides. Choose another x."
        )
    return slope


def with_lines(
    title: str,
    sentence: str,
    curve: Named,
    lines: list[tuple[str, Point, float]],
    dots: list[Point],
    ylim: Limits | None,
    xlabel: str = "x",
) -> Picture:
    """Return a curve, and lines: each a name, a point on it, and its slope."""
    ends, xs = limits([curve[1]], ylim), curve[1][0]
    inside = (xs[0], xs[-1]), ends
    cut = [(name, straight(point, slope, *inside)) for name, point, slope in lines]
    return curve_picture(title, sentence, [curve, *cut], ends, dots, xlabel=xlabel)


def straight(point: Point, slope: float, xlim: Limits, ylim: Limits) -> Curve:
    """Return the two ends of a straight line inside of the axes.

    Raises:
        ValueError: the line does not pass through them.

    >>> straight((1.0, 1.0), 2.0, (0.0, 4.0), (0.0, 3.0))
    ([0.5, 2.0], [0.0, 3.0])
    """
    x, y = point
    crossings = [(at, y + slope * (at - x)) for at in xlim]
    crossings += [(x + (at - y) / slope, at) for at in ylim if slope]
    seen = sorted(
        (at, height)
        for at, height in crossings
        if xlim[0] <= at <= xlim[1] and ylim[0] <= height <= ylim[1]
    )
    if not seen:
        raise ValueError(
            f"The line through ({x:.4g}, {y:.4g}) with the slope {slope:.4g} does not "
            f"pass through the axes from {xlim} to {ylim}. Choose another ylim."
        )
    return [seen[0][0], seen[-1][0]], [seen[0][1], seen[-1][1]]
