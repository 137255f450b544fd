"""Contours: a function of two arguments from above, with a path over it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import isfinite
from operator import itemgetter
from typing import Any

from minitorch.data.points import Point
from minitorch.plot.arguments import as_number, check_function, check_range, check_title
from minitorch.plot.paper.axes import Axes, Limits
from minitorch.plot.paper.panels import Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.style import INK, LINES, Mark
from minitorch.plot.paper.ticks import curve_margins, finish, grid, nice_ticks
from minitorch.plot.paper.words import count, listing, number, point_text, tick
from minitorch.plot.plane.isolines import Line, isolines
from minitorch.plot.plane.labels import Label, dense, place_label
from minitorch.plot.plane.scatter import columns
from minitorch.plot.sampling import Floats, linspace, sample_grid

Ends = float | tuple[float, float]
Surfaced = Callable[[Any, Any], Any]
_GRID = 81
_STEPS = 6  # at most, between the levels taken by default
_START, _POINT, _END = (
    Mark("s", INK, size=10.0, edge=1.0),
    Mark("o", INK, size=5.0, edge=1.0),
    Mark("*", INK, size=17.0, edge=1.0),
)


@dataclass(frozen=True)
class Surface:
    """Values of f on a grid: a row for each of ys with a value for each of xs."""

    xs: Floats
    ys: Floats
    values: list[Floats]

    @property
    def ends(self) -> tuple[Limits, Limits]:
        """The ends of both axes."""
        return (self.xs[0], self.xs[-1]), (self.ys[0], self.ys[-1])

    def contour(self, level: float) -> list[Line]:
        """Return the pieces of the line where f = level."""
        return isolines(self.values, self.xs, self.ys, level)

    def places(self) -> list[tuple[float, Point]]:
        """Return every value with the point to which it belongs."""
        return [
            (value, (x, y))
            for y, row in zip(self.ys, self.values, strict=True)
            for x, value in zip(self.xs, row, strict=True)
        ]


def plot_contours(
    title: str,
    f: Surfaced,
    low: Ends = -5.0,
    high: Ends = 5.0,
    *,
    levels: Iterable[float] | None = None,
    path: Sequence[tuple[float, float]] = (),
    xlabel: str = "x",
    ylabel: str = "y",
) -> Picture:
    """Draw the lines along which f(x, y) has the same value, each with its value.

    Lines of negative values are dashed and orange, the others are solid and blue.

    Args:
        title: what stands above the contours.
        f: a function of two numbers, returning a number or a Scalar.
        low, high: the ends of both axes, or a pair (x, y) each.
        levels: the values whose lines are drawn; None takes about five round ones.
        path: points (x, y), drawn in order and joined, as gradient descent takes them.
        xlabel, ylabel: names of the axes.

    Raises:
        TypeError: f cannot be called.
        ValueError: a range is wrong, a point of the path or a value of f is not finite,
            or f is constant.

    >>> plot_contours("A bowl", lambda x, y: x * x + y * y, -2, 2, levels=[1, 4]).alt
    'A bowl. The contours 1 and 4 of a function of x and y, for x from -2 to 2 and y \
from -2 to 2; its least value on the grid is 0 at (0, 0), its largest 8 at (-2, -2).'
    """
    steps = checked_path(path)
    surface, drawn = level_sets(title, f, low, high, levels)
    names = xlabel, ylabel
    sentence = describe_levels(surface, drawn, *names)
    sentence += tell_path(f, steps, count(len(steps), "point"))
    draw = partial(_draw, surface=surface, levels=drawn, path=steps, names=names)
    margins = curve_margins(*surface.ends, ylabel=ylabel)
    return Picture((Panel(title, sentence, draw, margins, square=True),))


def checked_path(path: Iterable[Sequence[Any]]) -> list[Point]:
    """Return the points of a path as floats, all of them finite."""
    where = "Each coordinate of a path"
    steps = [(as_number(x, where), as_number(y, where)) for x, y in path]
    for i, (x, y) in enumerate(steps):
        if not (isfinite(x) and isfinite(y)):
            raise ValueError(
                f"Every point of a path is finite, got ({x}, {y}) as point {i}. If "
                "gradient descent led there, try a smaller learning rate."
            )
    return steps


def level_sets(
    title: str, f: Surfaced, low: Ends, high: Ends, levels: Iterable[float] | None
) -> tuple[Surface, list[float]]:
    """Return the values of f on a grid, and the levels that have a line on it."""
    check_title(title)
    check_function(f, "a function f of two numbers")
    xlim, ylim = zip(pair(low), pair(high), strict=True)
    xs, ys = linspace(*check_range(*xlim), _GRID), linspace(*check_range(*ylim), _GRID)
    surface = Surface(xs, ys, sample_grid(f, xs, ys))
    return surface, _drawn_levels(surface, levels)


def pair(ends: Ends) -> tuple[float, float]:
    """Return an end of x and one of y, for which one number may stand."""
    return ends if isinstance(ends, tuple) else (ends, ends)


def _drawn_levels(surface: Surface, levels: Iterable[float] | None) -> list[float]:
    """Return the levels that have a line on the grid, from the lowest."""
    least, most = min(map(min, surface.values)), max(map(max, surface.values))
    if levels is None:
        levels = nice_ticks(least, most, _STEPS) if least < most else []
    wanted = sorted({as_number(level, "Each of the levels") for level in levels})
    drawn = [level for level in wanted if least < level < most]
    if not drawn:
        raise ValueError(
            f"There is no contour to draw: the function runs from {number(least)} to "
            f"{number(most)} here. Choose other levels or another range."
        )
    return drawn


def describe_levels(surface: Surface, levels: list[float], x: str, y: str) -> str:
    """Say which contours are drawn, where, and where f is least and largest."""
    told = listing([number(level) for level in levels])
    xs, ys = surface.xs, surface.ys
    words = f"The contour{'s' if len(levels) > 1 else ''} {told} of a function of {x} "
    words += f"and {y}, for {x} from {number(xs[0])} to {number(xs[-1])} and {y} from "
    words += f"{number(ys[0])} to {number(ys[-1])}; its least value on the grid is "
    words += f"{_extreme(*min(surface.places(), key=itemgetter(0)))}, its largest "
    return words + f"{_extreme(*max(surface.places(), key=itemgetter(0)))}."


def _extreme(value: float, point: Point) -> str:
    return f"{number(value)} at {point_text(*point)}"


def tell_path(f: Surfaced, path: Sequence[Point], length: str) -> str:
    """Say where a path of this length leads, nothing for none."""
    if not path:
        return ""
    first, last = (tell_value(f, point) for point in (path[0], path[-1]))
    return f" A path of {length} leads from {first} to {last}."


def tell_value(f: Surfaced, point: Point) -> str:
    """Say what f is at a point of the path."""
    ((value,),) = sample_grid(f, point[:1], point[1:])
    return f"{point_text(*point)} with the value {number(value)}"


def _draw(
    axes: Axes,
    surface: Surface,
    levels: list[float],
    path: Sequence[Point],
    names: tuple[str, str],
) -> None:
    axes.set_limits(*surface.ends)
    finish(axes, *names)
    grid(axes, False)
    lines = [
        [dense(axes, piece) for piece in surface.contour(level)] for level in levels
    ]
    placed: list[Label] = []
    for i, level in enumerate(levels):
        others = [piece for j, own in enumerate(lines) if j != i for piece in own]
        others.append(dense(axes, [*path]))
        label = place_label(axes, tick(level), lines[i], others, placed)
        _draw_level(axes, level, lines[i], label)
        placed += [label] if label else []
    _draw_path(axes, path)


def _draw_level(
    axes: Axes, level: float, pieces: list[Line], label: Label | None
) -> None:
    """Draw the lines of one level, with a gap for its label."""
    colour, dashes = LINES[1 if level < 0 else 0]
    for piece in pieces:
        drawn = label.cut(piece) if label else piece
        axes.line_at(drawn, colour, 1.8, dashes, kind="contour")
    if label:
        label.write(axes)


def _draw_path(axes: Axes, path: Sequence[Point]) -> None:
    """Draw the path from a square to a star."""
    axes.line(*columns(path), INK, 1.8, layer=4, kind="path")
    for mark, points in ((_POINT, path), (_START, path[:1]), (_END, path[-1:])):
        axes.marks(*columns(points), mark, layer=5)
