"""Confusion: how often each class is taken for which."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from numpy.typing import NDArray

from minitorch.plot.arguments import check_title
from minitorch.plot.charts.chart import Chart
from minitorch.plot.paper.panels import Margins, Panel
from minitorch.plot.paper.style import BLUE, GREY, PICTURE_WIDTH, VERMILION
from minitorch.plot.paper.svg import legal
from minitorch.plot.paper.words import count, text_width

Counts = NDArray[np.int64]

_MARGINS = Margins(left=0.85, right=0.25, bottom=0.72)
_CELL = 0.38  # inches, the height of a cell; its width fills the chart
_LOWEST = 1.4  # inches, the height of a matrix
_STRONGEST = 0.6  # how much of its colour the fullest cell has
_FAINTEST = 0.12  # and one that holds a single example, to be seen at all
_TOLD = 3  # kinds of mistakes that the sentence names


def plot_confusion(
    title: str,
    truth: Iterable[Any],
    predictions: Iterable[Any],
    classes: Iterable[Any] | None = None,
) -> Chart:
    """Draw how often each true class, a row, was predicted as which, a column.

    What is right stands on the diagonal, in blue; every mistake beside it, in orange.
    The stronger the colour, the larger the share of its row.

    Args:
        title: what stands above the matrix.
        truth: the true class of each example.
        predictions: what a model says, for the same examples.
        classes: the classes in the order of the rows; by default those that occur.

    Returns:
        A chart whose `alt` says how many are right, and which mistakes are commonest.

    Raises:
        ValueError: there is no example, not one prediction for each, a class that
            `classes` lacks, or more than fits.

    >>> plot_confusion("Pets", ["cat", "cat", "dog"], ["cat", "dog", "dog"]).alt
    'Pets. A confusion matrix of 3 examples of 2 classes, a row for each true class \
and a column for each predicted one: 2 of 3 are right. Mistakes: cat taken for dog, 1.'
    """
    check_title(title)
    counts, names = _count(_plain(truth), _plain(predictions), classes)
    _check_room(counts, names)
    draw = partial(_draw, counts=counts, names=names)
    tall = max(_CELL * len(names), _LOWEST)
    panel = Panel(title, _describe(counts, names), draw, _MARGINS, tall=tall)
    return Chart((panel,))


def _plain(values: Iterable[Any]) -> list[Any]:
    """Return a list of Python's own values, also for an array or a tensor."""
    return [v.item() if hasattr(v, "item") else v for v in values]


def _count(
    truth: list[Any], predictions: list[Any], classes: Iterable[Any] | None
) -> tuple[Counts, list[str]]:
    """Return the rows that say how often i was taken for j, and the classes' names."""
    if not truth or len(truth) != len(predictions):
        raise ValueError(
            "plot_confusion needs at least one example and a prediction for each, got "
            f"{len(truth)} true classes and {len(predictions)} predictions."
        )
    order = sorted({*truth, *predictions}) if classes is None else _plain(classes)
    place = {name: i for i, name in enumerate(order)}
    for name in (*truth, *predictions):
        if name not in place:
            raise ValueError(f"{name!r} is not among the classes {order!r}.")
    counts = np.zeros((len(order), len(order)), dtype=np.int64)
    for is_one, says in zip(truth, predictions, strict=True):
        counts[place[is_one], place[says]] += 1
    return counts, [legal(str(name)) for name in order]


def _check_room(counts: Counts, names: list[str]) -> None:
    cell = (PICTURE_WIDTH - _MARGINS.left - _MARGINS.right) / len(names)
    widest = max([*names, str(counts.max())], key=text_width)
    if text_width(widest) + 0.05 > cell:
        raise ValueError(
            f"A matrix of {len(names)} classes has columns of {cell:.2f} inches, too "
            f"narrow for {widest!r}. Use shorter names, or fewer classes or examples."
        )


def _describe(counts: Counts, names: list[str]) -> str:
    total, right = counts.sum(), counts.trace()
    classes = f"{len(names)} class" + ("" if len(names) == 1 else "es")
    words = (
        f"A confusion matrix of {count(total, 'example')} of {classes}, a row for each "
        f"true class and a column for each predicted one: {right} of {total} are right."
    )
    kinds = [
        (often, f"{names[i]} taken for {names[j]}, {often}")
        for (i, j), often in np.ndenumerate(counts)
        if often and i != j
    ]
    if not kinds:
        return words
    kinds.sort(key=lambda kind: -kind[0])
    told = [words for _, words in kinds[:_TOLD]]
    head = f"The commonest of {total - right} mistakes"
    return f"{words} {head if kinds[_TOLD:] else 'Mistakes'}: {'; '.join(told)}."


def _draw(axes: Axes, counts: Counts, names: list[str]) -> None:
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    tints = _FAINTEST + (_STRONGEST - _FAINTEST) * shares
    cells = np.full((*counts.shape, 4), to_rgba(VERMILION))
    cells[np.eye(len(names), dtype=bool)] = to_rgba(BLUE)
    cells[..., 3] = np.where(counts > 0, tints, 0.0)
    axes.pcolormesh(cells, edgecolors=GREY, linewidth=1.0, clip_on=False)
    for (i, j), often in np.ndenumerate(counts):
        if often:
            axes.text(j + 0.5, i + 0.5, str(often), ha="center", va="center_baseline")
    middles = np.arange(len(names)) + 0.5
    axes.set(xlim=(0, len(names)), ylim=(len(names), 0))
    axes.set(xlabel="predicted", ylabel="true", xticks=middles, yticks=middles)
    axes.set(xticklabels=names, yticklabels=names)
    axes.tick_params(length=0)
    axes.grid(visible=False)
