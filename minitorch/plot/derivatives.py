"""Derivatives: a tangent, secants closing in on it, and the error against epsilon."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogFormatterMathtext, LogLocator, NullLocator

from minitorch import central_difference

from .axes import curve_margins, finish, grid
from .curves import Function, Limits, draw_curves, limits
from .layout import Margins
from .picture import Panel, Picture
from .sample import (
    Array,
    as_number,
    check_function,
    check_range,
    check_title,
    sample_curve,
)
from .style import BLUE, GREEN, INK, LINES, VERMILION
from .words import count, listing, number, tick

Line = tuple[str, Array]


def plot_tangent(
    title: str,
    f: Function,
    x: float,
    low: float = -5.0,
    high: float = 5.0,
    *,
    label: str = "f",
    ylim: Limits = None,
) -> Picture:
    """Draws the curve of f and its tangent at x.

    The tangent is y = f(x) + f'(x) (t - x), its slope f'(x) computed by
    `minitorch.central_difference`.

    Args:
        title: What stands above the curve.
        f: A function of one number.
        x: Where the tangent touches, low <= x <= high.
        low, high: The ends of the x axis.
        label: A name written where the curve ends.
        ylim: The ends of the y axis; None takes them from the curve.

    Raises:
        TypeError: If f cannot be called.
        ValueError: If x is not in the range, or f has no finite value there.

    >>> plot_tangent("A tangent", lambda x: x * x + 1, 1.0, -2, 2).alt
    'A tangent. The curve of f for x from -2 to 2, and its tangent at the point (1, 2) \
with the slope 2.'
    """
    check_title(title)
    low, high = check_range(low, high)
    curve = sample_curve(check_function(f, "a function f of one number"), low, high)
    y = _value_at(f, x, low, high)
    slope = as_number(central_difference(f, x), "central_difference")
    sentence = f"The curve of {label} for x from {number(low)} to {number(high)}, "
    sentence += f"and its tangent at the point ({number(x)}, {number(y)}) "
    sentence += f"with the slope {number(slope)}."
    text = f"slope {tick(float(number(slope)))}"
    lines = [(text, np.array([[low, high], y + slope * (np.array([low, high]) - x)]))]
    return _with_lines(title, sentence, (label, curve), lines, [(x, y)], ylim)


def plot_secants(
    title: str,
    f: Function,
    x: float,
    epsilons: Sequence[float],
    low: float = -5.0,
    high: float = 5.0,
    *,
    label: str = "f",
    ylim: Limits = None,
) -> Picture:
    """Draws the secants whose slopes the central difference takes for f'(x).

    For every epsilon: the line through the two points of the curve at which
    `minitorch.central_difference` evaluates f, with the slope that it returns.

    Args:
        title: What stands above the curve.
        f: A function of one number.
        x: Where the derivative is wanted, low <= x <= high.
        epsilons: At most three distances, from the largest.
        low, high: The ends of the x axis.
        label: A name written where the curve ends.
        ylim: The ends of the y axis; None takes them from the curve.

    Raises:
        TypeError: If f cannot be called.
        ValueError: If there are no epsilons, too many, or one is not positive.

    >>> plot_secants("Cube", lambda x: x ** 3, 1.0, [1.0, 0.5], -1, 2).alt
    'Cube. The curve of f for x from -1 to 2 with 2 secants around x = 1: slope 4 for \
epsilon 1 and slope 3.25 for epsilon 0.5; the slope of the tangent is 3.'
    """
    check_title(title)
    low, high = check_range(low, high)
    curve = sample_curve(check_function(f, "a function f of one number"), low, high)
    y = _value_at(f, x, low, high)
    found = [_secant(f, x, epsilon) for epsilon in _checked_epsilons(epsilons)]
    told = [f"slope {number(s)} for epsilon {number(e)}" for e, s, _ in found]
    tangent = as_number(central_difference(f, x), "central_difference")
    sentence = f"The curve of {label} for x from {number(low)} to {number(high)} with "
    sentence += f"{count(len(found), 'secant')} around x = {number(x)}: {listing(told)}"
    sentence += f"; the slope of the tangent is {number(tangent)}."
    lines = [_through(e, s, points, low, high) for e, s, points in found]
    dots = [(x, y), *(point for _, _, points in found for point in points)]
    return _with_lines(title, sentence, (label, curve), lines, dots, ylim)


def plot_error(
    title: str,
    f: Function,
    derivative: Function,
    x: float,
    *,
    epsilons: Iterable[float] | None = None,
) -> Picture:
    """Draws how far the central difference is from the derivative, against epsilon.

    Both axes are logarithmic. From the right, the error falls as epsilon shrinks,
    since the secant turns into the tangent; from some epsilon on it rises again,
    since the two values of f agree in more and more digits and rounding takes over.

    Args:
        title: What stands above the curve.
        f: A function of one number.
        derivative: Its true derivative, a function of one number.
        x: Where both are evaluated.
        epsilons: Which epsilons; None takes 4 a decade from 1e-13 to 1.

    Raises:
        TypeError: If f or derivative cannot be called.
        ValueError: If fewer than two errors are finite and greater than 0.

    >>> import math
    >>> print(plot_error("Error", math.sin, math.cos, 1.0).alt[:44])
    Error. The error of the central difference a
    """
    check_title(title)
    check_function(f, "a function f of one number")
    check_function(derivative, "the derivative of f, a function of one number,")
    true = as_number(derivative(x), f"The derivative at x = {x}")
    steps = np.logspace(-13, 0, 53) if epsilons is None else np.array([*epsilons])
    errors = np.array([_error(f, x, float(e), true) for e in np.sort(steps)])
    drawn = np.array([np.sort(steps), errors])[:, np.isfinite(errors) & (errors > 0)]
    if drawn.shape[1] < 2:
        raise ValueError(
            f"The errors at x = {x} are {errors.tolist()}: a logarithmic axis needs at "
            "least two that are finite and greater than 0. Choose another f or x."
        )
    best = _valley(drawn)
    draw = partial(_draw_error, drawn=drawn, best=best)
    margins = Margins(left=1.12, right=0.3, bottom=0.8)
    return Picture((Panel(title, _error_told(drawn, best, x), draw, margins),))


def _value_at(f: Function, x: float, low: float, high: float) -> float:
    if not low <= x <= high:
        raise ValueError(
            f"x = {x} lies outside of the drawn range from {low} to {high}. "
            "Choose low <= x <= high."
        )
    value = as_number(f(x), f"The function at x = {x}")
    if not np.isfinite(value):
        raise ValueError(f"f({x}) is {value}: there is no slope to draw.")
    return value


def _checked_epsilons(epsilons: Sequence[float]) -> Sequence[float]:
    most = len(LINES) - 1
    good = 1 <= len(epsilons) <= most and all(epsilon > 0 for epsilon in epsilons)
    if not good:
        raise ValueError(
            f"plot_secants takes one to {most} positive epsilons, got "
            f"{list(epsilons)!r}."
        )
    return epsilons


def _secant(
    f: Function, x: float, epsilon: float
) -> tuple[float, float, list[tuple[float, float]]]:
    """Returns epsilon, the central difference, and the points at which it called f."""
    points: list[tuple[float, float]] = []

    def recorded(at: float) -> float:
        value = as_number(f(at), f"The function at x = {at}")
        points.append((at, value))
        return value

    slope = as_number(central_difference(recorded, x, epsilon=epsilon), "The secant")
    return epsilon, slope, points


def _through(
    epsilon: float,
    slope: float,
    points: list[tuple[float, float]],
    low: float,
    high: float,
) -> Line:
    (x, y), ends = points[0], np.array([low, high])
    return f"ε = {tick(epsilon)}", np.array([ends, y + slope * (ends - x)])


def _with_lines(
    title: str,
    sentence: str,
    curve: Line,
    lines: list[Line],
    dots: list[tuple[float, float]],
    ylim: Limits,
) -> Picture:
    """A curve, and lines that are cut off where they leave the curve's range."""
    ends = ylim or limits([curve[1]])
    cut = [(name, _cut(line, *ends)) for name, line in lines]
    draw = partial(draw_curves, curves=[curve, *cut], dots=dots, ylim=ends)
    margins = curve_margins([curve[0], *(name for name, _ in lines)])
    return Picture((Panel(title, sentence, draw, margins),))


