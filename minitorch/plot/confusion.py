"""Confusion: how often each class is taken for which."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from minitorch.plot.arguments import check_title
from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.panels import Margins, Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.style import BLUE, GREY, LINE_HEIGHT, PICTURE_WIDTH, VERMILION
from minitorch.plot.paper.words import count, text_width

_MARGINS = Margins(left=0.85, right=0.25, bottom=0.72)
_CELL = 0.38  # inches, the height of a cell; its width fills the picture
_STRONGEST = 0.6  # how much of its colour the fullest cell has
_FAINTEST = 0.12  # and one that holds a single example, to be seen at all
_TOLD = 3  # kinds of mistakes that the sentence names

Counts = list[list[int]]


def plot_confusion(
    title: str,
    truth: Sequence[Any],
    predictions: Sequence[Any],
    classes: Sequence[Any] | None = None,
) -> Picture:
    """Draw how often each true class, a row, was predicted as which, a column.

    What is right stands on the diagonal, in blue; every mistake beside it, in orange.
    The stronger the colour, the larger the share of its row.

    Args:
        title: what stands above the matrix.
        truth: the true class of each example.
        predictions: what a model says, for the same examples.
        classes: the classes in the order of the rows; by default those that occur.

    Returns:
        A picture whose `alt` says how many are right, and which mistakes are commonest.

    Raises:
        ValueError: there is no example, not one prediction for each, a class that
            `classes` lacks, or more than fits.

    >>> plot_confusion("Pets", ["cat", "cat", "dog"], ["cat", "dog", "dog"]).alt
    'Pets. A confusion matrix of 3 examples of 2 classes, a row for each true class \
and a column for each predicted one: 2 of 3 are right. Mistakes: cat taken for dog, 1.'
    """
    check_title(title)
    counts, names = _count(list(truth), list(predictions), classes)
    _check_room(counts, names)
    draw = partial(_draw, counts=counts, names=names)
    panel = Panel(title, _describe(counts, names), draw, _MARGINS)
    height = _MARGINS.bottom + _CELL * len(names) + LINE_HEIGHT + 0.2
    return Picture((panel,), height=max(height, 2.6))


def _count(
    truth: list[Any], predictions: list[Any], classes: Sequence[Any] | None
) -> tuple[Counts, list[str]]:
    """Return the rows that say how often i was taken for j, and the classes' names."""
    if not truth or len(truth) != len(predictions):
        raise ValueError(
            "plot_confusion needs at least one example and a prediction for each, got "
            f"{len(truth)} true classes and {len(predictions)} predictions."
        )
    order = sorted({*truth, *predictions}) if classes is None else list(classes)
    place = {name: i for i, name in enumerate(order)}
    for name in (*truth, *predictions):
        if name not in place:
            raise ValueError(f"{name!r} is not among the classes {order!r}.")
    counts = [[0] * len(order) for _ in order]
    for is_one, says in zip(truth, predictions, strict=True):
        counts[place[is_one]][place[says]] += 1
    return counts, [str(name) for name in order]


def _check_room(counts: Counts, names: list[str]) -> None:
    cell = (PICTURE_WIDTH - _MARGINS.left - _MARGINS.right) / len(names)
    widest = max([*names, str(max(map(max, counts)))], key=text_width)
    if text_width(widest) + 0.05 > cell:
        raise ValueError(
            f"A matrix of {len(names)} classes has columns of {cell:.2f} inches, too "
            f"narrow for {widest!r}. Use shorter names, or fewer classes or examples."
        )


def _describe(counts: Counts, names: list[str]) -> str:
    total, right = sum(map(sum, counts)), sum(row[i] for i, row in enumerate(counts))
    classes = f"{len(names)} class" + ("" if len(names) == 1 else "es")
    words = (
        f"A confusion matrix of {count(total, 'example')} of {classes}, a row for each "
        f"true class and a column for each predicted one: {right} of {total} are right."
    )
    kinds = [
        (often, f"{names[i]} taken for {names[j]}, {often}")
        for i, row in enumerate(counts)
        for j, often in enumerate(row)
        if often and i != j
    ]
    if not kinds:
        return words
    kinds.sort(key=lambda kind: -kind[0])
    told = [words for _, words in kinds[:_TOLD]]
    head = f"The commonest of {total - right} mistakes"
    return f"{words} {head if kinds[_TOLD:] else 'Mistakes'}: {'; '.join(told)}."


def _draw(axes: Axes, counts: Counts, names: list[str]) -> None:
    k = len(names)
    axes.set_limits((0, k), (k, 0))
    for i, row in enumerate(counts):
        for j, often in enumerate(row):
            _draw_cell(axes, i, j, often, often / max(sum(row), 1))
    for axis, name in ((axes.x, "predicted"), (axes.y, "true")):
        axis.ticks = [(i + 0.5, class_name) for i, class_name in enumerate(names)]
        axis.tick_length, axis.label = 0.0, name


def _draw_cell(axes: Axes, i: int, j: int, often: int, share: float) -> None:
    """Draw the tint, a thin frame, and the number unless it is 0."""
    colour = BLUE if i == j else VERMILION
    tint = _FAINTEST + (_STRONGEST - _FAINTEST) * share if often else 0.0
    axes.rectangle(j, i, 1, 1, colour, outline=GREY, opacity=tint, kind="cell")
    if often:
        axes.text(j + 0.5, i + 0.5, str(often), "middle", "middle", kind="count")
