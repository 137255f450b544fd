"""How good a numerical derivative is: its error against epsilon."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis

from minitorch import central_difference

from .curves import Function
from .layout import Margins
from .picture import Panel, Picture
from .sample import Array, as_number, check_function, check_title
from .style import BLUE, GREEN, GREY, INK, VERMILION
from .words import number

_MOST_TICKS = 5


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
    _tick_decades(axes.xaxis, epsilons)
    _tick_decades(axes.yaxis, errors)
    axes.grid(True, axis="y", color=GREY, alpha=0.25, linewidth=0.8)
    axes.set_xlabel("epsilon")
    axes.set_ylabel("error")
    axes.plot(epsilons, errors, color=BLUE, clip_on=False)
    _name_regimes(axes, epsilons, best)


def _tick_decades(axis: Axis, values: Array) -> None:
    """Puts a tick at every power of ten within the values, or at every n-th."""
    first, last = np.ceil(np.log10(values.min())), np.floor(np.log10(values.max()))
    step = max(1, int(np.ceil((last - first + 1) / _MOST_TICKS)))
    powers = range(int(last), int(first) - 1, -step)
    names = ["1" if power == 0 else f"1e{power}" for power in powers]
    axis.set_ticks([10.0**power for power in powers], labels=names)
    axis.set_ticks([], minor=True)


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
