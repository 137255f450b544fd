"""Data sets: points in the plane whose class shows in their shape and colour."""

from collections.abc import Sequence
from functools import partial
from math import isfinite

from minitorch.data.points import Point, PointSet
from minitorch.plot.arguments import as_number, check_range, check_title
from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.panels import Margins, Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.style import mark_for
from minitorch.plot.paper.ticks import grid, strip_ticks
from minitorch.plot.paper.words import count, listing, number

STRIP = Margins(left=0.6, right=0.36, bottom=0.52)
CLASSES = ("class 1", "class 0")


def plot_points(
    title: str, points: PointSet, *, low: float = 0.0, high: float = 1.0
) -> Picture:
    """Draw a data set: class 1 as blue circles, class 0 as orange crosses.

    Args:
        title: what stands above the points.
        points: a data set with `X` and `y`, from `minitorch.datasets`.
        low, high: the ends of both axes; they move outwards to hold every point.

    Returns:
        A picture whose `alt` counts the points of each class.

    Raises:
        TypeError: `points` is no data set.
        ValueError: a point is not finite, or a class is neither 1 nor 0.

    >>> from minitorch import PointSet
    >>> plot_points("Two points", PointSet([(0.2, 0.4), (0.7, 0.1)], [1, 0])).alt
    'Two points. 2 points on the unit square: 1 of class 1 as a blue circle and 1 of \
class 0 as an orange cross.'
    """
    check_title(title)
    xs, ys = read_points(points)
    ends = square_range(xs, low, high)
    sentence = describe_points(points, *ends)
    draw = partial(_draw, xs=xs, ys=ys, ends=ends)
    return Picture((Panel(title, sentence, draw, STRIP, True, CLASSES),))


def read_points(points: PointSet) -> tuple[list[Point], list[int]]:
    """Return the points and their classes, as floats and as 1 or 0."""
    if not (hasattr(points, "X") and hasattr(points, "y")):
        raise TypeError(
            f"Expected a data set with points X and classes y, got {points!r} of type "
            f"{type(points).__name__}. Make one with minitorch.datasets['Xor'](50)."
        )
    where = "Each coordinate of a point"
    xs = [(as_number(x1, where), as_number(x2, where)) for x1, x2 in points.X]
    ys = [float(y) for y in points.y]
    if len(xs) != len(ys):
        raise ValueError(f"Every point has a class: got {len(xs)} X and {len(ys)} y.")
    if not all(isfinite(x) for point in xs for x in point) or not set(ys) <= {0, 1}:
        raise ValueError("Points must be finite and their classes 1 or 0.")
    return xs, [int(y) for y in ys]


def square_range(xs: Sequence[Point], low: float, high: float) -> tuple[float, float]:
    """Return the ends of both axes, moved outwards to hold all points."""
    low, high = check_range(low, high)
    held = [low, high, *(x for point in xs for x in point)]
    return check_range(min(held), max(held))


def describe_points(points: PointSet, low: float, high: float) -> str:
    """Count the points of each class in words."""
    xs, ys = read_points(points)
    name = getattr(points, "name", "")
    where = (f"of the data set {name} " if name else "") + "on "
    where += describe_square(low, high)
    if len(xs) == 0:
        return f"No points {where}."
    parts = []
    for label in (1, 0):
        amount, mark = ys.count(label), mark_for(label)
        if amount:
            marks = mark.one if amount == 1 else mark.many
            parts.append(f"{amount} of class {label} as {marks}")
    return f"{count(len(xs), 'point')} {where}: {listing(parts)}."


def describe_square(low: float, high: float) -> str:
    """Name the square from (low, low) to (high, high)."""
    if (low, high) == (0, 1):
        return "the unit square"
    return f"the square from {number(low)} to {number(high)}"


def draw_points(axes: Axes, xs: Sequence[Point], ys: Sequence[int]) -> None:
    """Draw the points with the marks of their classes."""
    for label in (0, 1):
        chosen = [point for point, y in zip(xs, ys, strict=True) if y == label]
        axes.marks(*columns(chosen), mark_for(label))


def columns(points: Sequence[Point]) -> tuple[list[float], list[float]]:
    """Return the first and the second coordinates of points.

    >>> columns([(0.1, 0.2), (0.8, 0.9)])
    ([0.1, 0.8], [0.2, 0.9])
    """
    return [x for x, _ in points], [y for _, y in points]


def square_axes(axes: Axes, low: float, high: float) -> None:
    """Make both axes run from low to high in the same scale."""
    axes.width = axes.height = min(axes.width, axes.height)
    axes.set_limits((low, high), (low, high))
    strip_ticks(axes, "$x_1$", "$x_2$")


def _draw(
    axes: Axes, xs: list[Point], ys: list[int], ends: tuple[float, float]
) -> None:
    square_axes(axes, *ends)
    grid(axes)
    draw_points(axes, xs, ys)
