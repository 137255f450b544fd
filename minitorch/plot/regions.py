"""Decision regions: where a model says 1, where it says 0, and the line between."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from contourpy import contour_generator
from matplotlib.axes import Axes
from numpy.lib.stride_tricks import sliding_window_view

from minitorch.points import PointSet

from .distances import Feet, describe_distances, draw_distances, find_feet
from .picture import Panel, Picture
from .points import (
    CLASSES,
    STRIP,
    describe_points,
    describe_square,
    draw_points,
    read_points,
    square_axes,
    square_range,
)
from .sample import Array, check_function, check_title, sample_grid
from .style import BLUE, INK, MARKS, VERMILION
from .words import count, number

Model = Callable[[float, float], Any]
_GRID = 61  # samples along each axis of a smooth model
_FINE_GRID = 241  # and of one that returns only a few different values
_FEW = 4  # values at most for a model to count as one that returns classes
_NEAR = 4  # neighbours to each side over which its signs are averaged
_NO_POINTS = np.empty((0, 2)), np.empty(0)


@dataclass(frozen=True)
class Regions:
    """A model's values on a grid over the square from low to high.

    Args:
        ends: The square's low and high.
        values: Value minus threshold, shape (ys, xs); positive where the model says 1.
    """

    ends: tuple[float, float]
    values: Array

    @property
    def axis(self) -> Array:
        """The positions of the samples along either axis."""
        return np.linspace(*self.ends, len(self.values))


def plot_regions(
    title: str,
    model: Any,
    points: PointSet | None = None,
    *,
    threshold: float = 0.0,
    wrong: bool = False,
    distances: bool = False,
    low: float = 0.0,
    high: float = 1.0,
) -> Picture:
    """Draws where a model says 1 and where it says 0, with the line between.

    The model is called as model(x1, x2) on a grid and at every point. It says 1 where
    its value is greater than the threshold; there the plane is tinted blue, elsewhere
    orange.

    Args:
        title: What stands above the regions.
        model: A function of two numbers, or a Module with `forward(x1, x2)`, that
            returns a number, a bool or a Scalar.
        points: A data set drawn over the regions.
        threshold: Above it the model says 1; 0.5 for one that returns a probability.
        wrong: Whether points on the wrong side get a ring.
        distances: Whether each point's distance to the boundary is drawn. This needs
            a linear model.
        low, high: The ends of both axes; they move outwards to hold every point.

    Returns:
        A picture whose `alt` says how large the regions are, where the boundary runs,
        and how many points are on the wrong side.

    Raises:
        TypeError: If the model cannot be called or returns something else.
        ValueError: If a value is not finite, or distances are asked of a model that
            is not linear.

    >>> plot_regions("A model", lambda x1, x2: x1 - 0.25).alt
    'A model. The model is positive on 75% of the unit square, in blue, and not on \
25%, in orange. The boundary runs from (0.25, 0) to (0.25, 1).'
    """
    check_title(title)
    call = check_function(model, "a model of two numbers (x1, x2)")
    xs, ys = _NO_POINTS if points is None else read_points(points)
    regions = _evaluate(call, threshold, square_range(xs, low, high))
    missed = _misses(call, threshold, xs, ys)
    feet = find_feet(call, threshold, xs) if distances else None
    sentence = _describe_regions(regions, threshold)
    if points is not None:
        sentence += " " + describe_points(points, *regions.ends)
        sentence += f" {count(int(missed.sum()), 'point')} on the wrong side"
        sentence += ", each in a ring." if wrong and missed.any() else "."
    sentence += describe_distances(xs, feet)
    draw = partial(_draw, regions=regions, xs=xs, ys=ys, feet=feet)
    rings = xs[missed] if wrong else xs[:0]
    key = (CLASSES if points is not None else ()) + (("wrong side",) if wrong else ())
    return Picture(
        (Panel(title, sentence, partial(draw, rings=rings), STRIP, True, key),)
    )


def _evaluate(call: Model, threshold: float, ends: tuple[float, float]) -> Regions:
    """Samples the model; more finely if it takes only a few values, as 0 and 1."""
    axis = np.linspace(*ends, _GRID)
    values = sample_grid(call, axis, axis) - threshold
    if not 2 <= len(np.unique(values)) <= _FEW:
        return Regions(ends, values)
    return Regions(ends, _smooth_signs(call, threshold, ends))


def _smooth_signs(call: Model, threshold: float, ends: tuple[float, float]) -> Array:
    """Returns the mean class around each sample, from -1 to 1.

    The line between samples of -1 and 1 would have stairs; the line where their mean
    is 0 has none. It takes samples a little beyond the ends, too.
    """
    beyond = _NEAR * (ends[1] - ends[0]) / (_FINE_GRID - 1)
    axis = np.linspace(ends[0] - beyond, ends[1] + beyond, _FINE_GRID + 2 * _NEAR)
    signs = np.where(sample_grid(call, axis, axis) > threshold, 1.0, -1.0)
    windows = sliding_window_view(signs, (2 * _NEAR + 1, 2 * _NEAR + 1))
    return np.asarray(windows.mean(axis=(2, 3)))


def _misses(call: Model, threshold: float, xs: Array, ys: Array) -> Any:
    """Tells for each point whether the model puts it on the wrong side, shape (N,)."""
    says = [sample_grid(call, [x1], [x2])[0, 0] > threshold for x1, x2 in xs]
    return np.array(says, dtype=bool) != (ys == 1)


def boundary(regions: Regions) -> list[Array]:
    """Returns the pieces of the line where the value is 0, each of shape (n, 2)."""
    axis = regions.axis
    lines = contour_generator(axis, axis, regions.values).lines(0.0)
    return [np.asarray(line) for line in lines]


def _describe_regions(regions: Regions, threshold: float) -> str:
    share = _positive_share(regions)
    above = "is positive" if threshold == 0 else f"is above {number(threshold)}"
    where = describe_square(*regions.ends)
    if share in (0.0, 1.0):
        place, colour = ("everywhere", "blue") if share else ("nowhere", "orange")
        return f"The model {above} {place} on {where}, all {colour}; no boundary."
    blue = round(100 * share)
    words = f"The model {above} on {blue}% of {where}, in blue, "
    words += f"and not on {100 - blue}%, in orange."
    return words + _describe_boundary(boundary(regions))


def _positive_share(regions: Regions) -> float:
    """Returns the part of the square where the value, interpolated, is positive."""
    edges = np.linspace(*regions.ends, 501)
    middles = (edges[1:] + edges[:-1]) / 2
    hats = np.eye(len(regions.axis))
    weights = np.array([np.interp(middles, regions.axis, hat) for hat in hats])
    return float((weights.T @ regions.values @ weights > 0).mean())


def _describe_boundary(lines: list[Array]) -> str:
    if len(lines) != 1:
        return f" The boundary has {count(len(lines), 'piece')}."
    first, last = sorted([lines[0][0].tolist(), lines[0][-1].tolist()])
    if first == last:
        return " The boundary is a closed curve."
    ends = [f"({_hundredths(x)}, {_hundredths(y)})" for x, y in (first, last)]
    return f" The boundary runs from {ends[0]} to {ends[1]}."


def _hundredths(value: float) -> str:
    return number(round(value, 2))


def _draw(
    axes: Axes, regions: Regions, xs: Array, ys: Array, feet: Feet | None, rings: Array
) -> None:
    square_axes(axes, *regions.ends)
    axis, values = regions.axis, regions.values
    reach = float(np.abs(values).max()) + 1.0
    axes.contourf(
        axis,
        axis,
        values,
        levels=[-reach, 0.0, reach],
        colors=[VERMILION, BLUE],
        alpha=0.25,
    )
    for line in boundary(regions):
        axes.plot(*line.T, color=INK, linewidth=2.6, zorder=3)
    draw_distances(axes, xs, feet)
    draw_points(axes, xs, ys)
    axes.add_line(MARKS["wrong side"].line(*rings.T, clip_on=False, zorder=5))
    if len(xs) == 0:
        _name_sides(axes, regions)


def _name_sides(axes: Axes, regions: Regions) -> None:
    """Writes the model's sign into each region, where no points show it."""
    for sign, text in ((1, "+"), (-1, "\N{MINUS SIGN}")):
        place = _deepest(sign * regions.values > 0)
        if place is not None:
            x, y = regions.axis[place[1]], regions.axis[place[0]]
            axes.text(x, y, text, size=30, ha="center", va="center")


def _deepest(inside: Any) -> tuple[int, int] | None:
    """Returns the row and column farthest from the region's edge, or None."""
    remaining = np.pad(inside, 1)
    last = None
    while remaining.any():
        last = np.argwhere(remaining)
        shrunk = remaining.copy()
        for axis, step in ((0, 1), (0, -1), (1, 1), (1, -1)):
            shrunk &= np.roll(remaining, step, axis)
        remaining = shrunk
    if last is None:
        return None
    row, column = last[len(last) // 2] - 1
    return int(row), int(column)
