"""Curves: one function, or several told apart."""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import cycle, groupby, pairwise
from typing import Any

from minitorch.data.points import Point
from minitorch.plot.arguments import as_number, check_function, check_range, check_title
from minitorch.plot.paper.axes import Axes, Limits
from minitorch.plot.paper.ends import End, label_ends
from minitorch.plot.paper.panels import Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.style import INK, LINES, Mark
from minitorch.plot.paper.ticks import curve_margins, finish
from minitorch.plot.paper.words import count, listing, near, number, plain, point_text
from minitorch.plot.sampling import (
    Curve,
    Floats,
    known,
    quantile,
    sample_curve,
    value_at,
)

Function = Callable[[Any], Any]
Named = tuple[str, Curve]
_DOT = Mark("o", INK, edge=1.0)
_FAR_OUT = 2.0  # times its usual height: a curve with gaps is cut off beyond


def plot_function(
    title: str,
    f: Function,
    low: float = -5.0,
    high: float = 5.0,
    *,
    label: str = "",
    marks: Iterable[float] = (),
    ylim: Limits | None = None,
    xlabel: str = "x",
    ylabel: str = "",
) -> Picture:
    """Draw the curve y = f(x) for x from `low` to `high`.

    The function is evaluated point by point. Where it has no finite value, has a pole
    or jumps, the line is interrupted.

    Args:
        title: what stands above the curve.
        f: a function of one number, returning a number or a Scalar.
        low, high: the ends of the x axis.
        label: a name written where the curve ends.
        marks: values of x whose points (x, f(x)) are marked with a dot.
        ylim: the ends of the y axis; None takes them from the curve.
        xlabel, ylabel: names of the axes.

    Returns:
        A picture whose `alt` says where the curve rises and falls.

    Raises:
        TypeError: the title is no string, or f cannot be called.
        ValueError: low < high does not hold, or f has no finite value in between.

    >>> plot_function("Square", lambda x: x * x, -2, 3).alt
    'Square. A curve for x from -2 to 3: from 4 at x = -2 to 9 at x = 3, its least \
value 0 at x = 0.'
    """
    curve = checked_curve(title, f, low, high)
    at = [as_number(x, "Each of the marks") for x in marks]
    dots = [(x, value_at(f, x, low, high)) for x in at]
    ends = limits([curve], ylim)
    sentence = f"A curve for x from {number(low)} to {number(high)}: "
    sentence += describe(curve) + "." + _describe_marks(dots)
    return curve_picture(
        title, sentence, [(label, curve)], ends, dots, xlabel=xlabel, ylabel=ylabel
    )


def plot_functions(
    title: str,
    functions: Mapping[str, Function],
    low: float = -5.0,
    high: float = 5.0,
    *,
    ylim: Limits | None = None,
    xlabel: str = "x",
    ylabel: str = "",
) -> Picture:
    """Draw several curves, told apart by line style, colour and a label at the end.

    Args:
        title: what stands above the curves.
        functions: the functions by their labels, {"sin": math.sin}; at most four.
        low, high: the ends of the x axis.
        ylim: the ends of the y axis; None takes them from the curves.
        xlabel, ylabel: names of the axes.

    Raises:
        TypeError: `functions` is no mapping from labels to functions.
        ValueError: there are none, or more than four; or as `plot_function`.

    >>> plot_functions("Two lines", {"f": lambda x: x, "g": lambda x: 1}, 0, 2).alt
    'Two lines. 2 curves for x from 0 to 2. f: rising from 0 to 2. g: level at 1.'
    """
    check_title(title)
    low, high = check_range(low, high)
    curves = [
        (name, sample_curve(check_function(f, f"a function for {name!r}"), low, high))
        for name, f in _checked(functions).items()
    ]
    ends = limits([curve for _, curve in curves], ylim)
    told = [f"{plain(name)}: {describe(curve)}." for name, curve in curves]
    span = f"for x from {number(low)} to {number(high)}."
    sentence = " ".join([count(len(curves), "curve"), span, *told])
    return curve_picture(title, sentence, curves, ends, xlabel=xlabel, ylabel=ylabel)


def checked_curve(title: object, f: Any, low: float, high: float) -> Curve:
    """Return the samples of a function, after a look at all that was given."""
    check_title(title)
    ends = check_range(low, high)
    return sample_curve(check_function(f, "a function f of one number"), *ends)


def curve_picture(
    title: str,
    sentence: str,
    curves: list[Named],
    ylim: Limits,
    dots: Iterable[Point] = (),
    **labels: Any,
) -> Picture:
    """Return the picture of sampled curves, with room for their labels."""
    draw = partial(draw_curves, curves=curves, ylim=ylim, dots=dots, **labels)
    xs, names = curves[0][1][0], [name for name, _ in curves]
    margins = curve_margins((xs[0], xs[-1]), ylim, names, labels.get("ylabel", ""))
    return Picture((Panel(title, sentence, draw, margins),))


