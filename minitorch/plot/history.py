"""Training as a curve: the loss against the epoch."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from .axes import End, Limits, curve_margins, finish, label_ends
from .picture import Panel, Picture
from .sample import Array, as_number, check_title
from .style import BLUE
from .words import count, number, tick

_FEW = 20  # epochs up to which each one is marked with a dot


def plot_history(
    title: str, values: Iterable[Any], *, ylabel: str = "loss", xlabel: str = "epoch"
) -> Picture:
    """Draws a value for every epoch, the loss usually, counting epochs from 1.

    Args:
        title: What stands above the curve.
        values: One number or Scalar for each epoch.
        ylabel, xlabel: Names of the axes.

    Raises:
        ValueError: If there is no value, or one of them is not finite.

    >>> plot_history("Training", [0.7, 0.2, 0.1]).alt
    'Training. The loss over 3 epochs: 0.7 at epoch 1, 0.1 at epoch 3.'
    """
    check_title(title)
    ys = np.array([as_number(value, "Each value of a history") for value in values])
    if ys.size == 0 or not np.isfinite(ys).all():
        raise ValueError(
            "plot_history needs at least one value, all finite, got "
            f"{ys.tolist()!r}. A loss of nan or inf often means a step too large."
        )
    sentence = f"The {ylabel} over {count(ys.size, xlabel)}: "
    sentence += f"{number(ys[0])} at {xlabel} 1"
    if ys.size > 1:
        sentence += f", {number(ys[-1])} at {xlabel} {ys.size}"
    if ys.min() < min(ys[0], ys[-1]):
        at = int(ys.argmin())
        sentence += f", at its lowest {number(ys[at])} at {xlabel} {at + 1}"
    xlim, ylim = _limits(ys)
    draw = partial(_draw, ys=ys, xlim=xlim, ylim=ylim, names=(xlabel, ylabel))
    margins = curve_margins(xlim, ylim, [tick(float(number(ys[-1])))], ylabel)
    return Picture((Panel(title, sentence + ".", draw, margins),))


def _limits(ys: Array) -> tuple[Limits, Limits]:
    """Returns the ends of both axes; the y axis holds 0, which a loss goes to."""
    low, high = min(0.0, float(ys.min())), max(0.0, float(ys.max()))
    return (1, max(2, ys.size)), (low, high + 0.06 * (high - low or 1.0))


def _draw(
    axes: Axes, ys: Array, xlim: Limits, ylim: Limits, names: tuple[str, str]
) -> None:
    axes.set_xlim(*xlim)
    axes.set_ylim(*ylim)
    finish(axes, *names)
    axes.locator_params("x", integer=True)
    epochs = np.arange(1, ys.size + 1)
    marker = "o" if ys.size <= _FEW else ""
    axes.plot(epochs, ys, color=BLUE, marker=marker, markersize=7, clip_on=False)
    text = tick(float(number(ys[-1])))
    label_ends(axes, [End(float(epochs[-1]), float(ys[-1]), text, BLUE)])
