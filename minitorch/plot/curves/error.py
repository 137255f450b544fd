"""How good a numerical derivative is: its error against epsilon."""

import math
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from minitorch.inspect.numerical import central_difference
from minitorch.plot.arguments import as_number, check_function, check_title
from minitorch.plot.curves.curve import Function
from minitorch.plot.paper.axes import Axes, Axis
from minitorch.plot.paper.panels import Margins, Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.strokes import span
from minitorch.plot.paper.style import GREEN, INCH, VERMILION
from minitorch.plot.paper.words import number, text_pixels
from minitorch.plot.sampling import OUTSIDE, Curve, Floats, linspace

_MOST_TICKS = 5
_TICK_WIDTH = 0.7  # inches along x for a tick with its number
_ABOVE = 10.0  # pixels from an arrow up to its name
_LEAST, _MOST = 1e-100, 1e100  # of what has a place on the axes
_CLEAR = 2.0  # pixels between the tips of two arrows, and at the edge


def plot_error(
    title: str,
    f: Function,
    derivative: Function,
    x: float,
    *,
    epsilons: Iterable[float] | None = None,
) -> Picture:
    """Draw how far the central difference is from the derivative, against epsilon.

    Both axes are logarithmic. From the right, the error falls as epsilon shrinks,
    since the secant turns into the tangent; from some epsilon on it rises again,
    since the two values of f agree in more and more digits and rounding takes over.

    Args:
        title: what stands above the curve.
        f: a function of one number.
        derivative: its true derivative, a function of one number.
        x: where both are evaluated.
        epsilons: which epsilons; None takes 4 a decade from 1e-13 to 1.

    Raises:
        TypeError: f or derivative cannot be called.
        ValueError: an epsilon is not positive and finite, or fewer than two errors are
            from 1e-100 to 1e100.

    >>> import math
    >>> print(plot_error("Error", math.sin, math.cos, 1.0).alt[:44])
    Error. The error of the central difference a
    """
    check_title(title)
    check_function(f, "a function f of one number")
    check_function(derivative, "the derivative of f, a function of one number,")
    true = as_number(derivative(x), f"The derivative at x = {x}")
    steps = [10**power for power in linspace(-13, 0, 53)]
    if epsilons is not None:
        steps = sorted({as_number(epsilon, "Each epsilon") for epsilon in epsilons})
    errors = [_error(f, x, epsilon, true) for epsilon in steps]
    drawn = _positive(steps, errors)
    if len(drawn[0]) < 2:
        raise ValueError(
            f"The errors at x = {x} are {errors}: a logarithmic axis needs at least "
            "two that are finite and greater than 0, from 1e-100 to 1e100. Choose "
            "another f, x or epsilons."
        )
    best = _valley(drawn[1])
    draw = partial(_draw_error, drawn=drawn, best=best)
    margins = Margins(left=1.12, right=0.3, bottom=0.8)
    return Picture((Panel(title, _error_told(drawn, best, x), draw, margins),))


def _error(f: Callable[[Any], Any], x: float, epsilon: float, true: float) -> float:
    """Return how far the central difference is from the truth, NaN if it has none."""
    if not 0 < epsilon < math.inf:
        raise ValueError(f"plot_error takes positive epsilons, got {epsilon!r}.")
    try:
        estimate = central_difference(f, x, epsilon=epsilon)
        return abs(as_number(estimate, "The difference") - true)
    except OUTSIDE:
        return math.nan


def _positive(steps: Floats, errors: Floats) -> Curve:
    """Return the epsilons and errors that have a place on logarithmic axes."""
    pairs = [
        (step, error)
        for step, error in zip(steps, errors, strict=True)
        if _LEAST <= step <= _MOST and _LEAST <= error <= _MOST
    ]
    return [step for step, _ in pairs], [error for _, error in pairs]


def _valley(errors: Floats) -> int:
    """Return where the errors are least, looking at the largest of neighbours.

    A single lucky error close to 0, which rounding brings about now and then, is not
    the bottom of the valley.
    """
    envelope = [max(errors[max(0, i - 2) : i + 3]) for i in range(len(errors))]
    return envelope.index(min(envelope))


def _error_told(drawn: Curve, best: int, x: float) -> str:
    epsilons, errors = drawn
    least, first, last = errors[best], errors[0], errors[-1]
    words = f"The error of the central difference at x = {number(x)} against epsilon, "
    words += f"both on logarithmic scales: {number(last)} at epsilon = "
    words += (
        f"{number(epsilons[-1])}, about {number(least)} at {number(epsilons[best])}"
    )
    if last > least:
        words += ", for the secant has not yet become the tangent (truncation)"
    if first > least:
        words += f", and {number(first)} at {number(epsilons[0])}, for the two values "
        words += "of f agree in most of their digits (rounding)"
    return words + "."


def _draw_error(axes: Axes, drawn: Curve, best: int) -> None:
    epsilons, errors = drawn
    least, most = min(errors), max(errors)
    ylim = least / 2, most * (most / least) ** 0.4
    axes.set_limits((epsilons[0], epsilons[-1]), ylim, log=True)
    _tick_decades(axes.x, epsilons, min(_MOST_TICKS, int(axes.width / _TICK_WIDTH)))
    _tick_decades(axes.y, errors, _MOST_TICKS)
    axes.y.grid = True
    axes.x.label, axes.y.label = "epsilon", "error"
    axes.line(epsilons, errors, clip=False)
    _name_regimes(axes, epsilons, best)


def _tick_decades(axis: Axis, values: Floats, most: int) -> None:
    """Put a tick at every power of ten within the values, or at every n-th."""
    first = math.ceil(math.log10(min(values)))
    last = math.floor(math.log10(max(values)))
    step = max(1, math.ceil((last - first + 1) / max(1, most)))
    axis.ticks = [
        (10.0**power, "1" if power == 0 else f"1e{power}")
        for power in range(last, first - 1, -step)
    ]


def _name_regimes(axes: Axes, epsilons: Floats, best: int) -> None:
    """Name the two halves of the valley above the curve, where the names fit."""
    width, height = axes.width * INCH, axes.height * INCH
    pieces = (
        ("rounding", VERMILION, epsilons[0], epsilons[best]),
        ("truncation", GREEN, epsilons[best], epsilons[-1]),
    )
    for name, colour, low, high in pieces:
        if high > low:
            start, end = axes.x.share(low) * width, axes.x.share(high) * width
            y = 0.16 * height
            tips = (start + _CLEAR, y), (end - _CLEAR, y)
            axes.add(2, span("regime", *tips, colour, 1.0))
            if text_pixels(name) < end - start:
                axes.text_at((start + end) / 2, y - _ABOVE, name, "middle")
