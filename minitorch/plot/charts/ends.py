"""Labels where lines end, moved apart where they would overlap."""

from collections.abc import Sequence
from math import isclose

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from minitorch.plot.charts.chart import inches
from minitorch.plot.paper.ends import LEADER, spread
from minitorch.plot.paper.style import LINE_HEIGHT
from minitorch.plot.sampling import known


def label_ends(axes: Axes, lines: Sequence[Line2D]) -> None:
    """Write the label of each line to the right of the axes, level with its end.

    A short piece of the line, in its own look, leads from its end to the label.
    """
    shown = [line for line in lines if not str(line.get_label()).startswith("_")]
    width, height = inches(axes)
    ends = [_end(axes, line) for line in shown]
    levels = spread([y for _, y in ends], [LINE_HEIGHT / height] * len(ends))
    for line, (x, y), level in zip(shown, ends, levels, strict=True):
        reaches = isclose(x, 1.0)
        places = [1.0 if reaches else 1.0 + 0.08 / width, 1.0 + LEADER / width]
        leader = Line2D(places, [y if reaches else level, level])
        leader.update_from(line)
        leader.set(transform=axes.transAxes, clip_on=False, label="_")
        axes.add_artist(leader)
        axes.text(
            places[1] + 0.07 / width,
            level,
            str(line.get_label()),
            transform=axes.transAxes,
            va="center_baseline",
        )


def _end(axes: Axes, line: Line2D) -> tuple[float, float]:
    """Return where a line ends in shares of the axes, not above or below them."""
    xs, ys = known(np.array(line.get_xydata()).T.tolist())
    to_shares = axes.transData - axes.transAxes
    x, y = to_shares.transform((xs[-1], ys[-1]))
    return float(x), min(1.0, max(0.0, float(y)))
