"""Training as a curve: the loss against the epoch."""

import math
from collections.abc import Iterable
from functools import partial
from typing import Any

from minitorch.plot.arguments import as_number, check_title
from minitorch.plot.paper.axes import Axes, Limits
from minitorch.plot.paper.ends import End, label_ends
from minitorch.plot.paper.panels import Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.style import BLUE, Mark
from minitorch.plot.paper.ticks import curve_margins, finish
from minitorch.plot.paper.words import count, number, tick
from minitorch.plot.sampling import Floats

_FEW = 20  # epochs up to which each one is marked with a dot
_DOT = Mark("o", BLUE, size=7, edge=1.0)


def plot_history(
    title: str, values: Iterable[Any], *, ylabel: str = "loss", xlabel: str = "epoch"
) -> Picture:
    """Draw a value for every epoch, the loss usually, counting epochs from 1.

    Args:
        title: what stands above the curve.
        values: one number or Scalar for each epoch.
        ylabel, xlabel: names of the axes.

    Raises:
        ValueError: there is no value, one of them is not finite, or they are all too
            small or too large to be drawn.

    >>> plot_history("Training", [0.7, 0.2, 0.1]).alt
    'Training. The loss over 3 epochs: 0.7 at epoch 1, 0.1 at epoch 3.'
    """
    check_title(title)
    ys = [as_number(value, "Each value of a history") for value in values]
    if not ys or not all(map(math.isfinite, ys)):
        raise ValueError(
            "plot_history needs at least one value, all finite, got "
            f"{ys!r}. A loss of nan or inf often means a step too large."
        )
    sentence = f"The {ylabel} over {count(len(ys), xlabel)}: "
    sentence += f"{number(ys[0])} at {xlabel} 1"
    if len(ys) > 1:
        sentence += f", {number(ys[-1])} at {xlabel} {len(ys)}"
    if min(ys) < min(ys[0], ys[-1]):
        at = ys.index(min(ys))
        sentence += f", at its lowest {number(ys[at])} at {xlabel} {at + 1}"
    xlim, ylim = _limits(ys)
    draw = partial(_draw, ys=ys, xlim=xlim, ylim=ylim, names=(xlabel, ylabel))
    margins = curve_margins(xlim, ylim, [tick(float(number(ys[-1])))], ylabel)
    return Picture((Panel(title, sentence + ".", draw, margins),))


def _limits(ys: Floats) -> tuple[Limits, Limits]:
    """Return the ends of both axes; the y axis holds 0, which a loss goes to."""
    low, high = min(0.0, min(ys)), max(0.0, max(ys))
    return (1, max(2, len(ys))), (low, high + 0.06 * (high - low or 1.0))


def _draw(
    axes: Axes, ys: Floats, xlim: Limits, ylim: Limits, names: tuple[str, str]
) -> None:
    axes.set_limits(xlim, ylim)
    finish(axes, *names, whole=True)
    epochs = range(1, len(ys) + 1)
    axes.line(epochs, ys, clip=False)
    if len(ys) <= _FEW:
        axes.marks(epochs, ys, _DOT)
    text = tick(float(number(ys[-1])))
    label_ends(axes, [End(epochs[-1], ys[-1], text, BLUE)])