def _cut(line: Array, low: float, high: float) -> Array:
    """Keeps the part of a straight line that is between two heights."""
    xs = np.linspace(line[0][0], line[0][-1], 401)
    ys = np.interp(xs, *line)
    return np.array([xs, np.where((ys >= low) & (ys <= high), ys, np.nan)])


def _error(f: Callable[[Any], Any], x: float, epsilon: float, true: float) -> float:
    estimate = as_number(central_difference(f, x, epsilon=epsilon), "The difference")
    return abs(estimate - true)


def _valley(drawn: Array) -> int:
    """Returns where the errors are least, looking at the largest of neighbours.

    A single lucky error close to 0, which rounding brings about now and then, is not
    the bottom of the valley.
    """
    padded = np.pad(drawn[1], 2, mode="edge")
    envelope = [padded[i : i + 5].max() for i in range(drawn.shape[1])]
    return int(np.argmin(envelope))


def _error_told(drawn: Array, best: int, x: float) -> str:
    (least, at), (first, last) = drawn[::-1, best], drawn[1, [0, -1]]
    words = f"The error of the central difference at x = {number(x)} against epsilon, "
    words += f"both on logarithmic scales: {number(last)} at epsilon = "
    words += f"{number(drawn[0, -1])}, about {number(least)} at {number(at)}"
    if last > least:
        words += ", for the secant has not yet become the tangent (truncation)"
    if first > least:
        words += f", and {number(first)} at {number(drawn[0, 0])}, for the two values "
        words += "of f agree in most of their digits (rounding)"
    return words + "."


def _draw_error(axes: Axes, drawn: Array, best: int) -> None:
    epsilons, errors = drawn
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(epsilons[0], epsilons[-1])
    axes.set_ylim(errors.min() / 2, errors.max() * (errors.max() / errors.min()) ** 0.4)
    finish(axes, "epsilon", "error")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(numticks=6))
        axis.set_major_formatter(LogFormatterMathtext())
        axis.set_minor_locator(NullLocator())
    grid(axes)
    axes.plot(epsilons, errors, color=BLUE, clip_on=False)
    _name_regimes(axes, epsilons, best)


def _name_regimes(axes: Axes, epsilons: Array, best: int) -> None:
    """Names the two halves of the valley in a strip above the curve."""
    pieces = (
        ("rounding", VERMILION, epsilons[0], epsilons[best]),
        ("truncation", GREEN, epsilons[best], epsilons[-1]),
    )
    strip = axes.get_xaxis_transform()
    for name, colour, start, stop in pieces:
        if stop > start:
            axes.annotate(
                "",
                (start, 0.84),
                (stop, 0.84),
                xycoords=strip,
                textcoords=strip,
                arrowprops={"arrowstyle": "<->", "color": colour, "shrinkA": 2},
            )
            middle = float(np.sqrt(start * stop))
            axes.text(middle, 0.88, name, transform=strip, ha="center", color=INK)
