"""What a hidden layer does to the data: the bend of an activation, the new space."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from minitorch.points import PointSet

from .axes import curve_margins, finish, strip_ticks
from .curves import limits
from .picture import Panel, Picture
from .points import CLASSES, plot_points, read_points
from .regions import plot_regions
from .sample import (
    Array,
    as_number,
    check_function,
    check_range,
    check_title,
    sample_curve,
    value_at,
)
from .style import BLUE, GREY, mark_for
from .words import count, number, plain

Hidden = Callable[[float, float], Sequence[Any]]
_SHEET = 11  # lines each way of the grid that is carried along
_STEPS = 61  # samples on each of them
_SAME = 1e-9  # two places closer than this are the same one


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
    """Draws a data set where two hidden units put it, at (h₁, h₂).

    The unit square from which the points come is carried along as a grid of lines, so
    that one sees how it was stretched, turned and folded.

    Args:
        title: What stands above the points.
        hidden: A function of two numbers (x1, x2) that returns the pair (h1, h2).
        points: A data set on the old plane.
        last: The last layer, a function of (h1, h2); its regions are drawn, as
            `plot_regions` does.
        names: What the two axes are called.
        wrong: Whether points on the wrong side of the last layer get a ring.
        sheet: Whether the grid is drawn.
        low, high: The ends of both axes; by default they hold the grid and 0.

    Returns:
        A picture whose `alt` says how many points are left at how many places.

    Raises:
        TypeError: If `hidden` cannot be called, or returns no pair of numbers.

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
    moved = np.array([_pair(call, x1, x2) for x1, x2 in xs]).reshape(-1, 2)
    lines = _sheet(call, xs) if sheet else []
    ends = _ends([moved, *lines], low, high)
    old = PointSet([(a, b) for a, b in moved.tolist()], [int(y) for y in ys])
    picture = (
        plot_points(title, old, low=ends[0], high=ends[1])
        if last is None
        else plot_regions(title, last, old, wrong=wrong, low=ends[0], high=ends[1])
    )
    (panel,) = picture.panels
    words = panel.sentence.replace("The model", "The last layer")
    sentence = f"The axes are {plain(names[0])} and {plain(names[1])}. {words} "
    sentence += _describe_places(moved)
    draw = partial(_draw_hidden, panel=panel, lines=lines, names=names)
    return Picture((replace(panel, sentence=sentence, draw=draw),))


def _pair(call: Hidden, x1: float, x2: float) -> tuple[float, float]:
    pair = call(float(x1), float(x2))
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise TypeError(
            f"The hidden layer at ({x1:.4g}, {x2:.4g}) must return a pair (h1, h2), "
            f"got {pair!r}. End it with `return h1, h2`."
        )
    where = f"Each part of the hidden layer at ({x1:.4g}, {x2:.4g})"
    return as_number(pair[0], where), as_number(pair[1], where)


def _sheet(call: Hidden, xs: Array) -> list[Array]:
    """Returns the images of a grid's lines over the points' square, each (n, 2)."""
    low, high = min(0.0, float(xs.min(initial=0))), max(1.0, float(xs.max(initial=1)))
    across = np.linspace(low, high, _STEPS)
    lines = []
    for at in np.linspace(low, high, _SHEET):
        lines.append(np.array([_pair(call, at, x) for x in across]))
        lines.append(np.array([_pair(call, x, at) for x in across]))
    return lines


def _ends(
    shown: list[Array], low: float | None, high: float | None
) -> tuple[float, float]:
    """Returns round ends that hold 0 and everything shown, unless they are given."""
    everything = np.concatenate([*shown, [[0.0, 0.0]]])
    least, most = float(everything.min()), float(everything.max())
    step = 10.0 ** math.floor(math.log10(max(most - least, 1e-6))) / 2
    return check_range(
        math.floor(least / step) * step if low is None else low,
        math.ceil(max(most, step) / step) * step if high is None else high,
    )


