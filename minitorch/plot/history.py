"""Training as a curve: the loss against the epoch."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from .axes import End, curve_margins, finish, label_ends
from .picture import Panel, Picture
from .sample import Array, as_number, check_title
from .style import BLUE
from .words import count, number


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
    sentence += f"{number(ys[0])} at {xlabel} 1, {number(ys[-1])} at {xlabel} {ys.size}"
    if ys.min() < min(ys[0], ys[-1]):
        at = int(ys.argmin())
        sentence += f", at its lowest {number(ys[at])} at {xlabel} {at + 1}"
    draw = partial(_draw_history, ys=ys, xlabel=xlabel, ylabel=ylabel)
    margins = curve_margins([number(ys[-1])], ylabel)
    return Picture((Panel(title, sentence + ".", draw, margins),))


def _draw_history(axes: Axes, ys: Array, xlabel: str, ylabel: str) -> None:
    epochs = np.arange(1, ys.size + 1)
    axes.set_xlim(1, max(2, ys.size))
    low, high = min(0.0, float(ys.min())), max(0.0, float(ys.max()))
    axes.set_ylim(low, high + 0.06 * (high - low or 1.0))
    finish(axes, xlabel, ylabel)
    marker = "o" if ys.size <= 20 else ""
    axes.plot(epochs, ys, color=BLUE, marker=marker, markersize=7, clip_on=False)
    last = End(float(epochs[-1]), float(ys[-1]), number(ys[-1]), BLUE)
    label_ends(axes, [last])
