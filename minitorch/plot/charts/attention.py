"""Attention maps: how much each token looks at which."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from numpy.typing import NDArray

from minitorch.plot.arguments import check_title
from minitorch.plot.charts.chart import Chart, inches
from minitorch.plot.charts.table import as_array
from minitorch.plot.paper.panels import Margins, Panel
from minitorch.plot.paper.style import BLUE, GREY
from minitorch.plot.paper.svg import legal
from minitorch.plot.paper.words import count, number, plain, text_width

Weights = NDArray[np.float64]

_MOST = 16  # tokens that can be told apart
_TOLD = 8  # rows that the sentence goes through one by one
_BOTTOM = 0.72  # inches below the map
_NUMBER = 0.52  # inches, the least side of a cell with a number in it
_BELOW_NUMBERS = 0.55  # how strong the colour of a 1 is, where ink is read on it
_ALONE = 0.9  # and where nothing is written


def plot_attention(
    title: str,
    weights: Iterable[Any],
    tokens: Iterable[Any],
    *,
    is_causal: bool = False,
) -> Chart:
    """Draw how much each token, a row, looks at each token, a column.

    The stronger the colour, the larger the weight; where there is room, its number
    stands in the cell. Maps of several heads go side by side with `row`.

    Args:
        title: what stands above the map.
        weights: for each token that asks a row of weights that add up to 1, as a
            softmax gives them; a list, a tensor or Scalars.
        tokens: the tokens, in their order.
        is_causal: whether no token may look at later ones. Then their cells have a
            cross, and a weight there is an error.

    Returns:
        A chart whose `alt` tells at which token each one looks most.

    Raises:
        ValueError: the weights have not a row and a column for each token, a row does
            not add up to 1, a token looks ahead that must not, or there is no room.

    >>> plot_attention("Two", [[1, 0], [0.25, 0.75]], "ab", is_causal=True).alt
    'Two. How much each of 2 tokens, a row, looks at which, a column. a looks most at \
a (1); b at b (0.75). A cross marks the 1 pair in which a token would look ahead.'
    """
    check_title(title)
    names = [legal(str(token)) for token in tokens]
    grid = _read(weights, len(names))
    hidden = np.triu(np.full(grid.shape, bool(is_causal)), 1)
    _check(grid, hidden, names)
    sentence = _describe(grid, hidden, names)
    draw = partial(_draw, weights=grid, hidden=hidden, names=names)
    margins = Margins(0.5 + max(map(text_width, names)), 0.2, _BOTTOM)
    return Chart((Panel(title, sentence, draw, margins, square=True),))


def _read(weights: Iterable[Any], tokens: int) -> Weights:
    """Return the weights as an array of shape (tokens, tokens)."""
    grid = as_array(weights)
    if grid.shape != (tokens, tokens) or not 1 <= tokens <= _MOST:
        raise ValueError(
            f"plot_attention draws 1 to {_MOST} tokens and needs a row and a column "
            f"of weights for each, got {count(tokens, 'token')} and weights of shape "
            f"{grid.shape}. Of several heads draw one at a time."
        )
    return grid


def _check(grid: Weights, hidden: NDArray[np.bool_], names: list[str]) -> None:
    """Make sure that each row shares out 1 among what its token may see."""
    if not (np.isfinite(grid).all() and (grid >= 0).all()):
        raise ValueError(
            "plot_attention needs weights that are finite and not negative, got "
            f"{number(float(grid.min()))} as the least. Scores become weights by a "
            "softmax over the last dimension."
        )
    for name, row, cells in zip(names, grid, hidden, strict=True):
        if abs(row.sum() - 1) > 1e-3:
            raise ValueError(
                f"The weights of {name!r} add up to {number(float(row.sum()))}, "
                "expected 1 in each row. Is the softmax taken over the last dimension?"
            )
        if row[cells].any():
            raise ValueError(
                f"{name!r} gives {number(float(row[cells].sum()))} of its weight to "
                "tokens that come later, and is_causal=True says that it must not. "
                "Mask the scores before the softmax."
            )


def _describe(grid: Weights, hidden: NDArray[np.bool_], names: list[str]) -> str:
    tokens = count(len(names), "token")
    words = f"How much each of {tokens}, a row, looks at which, a column."
    best = grid.argmax(axis=1)
    told = [
        f"{plain(names[i])} {'looks most at' if i == 0 else 'at'} "
        f"{plain(names[best[i]])} ({number(float(grid[i, best[i]]))})"
        for i in range(min(len(names), _TOLD))
    ]
    words += f" {'; '.join(told)}."
    if pairs := int(hidden.sum()):
        marked = "A cross marks" if pairs == 1 else "Crosses mark"
        words += f" {marked} the {count(pairs, 'pair')} in which a token would look "
        words += "ahead."
    return words


def _draw(
    axes: Axes, weights: Weights, hidden: NDArray[np.bool_], names: list[str]
) -> None:
    n = len(names)
    cell = min(inches(axes)) / n
    _check_room(names, cell)
    numbers = cell >= _NUMBER
    cells = np.full((n, n, 4), to_rgba(BLUE))
    cells[..., 3] = weights * (_BELOW_NUMBERS if numbers else _ALONE)
    axes.pcolormesh(cells, edgecolors=GREY, linewidth=0.8, clip_on=False)
    rows, columns = np.nonzero(hidden)
    size = min(9.0, 0.4 * cell * 72)
    look: dict[str, Any] = {"marker": "x", "markersize": size, "color": GREY}
    axes.plot(columns + 0.5, rows + 0.5, linestyle="none", **look)
    for (i, j), weight in np.ndenumerate(weights):
        if numbers and not hidden[i, j]:
            words = f"{weight:.2f}"
            axes.text(j + 0.5, i + 0.5, words, ha="center", va="center_baseline")
    middles = np.arange(n) + 0.5
    axes.set(xlim=(0, n), ylim=(n, 0), xlabel="looked at", ylabel="asks")
    axes.set(xticks=middles, yticks=middles, xticklabels=names, yticklabels=names)
    axes.tick_params(length=0)
    axes.grid(visible=False)


def _check_room(names: list[str], cell: float) -> None:
    widest = max(names, key=text_width)
    if text_width(widest) > cell + 0.02:
        raise ValueError(
            f"A map of {count(len(names), 'token')} has columns of {cell:.2f} inches "
            f"here, too narrow for {widest!r}. Use shorter names or fewer tokens, or "
            "put fewer maps into the row."
        )
