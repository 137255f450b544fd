"""Gradient descent from above: its path over the level sets of the very loss."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from math import hypot

from minitorch.data.points import Point
from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.panels import Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.style import VERMILION, Mark
from minitorch.plot.paper.words import count
from minitorch.plot.plane.contours import (
    Ends,
    Surfaced,
    contour_panel,
    pair,
    tell_path,
    tell_value,
)

_LEAST = Mark("x", VERMILION, size=13.0, edge=3.2)
_NEAR = 0.02  # of the picture: steps shorter than this are drawn as one


def plot_descent(
    title: str,
    f: Surfaced,
    path: Sequence[Point],
    low: Ends = -5.0,
    high: Ends = 5.0,
    *,
    least: Point | None = None,
    levels: Iterable[float] | None = None,
    xlabel: str = "x",
    ylabel: str = "y",
) -> Picture:
    """Draw level sets of f and the path of gradient descent, from square to star.

    Steps too short to be told apart are drawn as one, so that a path of a thousand
    steps can be seen.

    Args:
        title: what stands above it.
        f: a function of two numbers.
        path: the points that gradient descent went through; none for level sets alone.
        low, high: the ends of both axes, or a pair (x, y) each.
        least: where f is least, marked with an orange cross.
        levels: the values whose level sets are drawn; None takes about five.
        xlabel, ylabel: names of the axes.

    Returns:
        A picture whose `alt` counts the steps and gives the first and the last value.

    Raises:
        ValueError: as `plot_contours`.

    >>> path = [(1.0, 1.0), (0.5, 0.25), (0.25, 0.06)]
    >>> bowl = plot_descent("Down", lambda x, y: x * x + y * y, path, -2, 2, levels=[1])
    >>> bowl.alt.partition("(-2, -2). ")[2]
    'A path of 2 steps leads from (1, 1) with the value 2 to (0.25, 0.06) with the \
value 0.0661.'
    """
    points = [(float(x), float(y)) for x, y in path]
    ends = pair(low), pair(high)
    drawn, names = _thinned(points, *ends), (xlabel, ylabel)
    panel = contour_panel(title, f, *ends, levels, drawn, names)
    told = tell_path(f, points, count(len(points) - 1, "step"))
    if least is not None:
        told += f" A cross marks the least value, at {tell_value(f, least)}."
    draw = partial(_draw, panel=panel, least=least)
    return Picture((replace(panel, sentence=panel.sentence + told, draw=draw),))


def _thinned(path: list[Point], low: Point, high: Point) -> list[Point]:
    """Return the points that are far enough from the one before, and the last."""
    width, height = high[0] - low[0], high[1] - low[1]
    kept = path[:1]
    for x, y in path[1:]:
        if hypot((x - kept[-1][0]) / width, (y - kept[-1][1]) / height) >= _NEAR:
            kept.append((x, y))
    return kept if kept[-1:] == path[-1:] else [*kept, path[-1]]


def _draw(axes: Axes, panel: Panel, least: Point | None) -> None:
    panel.draw(axes)
    if least is not None:
        axes.marks([least[0]], [least[1]], _LEAST, layer=6)
