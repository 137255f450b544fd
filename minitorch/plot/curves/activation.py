"""An activation, with every point of a data set on its curve."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from minitorch.data.points import Point
from minitorch.plot.arguments import as_number, check_function, check_range, check_title
from minitorch.plot.curves.curve import limits
from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.panels import Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.style import BLUE
from minitorch.plot.paper.ticks import curve_margins, finish
from minitorch.plot.paper.words import count, number, plain
from minitorch.plot.plane.scatter import CLASSES, draw_points
from minitorch.plot.sampling import Curve, sample_curve, value_at


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
    """Draw an activation function, with every point of a data set on its curve.

    Args:
        title: what stands above the curve.
        f: a function of one number, such as `operators.relu`.
        values: what a hidden unit computes for each point, numbers or Scalars.
        classes: the true class of each point, 1 or 0.
        low, high: the ends of the x axis; they move outwards to hold every value.
        xlabel, ylabel: names of the axes.

    Returns:
        A picture whose `alt` says how many points of each class `f` makes 0.

    Raises:
        ValueError: there is no value, or not one class for each.

    >>> from minitorch import operators
    >>> plot_activation("relu", operators.relu, [-2.0, -1.0, 3.0], [0, 1, 1]).alt
    'relu. The curve from -5 to 5 with 3 points on it, marked by their class. h = 0 \
for 1 of 2 of class 1 and for 1 of 1 of class 0; the largest h is 3.'
    """
    check_title(title)
    check_function(f, "an activation, a function of one number,")
    at = [as_number(value, "Each of the values") for value in values]
    ys = list(classes)
    if not at or len(at) != len(ys) or not set(ys) <= {0, 1}:
        raise ValueError(
            "plot_activation needs at least one value and a class, 1 or 0, for each: "
            f"got {len(at)} values and the classes {ys!r}."
        )
    ends = check_range(min(low, *at), max(high, *at))
    curve = sample_curve(f, *ends)
    out = [value_at(f, x, *ends) for x in at]
    points = [*zip(at, out, strict=True)]
    draw = partial(_draw, curve=curve, points=points, ys=ys, names=(xlabel, ylabel))
    sentence = _describe(ends, out, ys, plain(ylabel))
    margins = curve_margins(ends, limits([curve]), [], ylabel)
    return Picture((Panel(title, sentence, draw, margins, key=CLASSES),))


def _describe(
    ends: tuple[float, float], out: list[float], ys: list[int], name: str
) -> str:
    ones, others = (
        [value for value, y in zip(out, ys, strict=True) if y == label]
        for label in (1, 0)
    )
    return (
        f"The curve from {number(ends[0])} to {number(ends[1])} with "
        f"{count(len(out), 'point')} on it, marked by their class. "
        f"{name} = 0 for {_zeros(ones)} of class 1 and for {_zeros(others)} of class "
        f"0; the largest {name} is {number(max(out))}."
    )


def _zeros(values: list[float]) -> str:
    return f"{values.count(0.0)} of {len(values)}"


def _draw(
    axes: Axes, curve: Curve, points: list[Point], ys: list[int], names: tuple[str, str]
) -> None:
    axes.set_limits((curve[0][0], curve[0][-1]), limits([curve]))
    finish(axes, *names)
    axes.line(*curve, BLUE)
    draw_points(axes, points, ys)
