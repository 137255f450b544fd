"""Numbers on contours: each in a gap of its own line, where no other line passes."""

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes

from .axes import size_of
from .sample import Array
from .style import FONT_SIZE, LINE_HEIGHT
from .words import text_width

Lines = Sequence[tuple[str, Sequence[Array]]]


def to_inches(axes: Axes, points: Array) -> Array:
    """Returns data points, shape (n, 2), as inches from the axes' lower left."""
    fractions = axes.transAxes.inverted().transform(axes.transData.transform(points))
    return np.asarray(fractions * np.array(size_of(axes)))


def place_labels(
    axes: Axes, lines: Lines, obstacles: Iterable[Array]
) -> list[tuple[str, Array, Array]]:
    """Chooses for each text a place on one of its own lines.

    Args:
        axes: Where the lines are drawn.
        lines: A text and the pieces of its line in data coordinates, shape (n, 2).
        obstacles: Other lines in data coordinates that no text may cover.

    Returns:
        For each text that fits: the text, its centre in data coordinates, and the
        half width and half height of its box in inches.
    """
    others = [_dense(to_inches(axes, line)) for line in obstacles if len(line)]
    drawn = [[_dense(to_inches(axes, p)) for p in pieces] for _, pieces in lines]
    whole = np.concatenate([p for pieces in drawn for p in pieces] + others)
    placed: list[tuple[str, Array, Array]] = []
    for i, (text, pieces) in enumerate(lines):
        half = np.array([text_width(text), 0.8 * LINE_HEIGHT]) / 2 + 0.04
        foreign = [p for j, ps in enumerate(drawn) if j != i for p in ps] + others
        centres = [to_inches(axes, c[None])[0] for _, c, _ in placed]
        taken = [(c, h) for c, (_, _, h) in zip(centres, placed, strict=True)]
        best = _best(axes, np.concatenate(drawn[i]), half, foreign, taken)
        if best is not None:
            placed.append((text, _to_data(axes, best), half))
    return placed


def _dense(line: Array, step: float = 0.03) -> Array:
    """Adds points to a line until its neighbours are less than `step` apart."""
    if len(line) < 2:
        return line
    lengths = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    wanted = np.linspace(0, along[-1], int(along[-1] / step) + 2)
    columns = [np.interp(wanted, along, line[:, i]) for i in (0, 1)]
    return np.array(columns).T


def _best(
    axes: Axes,
    line: Array,
    half: Array,
    foreign: list[Array],
    taken: list[tuple[Array, Array]],
) -> Array | None:
    """Returns the point of the line with the most room around it, or None."""
    size = np.array(size_of(axes))
    crowd = np.concatenate([np.full((1, 2), 99.0), *foreign])
    best, room = None, 0.0
    for point in line[::3]:
        inside = min((point - half).min(), (size - point - half).min())
        gaps = [_gap(point, crowd, half)]
        gaps += [_gap(point, centre[None], half + other) for centre, other in taken]
        free = min(inside, *gaps)
        if free > room + 1e-9:
            best, room = point, free
    return best


def _gap(point: Array, others: Array, half: Array) -> float:
    """Returns how far the nearest other point is from the box around `point`."""
    return float((np.abs(others - point) - half).max(axis=1).min())


def _to_data(axes: Axes, inches: Array) -> Array:
    fractions = inches / np.array(size_of(axes))
    pixels = axes.transAxes.transform(fractions)
    return np.asarray(axes.transData.inverted().transform(pixels))


def write_label(axes: Axes, text: str, centre: Array) -> None:
    """Writes a text that `place_labels` has placed."""
    axes.text(float(centre[0]), float(centre[1]), text, ha="center", va="center", size=FONT_SIZE, zorder=6)


def without_box(axes: Axes, line: Array, centre: Array, half: Array) -> Array:
    """Returns the line with NaN inside of the box, so that a gap is drawn there."""
    dense = _dense(to_inches(axes, line), 0.01)
    middle = to_inches(axes, centre[None])[0]
    inside = (np.abs(dense - middle) < half).all(axis=1)
    dense[inside] = np.nan
    return np.array([_to_data(axes, point) for point in dense])