def _describe_places(moved: Array) -> str:
    places = np.unique(np.round(moved / _SAME) * _SAME, axis=0)
    origin = int((np.abs(moved) < _SAME).all(axis=1).sum())
    words = f"They stand at {count(len(places), 'different place')}"
    return words + (f", {count(origin, 'point')} at (0, 0)." if origin else ".")


def _draw_hidden(
    axes: Axes, panel: Panel, lines: list[Array], names: tuple[str, str]
) -> None:
    panel.draw(axes)
    strip_ticks(axes, *names)
    for line in lines:
        axes.plot(*line.T, color=GREY, alpha=0.45, linewidth=0.9, zorder=2)
    if axes.get_xlim()[0] < 0:
        axes.axhline(0, color=GREY, linewidth=1.4, zorder=2)
        axes.axvline(0, color=GREY, linewidth=1.4, zorder=2)


def plot_activation(
    title: str,
    f: Callable[..., Any],
    values: Sequence[Any],
    classes: Sequence[int],
    *,
    low: float = -5.0,
    high: float = 5.0,
    xlabel: str = "$a$",
    ylabel: str = "$h$",
) -> Picture:
    """Draws an activation function, with every point of a data set on its curve.

    Args:
        title: What stands above the curve.
        f: A function of one number, such as `operators.relu`.
        values: What a hidden unit computes for each point, numbers or Scalars.
        classes: The true class of each point, 1 or 0.
        low, high: The ends of the x axis; they move outwards to hold every value.
        xlabel, ylabel: Names of the axes.

    Returns:
        A picture whose `alt` says how many points of each class `f` makes 0.

    Raises:
        ValueError: If there is no value, or not one class for each.

    >>> from minitorch import operators
    >>> plot_activation("relu", operators.relu, [-2.0, -1.0, 3.0], [0, 1, 1]).alt
    'relu. The curve from -5 to 5 with 3 points on it, marked by their class. h = 0 \
for 1 of 2 of class 1 and for 1 of 1 of class 0; the largest h is 3.'
    """
    check_title(title)
    check_function(f, "an activation, a function of one number,")
    at = np.array([as_number(value, "Each of the values") for value in values])
    ys = np.array(classes)
    if at.size == 0 or at.shape != ys.shape or not np.isin(ys, (0, 1)).all():
        raise ValueError(
            "plot_activation needs at least one value and a class, 1 or 0, for each: "
            f"got {at.size} values and the classes {list(classes)!r}."
        )
    ends = check_range(min(low, float(at.min())), max(high, float(at.max())))
    curve = sample_curve(f, *ends)
    out = np.array([value_at(f, float(x), *ends) for x in at])
    draw = partial(
        _draw_activation, curve=curve, points=(at, out, ys), names=(xlabel, ylabel)
    )
    sentence = _describe_activation(ends, out, ys, plain(ylabel))
    margins = curve_margins(ends, limits([curve]), [], ylabel)
    return Picture((Panel(title, sentence, draw, margins, key=CLASSES),))


def _describe_activation(
    ends: tuple[float, float], out: Array, ys: Any, name: str
) -> str:
    ones, others = out[ys == 1], out[ys == 0]
    return (
        f"The curve from {number(ends[0])} to {number(ends[1])} with "
        f"{count(out.size, 'point')} on it, marked by their class. "
        f"{name} = 0 for {_zeros(ones)} of class 1 and for {_zeros(others)} of class "
        f"0; the largest {name} is {number(out.max())}."
    )


def _zeros(values: Array) -> str:
    return f"{int((values == 0).sum())} of {values.size}"


def _draw_activation(
    axes: Axes, curve: Array, points: tuple[Array, Array, Any], names: tuple[str, str]
) -> None:
    axes.set_xlim(float(curve[0].min()), float(curve[0].max()))
    axes.set_ylim(*limits([curve]))
    finish(axes, *names)
    axes.plot(*curve, color=BLUE, zorder=2)
    at, out, ys = points
    for label in (0, 1):
        mine = ys == label
        mark = mark_for(label).line(at[mine], out[mine], clip_on=False, zorder=4)
        axes.add_line(mark)
