"""The loss of single points, marked on the curve of the loss."""

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from minitorch.plot.arguments import as_number, check_function, check_range, check_title
from minitorch.plot.curves.curve import limits
from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.ends import End, label_ends
from minitorch.plot.paper.panels import Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.style import GREY, LINES, mark_for
from minitorch.plot.paper.ticks import curve_margins, finish
from minitorch.plot.paper.words import count, listing, number
from minitorch.plot.sampling import Curve, Floats, sample_curve, value_or_nan

Curves = dict[int | None, Curve]
_MOST_TOLD = 8  # points whose losses the alt text names one by one


def plot_losses(
    title: str,
    loss: Callable[..., Any],
    values: Sequence[Any],
    classes: Sequence[int] | None = None,
    *,
    low: float = -5.0,
    high: float = 5.0,
    xlabel: str = "$m(x)$",
    ylabel: str = "loss",
) -> Picture:
    """Draw the loss of a point against the model's value m, with points marked on it.

    Without `classes` the loss is a function of m alone, and there is one curve. With
    them the loss is a function of m and the point's class y, and each class that
    occurs has its curve. From every point a line drops from its loss to the axis.

    Args:
        title: what stands above the curve.
        loss: loss(m), or loss(m, y) if classes are given.
        values: the model's value m(x) at each point, numbers or Scalars.
        classes: the true class of each point, 1 or 0.
        low, high: the ends of the m axis; they move outwards to hold every value.
        xlabel, ylabel: names of the axes.

    Returns:
        A picture whose `alt` says the sum of the losses.

    Raises:
        ValueError: values and classes differ in number, or a loss is not finite.

    >>> plot_losses("ReLU", lambda m: max(0.0, m), [-1.0, 0.5, 2.0]).alt
    'ReLU. The loss for m(x) from -5 to 5, with 3 points marked on it, each with a \
line down to the axis: 0 at -1, 0.5 at 0.5 and 2 at 2, in sum 2.5.'
    """
    check_title(title)
    check_function(loss, "a loss, a function of m,")
    low, high = check_range(low, high)
    ms = _checked_values(values)
    ys = _checked_classes(classes, ms)
    low, high = check_range(min(low, *ms), max(high, *ms))
    curves = _curves(loss, ys, low, high)
    losses = [_loss_at(loss, m, y) for m, y in zip(ms, ys, strict=True)]
    draw = partial(
        _draw, curves=curves, points=(ms, losses, ys), xlabel=xlabel, ylabel=ylabel
    )
    ylim = limits(list(curves.values()))
    names = [_name(label) for label in curves]
    margins = curve_margins((low, high), ylim, names, ylabel)
    sentence = _describe(curves, ms, losses, low, high)
    return Picture((Panel(title, sentence, draw, margins),))


def _checked_classes(classes: Sequence[int] | None, ms: Floats) -> list[int | None]:
    """Return the class of each point, None if the loss knows of no classes."""
    if classes is None:
        return [None] * len(ms)
    if len(classes) != len(ms) or not set(classes) <= {0, 1}:
        raise ValueError(
            f"Every value needs a class, 1 or 0: got {len(ms)} values and the classes "
            f"{list(classes)!r}."
        )
    return [int(label) for label in classes]


def _checked_values(values: Sequence[Any]) -> Floats:
    ms = [as_number(value, "Each of the values") for value in values]
    if not ms or not all(map(math.isfinite, ms)):
        raise ValueError(
            f"plot_losses needs at least one value, all finite, got {ms!r}. "
            "Pass the model's value m(x) for each point."
        )
    return ms


def _loss_at(loss: Callable[..., Any], m: float, label: int | None) -> float:
    value = value_or_nan(partial(_loss_of, loss, label), m)
    if not math.isfinite(value):
        raise ValueError(
            f"The loss has no finite value at m = {m:.4g}, so it cannot be marked. "
            "Leave this point out, or use a loss that is finite there."
        )
    return value


def _curves(
    loss: Callable[..., Any], ys: list[int | None], low: float, high: float
) -> Curves:
    """Sample one curve for each class that occurs, class 1 first."""
    present = sorted(set(ys), key=lambda label: -(label or 0))
    return {
        label: sample_curve(partial(_loss_of, loss, label), low, high)
        for label in present
    }


def _loss_of(loss: Callable[..., Any], label: int | None, m: float) -> Any:
    return loss(m) if label is None else loss(m, label)


def _name(label: int | None) -> str:
    return "" if label is None else f"class {label}"


def _describe(
    curves: Curves, ms: Floats, losses: Floats, low: float, high: float
) -> str:
    where = f"for m(x) from {number(low)} to {number(high)}"
    kinds = [_name(label) for label in curves if label is not None]
    of = f" of {listing(kinds)}" if kinds else ""
    words = f"The loss{of} {where}, with {count(len(ms), 'point')} marked on it, "
    words += "each with a line down to the axis: "
    pairs = [
        f"{number(value)} at {number(m)}" for m, value in zip(ms, losses, strict=True)
    ]
    if len(pairs) <= _MOST_TOLD:
        words += f"{listing(pairs)}, "
    return words + f"in sum {number(sum(losses))}."


def _draw(
    axes: Axes,
    curves: Curves,
    points: tuple[Floats, Floats, list[int | None]],
    xlabel: str,
    ylabel: str,
) -> None:
    xs = next(iter(curves.values()))[0]
    axes.set_limits((xs[0], xs[-1]), limits(list(curves.values())))
    finish(axes, xlabel, ylabel)
    ends = []
    for label, (xs, ys) in curves.items():
        colour, dashes = LINES[1 if label == 0 else 0]
        axes.line(xs, ys, colour, dashes=dashes)
        ends.append(End(xs[-1], ys[-1], _name(label), colour, dashes))
    label_ends(axes, ends)
    _draw_marks(axes, *points)


def _draw_marks(axes: Axes, ms: Floats, losses: Floats, ys: list[int | None]) -> None:
    """Mark each point at its loss, with a line down to the axis."""
    bottom = axes.ylim[0]
    for m, value, label in zip(ms, losses, ys, strict=True):
        axes.line([m, m], [bottom, value], GREY, width=1.4, kind="drop")
        axes.marks([m], [value], mark_for(1 if label is None else label))
