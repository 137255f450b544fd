"""What every pair of axes gets: ticks that fit, a light grid, labels at lines' ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from .layout import Margins
from .style import FONT_SIZE, GREY, INK, LINE_HEIGHT
from .words import text_width, tick

_TICK_WIDTH = 0.95  # inches along x for a tick with its number
_TICK_HEIGHT = 0.45
_POINT_PAD = 12.0  # points: a ringed point on the edge stays clear of the numbers
_MOST_BINS = 6
_LEADER = 0.3  # inches from the axes' right end to the label of a line

Limits = tuple[float, float]


@dataclass(frozen=True)
class End:
    """The label of a line, to be written where the line ends.

    Args:
        x, y: The line's last point.
        text: The label, of one or more lines.
        colour, dashes: The look of the line, which leads on to the label.
    """

    x: float
    y: float
    text: str
    colour: str
    dashes: Any = "-"


def curve_margins(
    xlim: Limits, ylim: Limits, labels: Sequence[str] = (), ylabel: str = ""
) -> Margins:
    """Returns the room that a panel with these ends and labels needs.

    It is the same for all numbers of ordinary length, so that axes keep their place.
    """
    numbers = _widest_tick(*ylim) + 0.18
    texts = [_LEADER + 0.18 + text_width(label) for label in labels if label]
    return Margins(
        left=max(0.8, numbers) + (0.3 if ylabel else 0.0),
        right=max([0.25, _widest_tick(*xlim) / 2 + 0.05, *texts]),
        bottom=0.72,
    )


def _widest_tick(low: float, high: float) -> float:
    """Returns the width in inches of the widest number that may stand at a tick."""
    ticks = _locator(_MOST_BINS).tick_values(low, high)
    return max(text_width(tick(at)) for at in ticks if low <= at <= high)


def _locator(bins: int) -> MaxNLocator:
    return MaxNLocator(nbins=bins, steps=[1, 2, 5, 10])


def size_of(axes: Axes) -> tuple[float, float]:
    """Returns the width and height of the axes in inches."""
    box = axes.get_position()
    width, height = axes.figure.get_figwidth(), axes.figure.get_figheight()  # type: ignore[union-attr]
    return float(box.width * width), float(box.height * height)


def finish(axes: Axes, xlabel: str = "x", ylabel: str = "") -> None:
    """Gives the axes ticks as many as fit, a light grid, and their labels."""
    width, height = size_of(axes)
    for axis, length, each in (
        (axes.xaxis, width, _TICK_WIDTH),
        (axes.yaxis, height, _TICK_HEIGHT),
    ):
        bins = max(2, min(_MOST_BINS, int(length / each)))
        axis.set_major_locator(_locator(bins))
        axis.set_major_formatter(FuncFormatter(tick))
    grid(axes)
    axes.set_xlabel(xlabel)
    axes.set_ylabel(ylabel)


def grid(axes: Axes) -> None:
    """Draws the light grid below everything else."""
    axes.grid(True, color=GREY, alpha=0.25, linewidth=0.8)
    axes.set_axisbelow(True)


def strip_ticks(axes: Axes, xlabel: str, ylabel: str) -> None:
    """Marks both ends of both axes, with the axis' name between the two numbers."""
    for axis, ends, name in (
        (axes.xaxis, axes.get_xlim(), xlabel),
        (axes.yaxis, axes.get_ylim(), ylabel),
    ):
        axis.set_ticks([ends[0], sum(ends) / 2, ends[1]])
        axis.set_ticklabels([tick(ends[0]), name, tick(ends[1])])
        axis.set_tick_params(length=0, pad=_POINT_PAD)


def label_ends(axes: Axes, ends: Sequence[End]) -> None:
    """Writes each label to the right of the axes, level with its line if possible.

    Labels that would overlap are moved apart. A short piece of the line, in its own
    colour and dashes, leads from the line's end to the label, or just stands before
    the label if the line ends inside of the axes.
    """
    width, height = size_of(axes)
    shown = [end for end in ends if end.text]
    levels = _spread([_level(axes, end) for end in shown], _heights(shown, height))
    for end, level in zip(shown, levels, strict=True):
        reaches = np.isclose(end.x, axes.get_xlim()[1])
        axes.plot(
            [1.0 if reaches else 1 + 0.08 / width, 1 + _LEADER / width],
            [_level(axes, end) if reaches else level, level],
            color=end.colour,
            linestyle=end.dashes,
            linewidth=1.6,
            transform=axes.transAxes,
            clip_on=False,
        )
        axes.text(
            1 + (_LEADER + 0.07) / width,
            level,
            end.text,
            transform=axes.transAxes,
            va="center",
            color=INK,
            size=FONT_SIZE,
            linespacing=1.15,
        )


def _level(axes: Axes, end: End) -> float:
    """Returns the height of a line's end as a fraction of the axes."""
    pixels = axes.transData.transform((end.x, end.y))
    level = float(axes.transAxes.inverted().transform(pixels)[1])
    return min(1.0, max(0.0, level))


def _heights(ends: Sequence[End], axes_height: float) -> list[float]:
    return [LINE_HEIGHT * (e.text.count("\n") + 1) / axes_height for e in ends]


def _spread(levels: list[float], heights: list[float]) -> list[float]:
    """Moves the labels apart, as little as needed, from the lowest to the highest."""
    order = sorted(range(len(levels)), key=lambda i: levels[i])
    placed = list(levels)
    for below, above in pairwise(order):
        least = placed[below] + (heights[below] + heights[above]) / 2
        placed[above] = max(placed[above], least)
    if order and placed[order[-1]] > 1:
        placed[order[-1]] = 1.0
    for above, below in pairwise(order[::-1]):
        most = placed[above] - (heights[below] + heights[above]) / 2
        placed[below] = min(placed[below], most)
    return placed
