"""Numbers on contours: each in a gap of its own line, where no other line passes.

Everything here is measured in inches from the lower left corner of the axes, for it
is on paper, not in the data, that a text has a size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from .axes import size_of
from .sample import Array
from .style import FONT_SIZE, LINE_HEIGHT
from .words import text_width

_STEP = 0.02  # inches between the points of a line that is measured
_EVERY = 4  # a text is tried at every so many of them


@dataclass(frozen=True)
class Label:
    """A text that has found its place.

    Args:
        text: What is written.
        centre: The middle of its box in inches, shape (2,).
        half: Half the width and half the height of its box in inches, shape (2,).
    """

    text: str
    centre: Array
    half: Array

    def cut(self, line: Array) -> Array:
        """Returns the line, shape (n, 2), with NaN inside of the box."""
        inside = np.all(np.abs(line - self.centre) < self.half, axis=1, keepdims=True)
        return np.where(inside, np.nan, line)

    def write(self, axes: Axes) -> None:
        """Writes the text onto the axes."""
        x, y = to_data(axes, self.centre[None])[0]
        axes.text(x, y, self.text, ha="center", va="center", size=FONT_SIZE, zorder=6)


def to_inches(axes: Axes, points: Array) -> Array:
    """Returns data points, shape (n, 2), as inches, close to one another."""
    fractions = axes.transAxes.inverted().transform(axes.transData.transform(points))
    return _dense(np.asarray(fractions) * np.array(size_of(axes)))


def to_data(axes: Axes, inches: Array) -> Array:
    """Returns points in inches, shape (n, 2), as data points."""
    pixels = axes.transAxes.transform(inches / np.array(size_of(axes)))
    return np.asarray(axes.transData.inverted().transform(pixels))


def place_label(
    axes: Axes,
    text: str,
    pieces: Sequence[Array],
    foreign: Sequence[Array],
    placed: Sequence[Label],
) -> Label | None:
    """Finds the place with the most room for a text on one of its own lines.

    Args:
        axes: Where the lines are drawn.
        text: What is to be written.
        pieces: Its own lines, each of shape (n, 2), in inches.
        foreign: Other lines, which it must not touch, in inches.
        placed: Texts that stand already, which it must not touch either.

    Returns:
        The label, or None if it fits nowhere.
    """
    half = np.array([text_width(text), 0.8 * LINE_HEIGHT]) / 2 + 0.04
    best, most = None, 0.0
    for piece in pieces:
        others = [*foreign, *(other for other in pieces if other is not piece)]
        for at in range(0, len(piece), _EVERY):
            lines = np.concatenate([_far_part(piece, at, 2 * half.sum()), *others])
            room = _room(axes, piece[at], half, lines, placed)
            if room > most + 1e-9:
                best, most = Label(text, piece[at], half), room
    return best


def _room(
    axes: Axes, point: Array, half: Array, lines: Array, placed: Sequence[Label]
) -> float:
    """Returns the distance from a box to the nearest thing around, or below 0."""
    size = np.array(size_of(axes))
    edges = [(point - half).min(), (size - point - half).min()]
    texts = [_gap(point, p.centre[None], half + p.half) for p in placed]
    return float(min([*edges, *texts, _gap(point, lines, half)]))


def _gap(point: Array, others: Array, half: Array) -> float:
    """Returns how far the nearest other point is from the box around `point`."""
    if len(others) == 0:
        return float("inf")
    return float((np.abs(others - point) - half).max(axis=1).min())


def _far_part(line: Array, at: int, reach: float) -> Array:
    """Returns what of a line is farther along it than `reach`, shape (n, 2).

    Near a crossing, a line comes back to itself; there its text would cover it.
    """
    along = np.abs(np.arange(len(line)) - at)
    if np.allclose(line[0], line[-1]):
        along = np.minimum(along, len(line) - along)
    return line[along * _STEP > reach]


def _dense(line: Array) -> Array:
    """Adds points to a line so that neighbours are about `_STEP` apart."""
    if len(line) < 2:
        return line
    along = np.concatenate([[0.0], np.hypot(*np.diff(line, axis=0).T).cumsum()])
    wanted = np.linspace(0, along[-1], int(along[-1] / _STEP) + 2)
    return np.array([np.interp(wanted, along, column) for column in line.T]).T
