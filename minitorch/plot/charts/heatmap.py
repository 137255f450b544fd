"""A table of numbers as coloured cells, with the numbers in them where they fit."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from numpy.typing import NDArray

from minitorch.plot.arguments import as_number, check_title
from minitorch.plot.charts.chart import Chart, inches
from minitorch.plot.charts.table import as_array
from minitorch.plot.paper.panels import Margins, Panel
from minitorch.plot.paper.style import BLUE, GREY, VERMILION
from minitorch.plot.paper.svg import legal
from minitorch.plot.paper.words import count, listing, number, text_width

Table = NDArray[np.float64]

_CELL, _LOWEST = 0.38, 1.05  # inches: the height of a row, and of all of them
_LETTERS = 0.17  # inches, the height of a cell with a number in it
_ROOM = 0.04  # inches beside a number
_STRONGEST = 0.6  # how much of its colour the largest number has
_MOST_LINES = 12  # rows or columns between which a line is as wide as elsewhere
_TOLD = 3  # numbers that the sentence names


def plot_heatmap(
    title: str,
    numbers: Any,
    rows: Iterable[Any] = (),
    columns: Iterable[Any] = (),
    *,
    form: str | None = ".2f",
    most: float | None = None,
    xlabel: str = "",
    ylabel: str = "",
) -> Chart:
    """Draw a table of numbers: blue where they are positive, orange where negative.

    The larger a number, the stronger its colour. It stands in its cell if all numbers
    fit into theirs; a cell whose number is written like 0 stays empty.

    Args:
        title: what stands above it.
        numbers: a table, as a tensor, an array or lists; shape (rows, columns).
        rows, columns: their names; none for no names.
        form: how a number is written, as in `format(0.25, ".2f")`; None for no numbers.
        most: the number that has the full colour; None takes the largest there is.
        xlabel, ylabel: what the columns are, and the rows.

    Returns:
        A chart whose `alt` names the largest numbers and where they stand.

    Raises:
        ValueError: numbers are no table, or not finite; names are too many, too few or
            too wide.

    >>> plot_heatmap("Pairs", [[0, 3], [1, 0]], "ab", "ab", form=".0f").alt
    'Pairs. A heat map of 2 rows and 2 columns, numbers from 0 to 3. The largest: 3 in \
row a and column b; 1 in row b and column a; 0 in row a and column a.'
    """
    check_title(title)
    table = _table(numbers)
    names = (
        _names(rows, table.shape[0], "row"),
        _names(columns, table.shape[1], "column"),
    )
    largest = float(np.abs(table).max()) if most is None else as_number(most, "most")
    if not 0 <= largest < np.inf:
        raise ValueError(f"plot_heatmap: expected most to be 0 or more, got {most!r}.")
    written = _written(table, form)
    draw = partial(
        _draw,
        shares=np.clip(table / (largest or 1.0), -1.0, 1.0),
        written=written,
        names=names,
        labels=(xlabel, ylabel),
    )
    left = 0.25 + max(map(text_width, names[0]), default=0.0)
    bottom = 0.15 + (0.23 if names[1] else 0.0)
    margins = Margins(
        left=left + (0.3 if ylabel else 0.0),
        right=0.25,
        bottom=bottom + (0.3 if xlabel else 0.0),
    )
    tall = max(_CELL * len(table), _LOWEST)
    return Chart((Panel(title, _describe(table, names), draw, margins, tall=tall),))


def _table(numbers: Any) -> Table:
    table = as_array(numbers)
    if table.ndim != 2 or not table.size or not np.isfinite(table).all():
        raise ValueError(
            "plot_heatmap needs a table of finite numbers, rows of equal length, got "
            f"{'shape ' + str(table.shape) if table.shape else repr(numbers)[:60]}."
        )
    return table


def _names(given: Iterable[Any], size: int, what: str) -> list[str]:
    names = [legal(str(name)) for name in given]
    if names and len(names) != size:
        raise ValueError(
            f"plot_heatmap needs a name for each {what}, got {len(names)} for "
            f"{count(size, what)}."
        )
    return names


def _written(table: Table, form: str | None) -> list[list[str]]:
    """Return what stands in the cells: nothing for what is written like 0."""
    if form is None:
        return [[""] * table.shape[1] for _ in table]
    nothing = {format(0.0, form), format(-0.0, form)}
    rows = [[format(value, form) for value in row] for row in table.tolist()]
    return [
        ["" if text in nothing else text.replace("-", "\N{MINUS SIGN}") for text in row]
        for row in rows
    ]


def _describe(table: Table, names: tuple[list[str], list[str]]) -> str:
    height, width = table.shape
    words = f"A heat map of {count(height, 'row')} and {count(width, 'column')}, "
    words += f"numbers from {number(table.min())} to {number(table.max())}. "
    order = np.argsort(-table, axis=None, kind="stable")[:_TOLD]
    told = []
    for i, j in zip(*np.unravel_index(order, table.shape), strict=True):
        row, column = (
            kind[k] if kind else str(k + 1)
            for kind, k in zip(names, (int(i), int(j)), strict=True)
        )
        told.append(f"{number(table[i, j])} in row {row} and column {column}")
    return f"{words}The largest: {'; '.join(told)}."


def _draw(
    axes: Axes,
    shares: Table,
    written: list[list[str]],
    names: tuple[list[str], list[str]],
    labels: tuple[str, str],
) -> None:
    height, width = shares.shape
    cells = np.empty((*shares.shape, 4))
    cells[:] = to_rgba(BLUE)
    cells[shares < 0] = to_rgba(VERMILION)
    cells[..., 3] = _STRONGEST * np.abs(shares)
    thin = 0.4 if max(shares.shape) > _MOST_LINES else 1.0
    axes.pcolormesh(cells, edgecolors=GREY, linewidth=thin, clip_on=False)
    room = inches(axes)[0] / width, inches(axes)[1] / height
    _check_columns(names[1], room[0])
    if _fit(written, *room):
        for i, row in enumerate(written):
            for j, text in enumerate(row):
                if text:
                    place = j + 0.5, i + 0.5
                    axes.text(*place, text, ha="center", va="center_baseline")
    axes.set(xlim=(0, width), ylim=(height, 0), xlabel=labels[0], ylabel=labels[1])
    axes.set_xticks(np.arange(len(names[1])) + 0.5, names[1])
    axes.set_yticks(np.arange(len(names[0])) + 0.5, names[0])
    axes.tick_params(length=0)
    axes.grid(visible=False)


def _fit(written: list[list[str]], width: float, height: float) -> bool:
    widest = max(text_width(text) for row in written for text in row)
    return widest + _ROOM <= width and height >= _LETTERS


def _check_columns(names: list[str], width: float) -> None:
    wide = [name for name in names if text_width(name) > width]
    if wide:
        raise ValueError(
            f"Columns {width:.2f} inches wide are too narrow for {listing(wide[:3])}. "
            "Use shorter names, or a wider picture: plot_heatmap(...).sized(width=12)."
        )
