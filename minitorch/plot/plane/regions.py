"""Decision regions: where a model says 1, where it says 0, and the line between."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain, compress
from math import floor, isfinite, log10
from typing import Any

from minitorch.data.points import Point, PointSet
from minitorch.plot.arguments import as_number, check_function, check_title
from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.panels import Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.style import BLUE, INK, MARKS, VERMILION
from minitorch.plot.paper.words import count, number, point_text
from minitorch.plot.plane.depth import deepest
from minitorch.plot.plane.distances import describe_distances, draw_distances, find_feet
from minitorch.plot.plane.isolines import Line, enclosed, isolines, rings
from minitorch.plot.plane.scatter import (
    CLASSES,
    STRIP,
    columns,
    describe_points,
    describe_square,
    draw_points,
    read_points,
    square_axes,
    square_range,
)
from minitorch.plot.sampling import Floats, linspace, sample_grid

Model = Callable[[float, float], Any]
_GRID = 61  # samples along each axis of a smooth model
_FINE_GRID = 241  # and of one that returns only a few different values
_FEW = 4  # values at most for a model to count as one that returns classes
_NEAR = 4  # neighbours to each side over which its signs are averaged
_TINT = 0.25  # how opaque the colour of a region is
_WINDOW = 2 * _NEAR + 1


@dataclass(frozen=True)
class Regions:
    """A model's values on a grid over the square from low to high.

    Args:
        ends: the square's low and high.
        values: value minus threshold, a row for each x2 with a value for each x1;
            positive where the model says 1.
    """

    ends: tuple[float, float]
    values: list[Floats]

    @property
    def axis(self) -> Floats:
        """The positions of the samples along either axis."""
        return linspace(*self.ends, len(self.values))


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
    """Draw where a model says 1 and where it says 0, with the line between.

    The model is called as model(x1, x2) on a grid and at every point. It says 1 where
    its value is greater than the threshold; there the plane is tinted blue, elsewhere
    orange.

    Args:
        title: what stands above the regions.
        model: a function of two numbers, or a Module with `forward(x1, x2)`, that
            returns a number, a bool or a Scalar.
        points: a data set drawn over the regions.
        threshold: above it the model says 1; 0.5 for one that returns a probability.
        wrong: whether points on the wrong side get a ring.
        distances: whether each point's distance to the boundary is drawn. This needs
            a linear model.
        low, high: the ends of both axes; they move outwards to hold every point.

    Returns:
        A picture whose `alt` says how large the regions are, where the boundary runs,
        and how many points are on the wrong side.

    Raises:
        TypeError: the model cannot be called or returns something else.
        ValueError: a value or the threshold is not finite or too large, or distances
            are asked of a model that is not linear.

    >>> plot_regions("A model", lambda x1, x2: x1 - 0.25).alt
    'A model. The model is positive on 75% of the unit square, in blue, and not on \
25%, in orange. The boundary runs from (0.25, 0) to (0.25, 1).'
    """
    check_title(title)
    call = check_function(model, "a model of two numbers (x1, x2)")
    threshold = as_number(threshold, "The threshold")
    if not isfinite(threshold):
        raise ValueError(f"A threshold is a finite number, got {threshold!r}.")
    xs, ys = read_points(points) if points is not None else ([], [])
    regions = _evaluate(call, threshold, square_range(xs, low, high))
    missed = _misses(call, threshold, xs, ys)
    feet = find_feet(call, threshold, xs) if distances else None
    sentence = _describe_regions(regions, threshold)
    if points is not None:
        sentence += " " + describe_points(points, *regions.ends)
        sentence += f" {count(sum(missed), 'point')} on the wrong side"
        sentence += ", each in a ring." if wrong and any(missed) else "."
    sentence += describe_distances(xs, feet)
    ringed = [*compress(xs, missed)] if wrong else []
    draw = partial(_draw, regions=regions, xs=xs, ys=ys, feet=feet, ringed=ringed)
    key = (CLASSES if points is not None else ()) + (("wrong side",) if wrong else ())
    return Picture((Panel(title, sentence, draw, STRIP, True, key),))


def _evaluate(call: Model, threshold: float, ends: tuple[float, float]) -> Regions:
    """Sample the model; more finely if it takes only a few values, as 0 and 1."""
    axis = linspace(*ends, _GRID)
    values = [
        [value - threshold for value in row] for row in sample_grid(call, axis, axis)
    ]
    if not 2 <= len(set(chain(*values))) <= _FEW:
        return Regions(ends, values)
    return Regions(ends, _smooth_signs(call, threshold, ends))


def _smooth_signs(
    call: Model, threshold: float, ends: tuple[float, float]
) -> list[Floats]:
    """Return the mean class around each sample, from -1 to 1.

    The line between samples of -1 and 1 would have stairs; the line where their mean
    is 0 has none. It takes samples a little beyond the ends, too.
    """
    beyond = _NEAR * (ends[1] - ends[0]) / (_FINE_GRID - 1)
    axis = linspace(ends[0] - beyond, ends[1] + beyond, _FINE_GRID + 2 * _NEAR)
    sums = [
        _window_sums(1 if value > threshold else -1 for value in row)
        for row in sample_grid(call, axis, axis)
    ]
    turned = [_window_sums(column) for column in zip(*sums, strict=True)]
    return [[total / _WINDOW**2 for total in row] for row in zip(*turned, strict=True)]


def _window_sums(numbers: Iterable[int]) -> list[int]:
    """Return the sum of every `_WINDOW` numbers that follow one another."""
    sums = [0, *accumulate(numbers)]
    return [after - before for before, after in zip(sums, sums[_WINDOW:])]


def _misses(
    call: Model, threshold: float, xs: Sequence[Point], ys: Sequence[int]
) -> list[bool]:
    """Tell for each point whether the model puts it on the wrong side."""
    return [
        (sample_grid(call, [x1], [x2])[0][0] > threshold) != (y == 1)
        for (x1, x2), y in zip(xs, ys, strict=True)
    ]


def boundary(regions: Regions) -> list[Line]:
    """Return the pieces of the line where the value is 0."""
    return isolines(regions.values, regions.axis, regions.axis, 0.0)


def positive(regions: Regions) -> list[Line]:
    """Return the closed lines around everything where the value is positive."""
    return rings(regions.values, regions.axis, regions.axis, 0.0)


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
    return words + _describe_boundary(boundary(regions), *regions.ends)


def _positive_share(regions: Regions) -> float:
    """Return the part of the square where the value is positive, to a millionth."""
    unit = linspace(0.0, 1.0, len(regions.values))
    return round(enclosed(rings(regions.values, unit, unit, 0.0)), 6)


def _describe_boundary(lines: list[Line], low: float, high: float) -> str:
    if len(lines) != 1:
        return f" The boundary has {count(len(lines), 'piece')}."
    line = lines[0]
    if line[0] == line[-1]:
        return " The boundary is a closed curve."
    digits = max(2, 2 - floor(log10(high - low)))
    first, last = sorted(
        (round(x, digits), round(y, digits)) for x, y in (line[0], line[-1])
    )
    return f" The boundary runs from {point_text(*first)} to {point_text(*last)}."


def _draw(
    axes: Axes,
    regions: Regions,
    xs: list[Point],
    ys: list[int],
    feet: list[Point] | None,
    ringed: list[Point],
) -> None:
    square_axes(axes, *regions.ends)
    _tint(axes, regions)
    for line in boundary(regions):
        axes.line(*columns(line), INK, layer=3, kind="boundary")
    draw_distances(axes, xs, feet)
    draw_points(axes, xs, ys)
    axes.marks(*columns(ringed), MARKS["wrong side"], layer=5)
    if not xs:
        _name_sides(axes, regions)


def _tint(axes: Axes, regions: Regions) -> None:
    """Make blue what is positive, and orange what is left of the square."""
    low, high = regions.ends
    square = [(low, low), (high, low), (high, high), (low, high)]
    blue = positive(regions)
    axes.area(blue, BLUE, _TINT, kind="positive")
    axes.area([square, *blue], VERMILION, _TINT, kind="negative")


def _name_sides(axes: Axes, regions: Regions) -> None:
    """Write the model's sign into each region, where no points show it."""
    for sign, text in ((1, "+"), (-1, "\N{MINUS SIGN}")):
        inside = [[sign * value > 0 for value in row] for row in regions.values]
        place = deepest(inside)
        if place is not None:
            x, y = regions.axis[place[1]], regions.axis[place[0]]
            axes.text(x, y, text, "middle", "middle", size=30, kind="sign")
