"""A hidden layer: where it puts the points, in a plane of its own."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

from minitorch.data.points import Point, PointSet
from minitorch.plot.arguments import as_number, check_function, check_range, check_title
from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.panels import Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.style import GREY
from minitorch.plot.paper.ticks import strip_ticks
from minitorch.plot.paper.words import count, plain
from minitorch.plot.plane.regions import plot_regions
from minitorch.plot.plane.scatter import columns, plot_points, read_points, square_range
from minitorch.plot.sampling import OVERFLOW, linspace

Hidden = Callable[[float, float], Sequence[Any]]
_SHEET = 11  # lines each way of the grid that is carried along
_STEPS = 61  # samples on each of them
_SAME = 9  # places that agree in so many digits after the point are the same one


def plot_hidden(
    title: str,
    hidden: Hidden,
    points: PointSet,
    last: Any = None,
    *,
    names: tuple[str, str] = ("$h_1$", "$h_2$"),
    wrong: bool = False,
    sheet: bool = True,
    low: float | None = None,
    high: float | None = None,
) -> Picture:
    """Draw a data set where two hidden units put it, at (h₁, h₂).

    The unit square from which the points come is carried along as a grid of lines, so
    that one sees how it was stretched, turned and folded.

    Args:
        title: what stands above the points.
        hidden: a function of two numbers (x1, x2) that returns the pair (h1, h2).
        points: a data set on the old plane.
        last: the last layer, a function of (h1, h2); its regions are drawn, as
            `plot_regions` does.
        names: what the two axes are called.
        wrong: whether points on the wrong side of the last layer get a ring.
        sheet: whether the grid is drawn.
        low, high: the ends of both axes; by default they hold the grid and 0.

    Returns:
        A picture whose `alt` says how many points are left at how many places.

    Raises:
        TypeError: `hidden` cannot be called, or returns no pair of numbers.
        ValueError: one of those is not finite.

    >>> from minitorch import PointSet
    >>> corners = PointSet([(0.0, 0.0), (0.5, 0.2), (1.0, 1.0)], [1, 0, 1])
    >>> fold = lambda x1, x2: (max(0.0, x1 + x2 - 1), max(0.0, 0.5 - x1 - x2))
    >>> plot_hidden("Folded", fold, corners).alt
    'Folded. The axes are h_1 and h_2. 3 points on the unit square: 2 of class 1 as \
blue circles and 1 of class 0 as an orange cross. They stand at 3 different places, \
1 point at (0, 0).'
    """
    check_title(title)
    call = check_function(hidden, "a hidden layer, a function of (x1, x2),")
    xs, ys = read_points(points)
    moved = [_pair(call, x1, x2) for x1, x2 in xs]
    lines = _sheet(call, xs) if sheet else []
    ends = _ends([moved, *lines], low, high)
    old = PointSet(moved, ys)
    picture = (
        plot_points(title, old, low=ends[0], high=ends[1])
        if last is None
        else plot_regions(title, last, old, wrong=wrong, low=ends[0], high=ends[1])
    )
    (panel,) = picture.panels
    words = panel.sentence.replace("The model", "The last layer")
    sentence = f"The axes are {plain(names[0])} and {plain(names[1])}. {words} "
    sentence += _describe_places(moved)
    draw = partial(_draw, panel=panel, lines=lines, names=names)
    return Picture((replace(panel, sentence=sentence, draw=draw),))


def _pair(call: Hidden, x1: float, x2: float) -> Point:
    try:
        pair = call(x1, x2)
    except OVERFLOW as error:
        raise ValueError(
            f"The hidden layer has no value at ({x1:.4g}, {x2:.4g}): {error}. Check "
            "its parameters."
        ) from error
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise TypeError(
            f"The hidden layer at ({x1:.4g}, {x2:.4g}) must return a pair (h1, h2), "
            f"got {pair!r}. End it with `return h1, h2`."
        )
    where = f"Each part of the hidden layer at ({x1:.4g}, {x2:.4g})"
    h1, h2 = as_number(pair[0], where), as_number(pair[1], where)
    if not (math.isfinite(h1) and math.isfinite(h2)):
        raise ValueError(f"{where} must be finite, got {(h1, h2)!r}.")
    return h1, h2


def _sheet(call: Hidden, xs: list[Point]) -> list[list[Point]]:
    """Return the images of a grid's lines over the points' square."""
    low, high = square_range(xs, 0.0, 1.0)
    across = linspace(low, high, _STEPS)
    lines = []
    for at in linspace(low, high, _SHEET):
        lines.append([_pair(call, at, x) for x in across])
        lines.append([_pair(call, x, at) for x in across])
    return lines


def _ends(
    shown: list[list[Point]], low: float | None, high: float | None
) -> tuple[float, float]:
    """Return round ends that hold 0 and everything shown, unless they are given."""
    numbers = [0.0, *chain(*chain(*shown))]
    least, most = min(numbers), max(numbers)
    step = 10.0 ** math.floor(math.log10(min(max(most - least, 1e-6), 1e307))) / 2
    return check_range(
        math.floor(least / step) * step if low is None else low,
        math.ceil(max(most, step) / step) * step if high is None else high,
    )


def _describe_places(moved: list[Point]) -> str:
    places = {(round(h1, _SAME), round(h2, _SAME)) for h1, h2 in moved}
    origin = sum(round(h1, _SAME) == round(h2, _SAME) == 0 for h1, h2 in moved)
    words = f"They stand at {count(len(places), 'different place')}"
    return words + (f", {count(origin, 'point')} at (0, 0)." if origin else ".")


def _draw(
    axes: Axes, panel: Panel, lines: list[list[Point]], names: tuple[str, str]
) -> None:
    panel.draw(axes)
    strip_ticks(axes, *names)
    for line in lines:
        axes.line(*columns(line), GREY, 0.9, opacity=0.45, kind="sheet")
    if axes.xlim[0] < 0:
        axes.line(axes.xlim, [0.0, 0.0], GREY, 1.4, kind="zero")
        axes.line([0.0, 0.0], axes.ylim, GREY, 1.4, kind="zero")
