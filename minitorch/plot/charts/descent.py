"""Gradient descent from above: its path over the level sets of the very loss."""

from collections.abc import Iterable, Sequence
from functools import partial
from math import hypot

from matplotlib.axes import Axes

from minitorch.data.points import Point
from minitorch.plot.charts.chart import Chart, finish
from minitorch.plot.charts.levels import label_levels
from minitorch.plot.paper.panels import Panel
from minitorch.plot.paper.style import INK, LINES, VERMILION, Mark
from minitorch.plot.paper.ticks import curve_margins
from minitorch.plot.paper.words import count
from minitorch.plot.plane.contours import (
    Ends,
    Surface,
    Surfaced,
    checked_path,
    describe_levels,
    level_sets,
    pair,
    tell_path,
    tell_value,
)
from minitorch.plot.plane.scatter import columns

_START = Mark("s", INK, size=10.0, edge=1.0)
_END = Mark("*", INK, size=17.0, edge=1.0)
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
) -> Chart:
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
        A chart whose `alt` counts the steps and gives the first and the last value.

    Raises:
        ValueError: as `plot_contours`.

    >>> path = [(1.0, 1.0), (0.5, 0.25), (0.25, 0.06)]
    >>> bowl = plot_descent("Down", lambda x, y: x * x + y * y, path, -2, 2, levels=[1])
    >>> bowl.alt.partition("(-2, -2). ")[2]
    'A path of 2 steps leads from (1, 1) with the value 2 to (0.25, 0.06) with the \
value 0.0661.'
    """
    points = checked_path(path)
    surface, drawn = level_sets(title, f, low, high, levels)
    sentence = describe_levels(surface, drawn, xlabel, ylabel)
    sentence += tell_path(f, points, count(len(points) - 1, "step"))
    if least is not None:
        sentence += f" A cross marks the least value, at {tell_value(f, least)}."
    draw = partial(
        _draw,
        surface=surface,
        levels=drawn,
        path=_thinned(points, pair(low), pair(high)),
        least=least,
        names=(xlabel, ylabel),
    )
    margins = curve_margins(*surface.ends, ylabel=ylabel)
    return Chart((Panel(title, sentence, draw, margins, square=True),))


def _thinned(path: list[Point], low: Point, high: Point) -> list[Point]:
    """Return the points that are far enough from the one before, and the last."""
    width, height = high[0] - low[0], high[1] - low[1]
    kept = path[:1]
    for x, y in path[1:]:
        if hypot((x - kept[-1][0]) / width, (y - kept[-1][1]) / height) >= _NEAR:
            kept.append((x, y))
    return kept if kept[-1:] == path[-1:] else [*kept, path[-1]]


def _draw(
    axes: Axes,
    surface: Surface,
    levels: list[float],
    path: list[Point],
    least: Point | None,
    names: tuple[str, str],
) -> None:
    finish(axes, *names)
    axes.grid(visible=False)
    axes.set(xlim=surface.ends[0], ylim=surface.ends[1])
    looks = [LINES[1 if level < 0 else 0] for level in levels]
    drawn = axes.contour(
        surface.xs,
        surface.ys,
        surface.values,
        levels,
        colors=[colour for colour, _ in looks],
        linestyles=[(0, dashes) if dashes else "solid" for _, dashes in looks],
        linewidths=1.8,
    )
    label_levels(axes, drawn, path)
    axes.plot(*columns(path), "o-", color=INK, linewidth=1.8, markersize=4)
    for points, mark in ((path[:1], _START), (path[-1:], _END), ([least], _LEAST)):
        _mark(axes, [point for point in points if point], mark)


def _mark(axes: Axes, points: list[Point], mark: Mark) -> None:
    """Mark points that lie within the axes, whole also at the edge."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    inside = [(x, y) for x, y in points if left <= x <= right and low <= y <= high]
    axes.plot(
        *columns(inside),
        mark.shape,
        color=mark.colour,
        markersize=mark.size,
        markeredgewidth=mark.edge,
        clip_on=False,
        zorder=4,
    )
