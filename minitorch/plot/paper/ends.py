"""Labels where lines end, moved apart where they would overlap."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.style import INCH, LINE_HEIGHT, SOLID, Dashes

LEADER = 0.3  # inches from the axes' right end to the label of a line


@dataclass(frozen=True)
class End:
    """The label of a line, to be written where the line ends.

    Args:
        x, y: the line's last point.
        text: the label, of one or more lines.
        colour, dashes: the look of the line, which leads on to the label.
    """

    x: float
    y: float
    text: str
    colour: str
    dashes: Dashes = SOLID


def label_ends(axes: Axes, ends: Sequence[End]) -> None:
    """Write each label to the right of the axes, level with its line if possible.

    Labels that would overlap are moved apart. A short piece of the line, in its own
    colour and dashes, leads from the line's end to the label, or just stands before
    the label if the line ends inside of the axes.
    """
    right, height = axes.width * INCH, axes.height * INCH
    shown = [end for end in ends if end.text]
    levels = spread([_level(axes, end) for end in shown], _heights(shown, axes.height))
    for end, level in zip(shown, levels, strict=True):
        reaches = math.isclose(axes.x.share(end.x), 1.0)
        start = right if reaches else right + 0.08 * INCH
        rises = _level(axes, end) if reaches else level
        leader = [
            (start, (1 - rises) * height),
            (right + LEADER * INCH, (1 - level) * height),
        ]
        axes.line_at(leader, end.colour, dashes=end.dashes, kind="leader")
        place = right + (LEADER + 0.07) * INCH, (1 - level) * height
        axes.text_at(*place, end.text, level="middle")


def _level(axes: Axes, end: End) -> float:
    """Return the height of a line's end as a fraction of the axes."""
    return min(1.0, max(0.0, axes.y.share(end.y)))


def _heights(ends: Sequence[End], axes_height: float) -> list[float]:
    return [LINE_HEIGHT * (e.text.count("\n") + 1) / axes_height for e in ends]


def spread(levels: list[float], heights: list[float]) -> list[float]:
    """Move labels apart, as little as needed, from the lowest to the highest.

    Args:
        levels: where each would stand, as a share of the axes.
        heights: how high each is, as such a share.

    >>> spread([0.5, 0.5], [0.25, 0.25])
    [0.5, 0.75]
    """
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
