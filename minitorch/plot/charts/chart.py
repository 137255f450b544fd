"""A Chart: panels as matplotlib draws them, with the words and sizes of a Picture."""

from contextlib import AbstractContextManager
from dataclasses import dataclass

import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawn
from matplotlib.ticker import MaxNLocator

from minitorch.plot.charts.described import make_legal, written
from minitorch.plot.charts.look import LOOK
from minitorch.plot.paper.panels import Layout
from minitorch.plot.paper.rows import Panelled

_TITLE_PAD = 10.8  # points between axes and title
_TICK_ROOM = 0.95, 0.45  # inches along x and y for a tick with its number
_MOST_STEPS = 6  # from tick to tick


def in_look() -> AbstractContextManager[None]:
    """Return a context in which matplotlib draws in the look, whatever was set."""
    return matplotlib.style.context([LOOK], after_reset=True)


@dataclass(frozen=True, repr=False)
class Chart(Panelled):
    """Panels that matplotlib draws, each onto `matplotlib.axes.Axes`."""

    def figure(self) -> Drawn:
        """Return a new figure of matplotlib with all panels drawn."""
        layout = self.layout()
        with in_look():
            drawn = Drawn((layout.width, layout.height))
            for panel, left, title in zip(
                self.panels, layout.lefts, layout.titles, strict=True
            ):
                axes = drawn.add_axes(_place(layout, left))
                axes.set_title(title, loc="left", pad=_TITLE_PAD, va="bottom")
                panel.draw(axes)
            make_legal(drawn)
            drawn.draw_without_rendering()  # ticks are made now, in the same look
        return drawn

    def svg(self) -> str:
        """Return the chart as the text of an SVG file, always the same bytes."""
        with in_look():
            return written(self.figure(), self.title, self.alt)


def _place(layout: Layout, left: float) -> tuple[float, float, float, float]:
    """Return left, bottom, width and height of axes in shares of the figure."""
    width, height = layout.axes
    bottom = layout.height - layout.top - height
    return (
        left / layout.width,
        bottom / layout.height,
        width / layout.width,
        height / layout.height,
    )


def inches(axes: Axes) -> tuple[float, float]:
    """Return the width and the height of a pair of axes."""
    box = axes.get_window_extent()
    return box.width / axes.figure.dpi, box.height / axes.figure.dpi


def finish(axes: Axes, xlabel: str, ylabel: str) -> None:
    """Give axes their names, and as many round numbers as fit."""
    for axis, length, each in zip(
        (axes.xaxis, axes.yaxis), inches(axes), _TICK_ROOM, strict=True
    ):
        steps = max(2, min(_MOST_STEPS, int(length / each)))
        axis.set_major_locator(MaxNLocator(steps, steps=[1, 2, 5, 10]))
    axes.set(xlabel=xlabel, ylabel=ylabel)
