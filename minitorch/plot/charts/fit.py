"""Models of one input: their lines over the observations that they are to fit."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from matplotlib.axes import Axes

from minitorch.plot.arguments import as_number, check_function, check_range, check_title
from minitorch.plot.charts.chart import Chart, finish
from minitorch.plot.charts.ends import label_ends
from minitorch.plot.curves.curve import Named, limits, told_course
from minitorch.plot.paper.axes import Limits
from minitorch.plot.paper.panels import Panel
from minitorch.plot.paper.style import GREY, INK, LINES
from minitorch.plot.paper.ticks import curve_margins
from minitorch.plot.paper.words import count, listing, number, plain
from minitorch.plot.sampling import Curve, Floats, sample_curve, value_at

Model = Callable[[float], Any]
Pairs = list[tuple[float, float]]
_DOT, _DIAMOND = 5.0, 10.0  # points
_ROOM = 0.04  # of the range, beyond the first and the last observation


def plot_fit(
    title: str,
    x: Sequence[Any],
    y: Sequence[Any],
    models: Mapping[str, Model] | None = None,
    *,
    residuals: bool = False,
    predict: Iterable[float] = (),
    low: float | None = None,
    high: float | None = None,
    ylim: Limits | None = None,
    xlabel: str = "x",
    ylabel: str = "y",
) -> Chart:
    """Draw observations as dots, and models as lines over them.

    Args:
        title: what stands above it.
        x, y: the observations, as many numbers each.
        models: functions of one number by their labels; at most four.
        residuals: whether a line leads from every dot to the first model.
        predict: where the first model is marked with a diamond, a prediction.
        low, high: the ends of the x axis; None leaves some room around everything.
        ylim: the ends of the y axis; None takes them from dots and lines.
        xlabel, ylabel: names of the axes.

    Returns:
        A chart whose `alt` gives the mean squared error of every model.

    Raises:
        TypeError: a model cannot be called.
        ValueError: there are no observations, not as many x as y, one is not
            finite, there are too many models, or none for residuals or predictions.

    >>> double = {"2x": lambda x: 2 * x}
    >>> plot_fit("Twice", [1, 2], [2, 5], double, low=0, high=3).alt
    'Twice. 2 observations, x from 1 to 2 and y from 2 to 5. 2x: rising from 0 at x = \
0 to 6 at x = 3, mean squared error 0.5.'
    """
    check_title(title)
    dots = _observations(x, y)
    marks = [as_number(at, "Each x of a prediction") for at in predict]
    lines = _models(models or {}, needed=residuals or bool(marks))
    ends = _ends(dots[0], marks, low, high)
    curves = [(name, sample_curve(f, *ends)) for name, f in lines.items()]
    first = next(iter(lines.values()), None)
    foretold = [(at, value_at(first, at, *ends)) for at in marks] if first else []
    drops = [(at, value_at(first, at, *ends)) for at in dots[0]] if residuals else []  # type: ignore[arg-type]
    heights = limits([curve for _, curve in curves] + [dots], ylim)
    sentence = _describe(dots, lines, curves, drops, foretold)
    draw = partial(
        _draw,
        dots=dots,
        curves=curves,
        drops=drops,
        predictions=foretold,
        ends=(ends, heights),
        names=(xlabel, ylabel),
    )
    margins = curve_margins(ends, heights, list(lines), ylabel)
    return Chart((Panel(title, sentence, draw, margins),))


def _observations(x: Sequence[Any], y: Sequence[Any]) -> Curve:
    """Return the lists x and y, both of N numbers."""
    xs = [as_number(value, "Each x") for value in x]
    ys = [as_number(value, "Each y") for value in y]
    if len(xs) != len(ys) or not xs:
        raise ValueError(
            f"Every observation has an x and a y: got {len(xs)} x and {len(ys)} y."
        )
    if not all(map(math.isfinite, xs + ys)):
        raise ValueError("Observations must be finite; leave out those that are not.")
    return xs, ys


def _models(models: Mapping[str, Model], needed: bool) -> dict[str, Model]:
    if len(models) > len(LINES):
        raise ValueError(
            f"plot_fit draws up to {len(LINES)} models, got {len(models)}: more cannot "
            "be told apart. Make several pictures and a row of them."
        )
    if needed and not models:
        raise ValueError(
            "Residuals and predictions need a model: plot_fit(title, x, y, "
            "{'line': model}, ...)."
        )
    return {
        name: check_function(f, f"a function for {name!r}")
        for name, f in models.items()
    }


def _ends(xs: Floats, marks: list[float], low: float | None, high: float | None) -> Any:
    """Return the ends of the x axis, around all observations and predictions."""
    shown = [*xs, *marks]
    room = _ROOM * (max(shown) - min(shown)) or 0.5
    return check_range(
        min(shown) - room if low is None else low,
        max(shown) + room if high is None else high,
    )


def _describe(
    dots: Curve,
    models: dict[str, Model],
    curves: list[Named],
    drops: Pairs,
    predictions: Pairs,
) -> str:
    xs, ys = dots
    words = f"{count(len(xs), 'observation')}, x from {number(min(xs))} to "
    words += f"{number(max(xs))} and y from {number(min(ys))} to {number(max(ys))}."
    for (name, curve), f in zip(curves, models.values(), strict=True):
        misses = [
            as_number(f(at), "A model") - to for at, to in zip(*dots, strict=True)
        ]
        error = sum(miss * miss for miss in misses) / len(misses)
        words += f" {_called(name)}: {told_course(curve)}, "
        words += f"mean squared error {number(error)}."
    if drops:
        longest = max(abs(to - y) for (_, to), y in zip(drops, ys, strict=True))
        words += f" A line leads from each dot to {_called(curves[0][0])}, the longest "
        words += f"{number(longest)} long."
    if predictions:
        told = [f"{number(to)} at x = {number(at)}" for at, to in predictions]
        words += f" {_called(curves[0][0])} predicts {listing(told)}."
    return words


def _called(name: str) -> str:
    return plain(name) or "The model"


def _draw(
    axes: Axes,
    dots: Curve,
    curves: list[Named],
    drops: Pairs,
    predictions: Pairs,
    ends: tuple[Limits, Limits],
    names: tuple[str, str],
) -> None:
    finish(axes, *names)
    axes.set(xlim=ends[0], ylim=ends[1])
    lines = [axes.plot(*curve, label=name or "_")[0] for name, curve in curves]
    label_ends(axes, lines)
    for (at, to), y in zip(drops, dots[1], strict=False):
        axes.vlines(at, y, to, GREY, linewidth=1.8)
    axes.plot(*dots, "o", color=INK, markersize=_DOT, clip_on=False, zorder=3)
    for at, to in predictions:
        axes.vlines(at, ends[1][0], to, GREY, linewidth=1.4)
        axes.plot(at, to, "D", color=LINES[0][0], markersize=_DIAMOND, zorder=4)
