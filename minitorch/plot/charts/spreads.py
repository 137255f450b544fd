"""What box plots and error bars say, for the sentence of a figure.

Matplotlib draws both with plain lines. Here it is found out which lines they are, so
that no sentence takes them for curves.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.container import ErrorbarContainer
from matplotlib.lines import Line2D

from minitorch.plot.paper.words import count, number


class Box(NamedTuple):
    """What one box says, and which lines it is drawn with."""

    upright: bool
    place: float
    words: str
    lines: Sequence[Line2D]


def boxes(lines: Sequence[Line2D]) -> list[Box]:
    """Return the boxes that are drawn with some of these lines.

    Each has, one after the other, two whiskers, their two ends and the median. Before
    them may stand its outline, and after them the mean and the points beyond.
    """
    data = [np.array(line.get_data(orig=False), float) for line in lines]
    found = []
    for upright in (True, False):
        # The first row is the place of a box, the second the values.
        rows = data if upright else [points[::-1] for points in data]
        for i in range(len(rows) - 4):
            if _is_box(rows[i : i + 5]):
                place = float(rows[i][0, 0])
                words, after = _told(rows[i:])
                first = i - 1 if i and _is_outline(data[i - 1]) else i
                found.append(Box(upright, place, words, lines[first : i + after]))
    return found


def _is_box(five: Sequence[Any]) -> bool:
    """Whether lines are two whiskers that run to their ends, and a median."""
    if any(points.shape != (2, 2) for points in five):
        return False
    *whiskers, end, other_end, median = five
    flat = all(np.ptp(y) == 0 for _, y in (end, other_end, median))
    straight = all(x[0] == x[1] == whiskers[0][0, 0] for x, _ in whiskers)
    ends = [(w[1, 1], e[1, 0]) for w, e in zip(whiskers, (end, other_end), strict=True)]
    return flat and straight and all(at == reached for reached, at in ends)


def _is_outline(points: Any) -> bool:
    """Whether a line of several points ends where it begins."""
    return points.shape[1] > 4 and bool((points[:, 0] == points[:, -1]).all())


def _told(rows: Sequence[Any]) -> tuple[str, int]:
    """Return what the box says that rows begin with, and how many lines it has."""
    lower, upper, _, _, median = rows[:5]
    (q1, low), (q3, high) = lower[1], upper[1]
    beyond, after = 0, 5
    for x, y in rows[5:]:
        if not ((median[0].min() <= x) & (x <= median[0].max())).all():
            break
        beyond = int(((y < low) | (y > high)).sum())  # the mean comes before them
        after += 1
    words = f"median {number(median[1, 0])}, the middle half from {number(q1)} to "
    words += f"{number(q3)}, whiskers from {number(low)} to {number(high)}"
    return words + (f", {count(beyond, 'point')} beyond" if beyond else ""), after


def error_bars(axes: Any) -> Iterator[ErrorbarContainer]:
    """Yield what `errorbar` has drawn, and `bar` with errors."""
    return (one for one in axes.containers if isinstance(one, ErrorbarContainer))


def lengths(drawn: ErrorbarContainer) -> Iterator[tuple[str, str]]:
    """Yield for the error bars along each axis its letter, and how long they are."""
    _, _, bars = drawn.lines
    letters = "x" * drawn.has_xerr + "y" * drawn.has_yerr
    for letter, each in zip(letters, bars, strict=True):
        ends = [segment[:, "xy".index(letter)] for segment in each.get_segments()]
        sizes = [float(np.ptp(values)) for values in ends if len(values)]
        if sizes:
            least, most = number(min(sizes)), number(max(sizes))
            span = most if least == most else f"{least} to {most}"
            yield letter, f"{span} long"