def _checked(functions: Any) -> Mapping[str, Function]:
    if not isinstance(functions, Mapping):
        raise TypeError(
            "plot_functions takes the functions by their labels, as in "
            f"{{'sin': math.sin, 'cos': math.cos}}, got {type(functions).__name__}."
        )
    if not 1 <= len(functions) <= len(LINES):
        raise ValueError(
            f"plot_functions draws one to {len(LINES)} curves, got {len(functions)}: "
            "more cannot be told apart. Make several pictures and a row of them."
        )
    return functions


def describe(curve: Curve) -> str:
    """Say in words how a curve runs, from its samples."""
    xs, ys = known(curve)
    whole = len(xs) == len(curve[0])
    steps = [after - before for before, after in pairwise(ys)]
    height = max(ys) - min(ys)
    flat = 1e-9 * height
    first, last = number(ys[0]), number(ys[-1])
    if is_level(ys):
        words = f"level at {first}"
    elif whole and min(steps) >= -flat:
        words = f"rising from {first} to {last}"
    elif whole and max(steps) <= flat:
        words = f"falling from {first} to {last}"
    else:
        words = _turning(xs, ys, not whole)
    return words + _describe_gaps(curve)


def is_level(ys: Floats) -> bool:
    """Whether values differ by no more than what rounding leaves."""
    return max(ys) - min(ys) <= 1e-12 * max(map(abs, ys))


def told_course(curve: Curve) -> str:
    """Say how a curve runs, with x at both ends.

    >>> told_course(([0.0, 1.0], [2.0, 5.0]))
    'rising from 2 at x = 0 to 5 at x = 1'
    """
    words = describe(curve)
    if not words.startswith(("rising from", "falling from")):
        return words
    xs, ys = curve
    first, last = (f"{number(ys[i])} at x = {number(xs[i])}" for i in (0, -1))
    return f"{words.split()[0]} from {first} to {last}"


def _turning(xs: Floats, ys: Floats, broken: bool) -> str:
    """Say where a curve starts and ends, and where it turns furthest."""
    words = f"from {number(ys[0])} at x = {number(xs[0])} "
    words += f"to {number(ys[-1])} at x = {number(xs[-1])}"
    if broken:  # near a pole, the largest sample says nothing about the function
        return words
    for name, extreme in (("least", min(ys)), ("largest", max(ys))):
        if extreme not in (ys[0], ys[-1]):
            x, y = near(xs[ys.index(extreme)], xs), near(extreme, ys)
            words += f", its {name} value {number(y)} at x = {number(x)}"
    return words


def _describe_gaps(curve: Curve) -> str:
    """Say between which x a curve is interrupted."""
    runs = [
        [x for x, _ in run]
        for missing, run in groupby(
            zip(*curve, strict=True), lambda p: math.isnan(p[1])
        )
        if missing
    ]
    if not runs:
        return ""
    places = []
    for run in runs[:3]:
        ends = sorted({number(run[0]), number(run[-1])}, key=float)
        places.append(" to ".join(ends))
    more = " and elsewhere" if len(runs) > 3 else ""
    return f", with no line at x = {listing(places)}{more}"


def _describe_marks(dots: list[Point]) -> str:
    if not dots:
        return ""
    points = [point_text(*dot) for dot in dots]
    return f" {count(len(dots), 'point')} marked: {listing(points)}."


def draw_curves(
    axes: Axes,
    curves: list[Named],
    ylim: Limits,
    dots: Iterable[Point] = (),
    xlabel: str = "x",
    ylabel: str = "",
) -> None:
    """Draw sampled curves with their labels, and dots on them."""
    xs = curves[0][1][0]
    axes.set_limits((xs[0], xs[-1]), ylim)
    finish(axes, xlabel, ylabel)
    ends = []
    for (name, curve), (colour, dashes) in zip(curves, cycle(LINES), strict=False):
        axes.line(*curve, colour, dashes=dashes)
        x, y = (values[-1] for values in known(curve))
        ends.append(End(x, y, name, colour, dashes))
    label_ends(axes, ends)
    places = list(dots)
    axes.marks([x for x, _ in places], [y for _, y in places], _DOT)


def limits(curves: list[Curve], wanted: Limits | None = None) -> tuple[float, float]:
    """Return the ends of the y axis: the wanted ones, or the curves' with a margin.

    A curve with a pole would squeeze everything else into a line: if one is
    interrupted, what shoots out far beyond the rest is cut off.

    Raises:
        ValueError: the curves are too high, or too low, to be drawn.
    """
    if wanted is not None:
        return check_range(*wanted)
    ys = [y for curve in curves for y in known(curve)[1]]
    low, high = min(ys), max(ys)
    inner_low, inner_high = quantile(ys, 0.04), quantile(ys, 0.96)
    broken = len(ys) < sum(len(curve[0]) for curve in curves)
    inner = inner_high - inner_low
    if broken and high - low > _FAR_OUT * inner > 0:
        low, high = max(low, inner_low - inner / 2), min(high, inner_high + inner / 2)
    margin = 0.5 * max(1.0, abs(low)) if is_level(ys) else 0.06 * (high - low)
    return check_range(low - margin, high + margin)
