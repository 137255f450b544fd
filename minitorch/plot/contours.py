"""Contours: a function of two arguments from above, with a path over it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from contourpy import contour_generator
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from .axes import curve_margins, finish
from .labels import Label, place_label, to_data, to_inches
from .picture import Panel, Picture
from .sample import (
    Array,
    as_number,
    check_function,
    check_range,
    check_title,
    sample_grid,
)
from .style import INK, LINES
from .words import count, listing, number, tick

Ends = float | tuple[float, float]
_GRID = 81


@dataclass(frozen=True)
class Surface:
    """Values of f on a grid: xs, ys, and values of shape (ys, xs)."""

    xs: Array
    ys: Array
    values: Array

    def contour(self, level: float) -> list[Array]:
        """Returns the pieces of the line where f = level, each of shape (n, 2)."""
        generator = contour_generator(self.xs, self.ys, self.values)
        return [np.asarray(line) for line in generator.lines(level)]


def plot_contours(
    title: str,
    f: Callable[[Any, Any], Any],
    low: Ends = -5.0,
    high: Ends = 5.0,
    *,
    levels: Iterable[float] | None = None,
    path: Sequence[tuple[float, float]] = (),
    xlabel: str = "x",
    ylabel: str = "y",
) -> Picture:
    """Draws the lines along which f(x, y) has the same value, each with its value.

    Lines of negative values are dashed and orange, the others are solid and blue.

    Args:
        title: What stands above the contours.
        f: A function of two numbers, returning a number or a Scalar.
        low, high: The ends of both axes, or a pair (x, y) each.
        levels: The values whose lines are drawn; None takes about five round ones.
        path: Points (x, y), drawn in order and joined, as gradient descent takes them.
        xlabel, ylabel: Names of the axes.

    Raises:
        TypeError: If f cannot be called.
        ValueError: If a range is wrong, a value of f is not finite, or f is constant.

    >>> plot_contours("A bowl", lambda x, y: x * x + y * y, -2, 2, levels=[1, 4]).alt
    'A bowl. The contours 1 and 4 of a function of x and y, for x from -2 to 2 and y \
from -2 to 2; its least value on the grid is 0 at (0, 0), its largest 8 at (-2, -2).'
    """
    check_title(title)
    check_function(f, "a function f of two numbers")
    (x0, y0), (x1, y1) = _pair(low), _pair(high)
    xs = np.linspace(*check_range(x0, x1), _GRID)
    ys = np.linspace(*check_range(y0, y1), _GRID)
    surface = Surface(xs, ys, sample_grid(f, xs, ys))
    drawn = _drawn_levels(surface, levels)
    steps = np.array([[float(x), float(y)] for x, y in path]).reshape(-1, 2)
    sentence = _describe(surface, drawn, xlabel, ylabel) + _describe_path(f, steps)
    draw = partial(
        _draw, surface=surface, levels=drawn, path=steps, names=(xlabel, ylabel)
    )
    margins = curve_margins((x0, x1), (y0, y1), ylabel=ylabel)
    return Picture((Panel(title, sentence, draw, margins, square=True),))


def _pair(ends: Ends) -> tuple[float, float]:
    return ends if isinstance(ends, tuple) else (ends, ends)


def _drawn_levels(surface: Surface, levels: Iterable[float] | None) -> list[float]:
    """Returns the levels that have a line on the grid, from the lowest."""
    least, most = float(surface.values.min()), float(surface.values.max())
    if levels is None:
        levels = MaxNLocator(nbins=6, steps=[1, 2, 5, 10]).tick_values(least, most)
    wanted = np.unique([float(level) for level in levels])
    drawn = [float(level) for level in wanted if least < level < most]
    if not drawn:
        raise ValueError(
            f"There is no contour to draw: the function runs from {number(least)} to "
            f"{number(most)} here. Choose other levels or another range."
        )
    return drawn


def _describe(surface: Surface, levels: list[float], x: str, y: str) -> str:
    told = listing([number(level) for level in levels])
    xs, ys = surface.xs, surface.ys
    words = f"The contour{'s' if len(levels) > 1 else ''} {told} of a function of {x} "
    words += f"and {y}, for {x} from {number(xs[0])} to {number(xs[-1])} and {y} from "
    words += f"{number(ys[0])} to {number(ys[-1])}; its least value on the grid is "
    words += f"{_extreme(surface, surface.values.argmin())}, its largest "
    return words + f"{_extreme(surface, surface.values.argmax())}."


def _extreme(surface: Surface, at: Any) -> str:
    row, column = divmod(int(at), len(surface.xs))
    x, y, value = surface.xs[column], surface.ys[row], surface.values[row, column]
    return f"{number(value)} at ({number(x)}, {number(y)})"


def _describe_path(f: Callable[[Any, Any], Any], path: Array) -> str:
    if len(path) == 0:
        return ""
    ends = []
    for x, y in (path[0], path[-1]):
        value = as_number(f(float(x), float(y)), "The function on the path")
        ends.append(f"({number(x)}, {number(y)}) with the value {number(value)}")
    words = f" A path of {count(len(path), 'point')} leads from {ends[0]}"
    return words + f" to {ends[1]}."


def _draw(
    axes: Axes,
    surface: Surface,
    levels: list[float],
    path: Array,
    names: tuple[str, str],
) -> None:
    axes.set_xlim(surface.xs[0], surface.xs[-1])
    axes.set_ylim(surface.ys[0], surface.ys[-1])
    finish(axes, *names)
    axes.grid(False)
    lines = [
        [to_inches(axes, piece) for piece in surface.contour(level)] for level in levels
    ]
    placed: list[Label] = []
    for i, level in enumerate(levels):
        others = [piece for j, own in enumerate(lines) if j != i for piece in own]
        others.append(to_inches(axes, path))
        label = place_label(axes, tick(level), lines[i], others, placed)
        _draw_level(axes, level, lines[i], label)
        placed += [label] if label else []
    _draw_path(axes, path)


def _draw_level(
    axes: Axes, level: float, pieces: list[Array], label: Label | None
) -> None:
    """Draws the lines of one level, with a gap for its label."""
    colour, dashes = LINES[1 if level < 0 else 0]
    for piece in pieces:
        drawn = to_data(axes, label.cut(piece) if label else piece)
        axes.plot(*drawn.T, color=colour, linestyle=dashes, linewidth=1.8)
    if label:
        label.write(axes)


def _draw_path(axes: Axes, path: Array) -> None:
    """Draws the path from a square to a star."""
    if len(path):
        axes.plot(*path.T, color=INK, marker="o", markersize=5, linewidth=1.8, zorder=4)
        axes.plot(*path[0], marker="s", color=INK, markersize=10, zorder=5)
        axes.plot(*path[-1], marker="*", color=INK, markersize=17, zorder=5)
