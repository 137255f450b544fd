"""Numbers on contours: each in a gap of its own line, where no other line passes.

Everything here is measured in pixels from the upper left corner of the axes, for it is
on paper, not in the data, that a text has a size.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from math import dist, inf, nan

from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.style import INCH, LINE_HEIGHT
from minitorch.plot.paper.svg import Pixels
from minitorch.plot.paper.words import text_width
from minitorch.plot.plane.isolines import Line

_STEP = 2.0  # pixels between the points of a line that is measured
_EVERY = 4  # a text is tried at every so many of them
_MOST = 20_000  # such points at most, for a path that leaves the picture by far
_STRIDE = 16  # from one point to the next in a first, coarse look at lines
_PAD = 4.0  # pixels around a text
_TIE = 1e-6  # pixels: a place so little better is not better


@dataclass(frozen=True)
class Label:
    """A text that has found its place.

    Args:
        text: what is written.
        centre: the middle of its box in pixels.
        half: half the width and half the height of its box in pixels.
    """

    text: str
    centre: Pixels
    half: Pixels

    def gap(self, point: Pixels) -> float:
        """Return how far a point is from the box, below 0 if it is inside."""
        across = abs(point[0] - self.centre[0]) - self.half[0]
        down = abs(point[1] - self.centre[1]) - self.half[1]
        return max(across, down)

    def apart(self, other: "Label") -> float:
        """Return how far the box of another label is from this one's."""
        half = self.half[0] + other.half[0], self.half[1] + other.half[1]
        return Label(self.text, self.centre, half).gap(other.centre)

    def cut(self, line: Line) -> Line:
        """Return the line with NaN inside of the box."""
        return [(nan, nan) if self.gap(point) < 0 else point for point in line]

    def write(self, axes: Axes) -> None:
        """Write the text onto the axes."""
        axes.text_at(*self.centre, self.text, "middle", "middle", kind="value")


def dense(axes: Axes, line: Line) -> Line:
    """Return a line of the data in pixels, its points about `_STEP` apart."""
    corners = [axes.at(x, y) for x, y in line]
    if len(corners) < 2:
        return corners
    along = [0.0, *accumulate(map(dist, corners, corners[1:]))]
    pieces = int(min(along[-1] / _STEP, _MOST)) + 1
    return [*_spaced(corners, along, along[-1] / pieces), corners[-1]]


def _spaced(corners: Line, along: list[float], step: float) -> Iterator[Pixels]:
    """Yield points of a line, the first one first, every `step` along it."""
    wanted = 0.0
    for ((x0, y0), (x1, y1)), (start, end) in zip(
        pairwise(corners), pairwise(along), strict=True
    ):
        while wanted < end:
            share = (wanted - start) / (end - start)
            yield x0 + share * (x1 - x0), y0 + share * (y1 - y0)
            wanted += step


def place_label(
    axes: Axes,
    text: str,
    pieces: Sequence[Line],
    foreign: Sequence[Line],
    placed: Sequence[Label],
) -> Label | None:
    """Find the place with the most room for a text on one of its own lines.

    Args:
        axes: where the lines are drawn.
        text: what is to be written.
        pieces: its own lines in pixels, dense.
        foreign: other lines, which it must not touch.
        placed: texts that stand already, which it must not touch either.

    Returns:
        The label, or None if it fits nowhere.
    """
    half = text_width(text) * INCH / 2 + _PAD, 0.4 * LINE_HEIGHT * INCH + _PAD
    best, most = None, 0.0
    for piece in pieces:
        others = [*foreign, *(other for other in pieces if other is not piece)]
        scattered = _scattered([*chain(*others)])
        for at in range(0, len(piece), _EVERY):
            label = Label(text, piece[at], half)
            points = chain(scattered, _far_part(piece, at, 2 * sum(half)))
            room = _room(label, points, _margin(axes, label, placed), most + _TIE)
            if room > most + _TIE:
                best, most = label, room
    return best


def _room(
    label: Label, points: Iterable[Pixels], margin: float, wanted: float
) -> float:
    """Return the distance from a label to the nearest point, `margin` at most.

    It looks no further once there is less room than is wanted.
    """
    room = margin
    for point in points:
        if room <= wanted:
            break
        room = min(room, label.gap(point))
    return room


def _scattered(points: Line) -> Line:
    """Return the points in an order of which the first few are everywhere already.

    A place without room is then seen to be one after a few of them.
    """
    return [point for k in range(_STRIDE) for point in points[k::_STRIDE]]


def _margin(axes: Axes, label: Label, placed: Sequence[Label]) -> float:
    """Return the distance from a label to the edges, and to the other texts."""
    (x, y), (across, down) = label.centre, label.half
    right, bottom = axes.width * INCH - x, axes.height * INCH - y
    edges = [x - across, y - down, right - across, bottom - down]
    return min([*edges, *(label.apart(other) for other in placed)])


def _far_part(line: Line, at: int, reach: float) -> Iterator[Pixels]:
    """Yield what of a line is farther along it than `reach`.

    Near a crossing, a line comes back to itself; there its text would cover it.
    """
    near = reach / _STEP
    around = len(line) if line[0] == line[-1] else inf
    for i, point in enumerate(line):
        along = abs(i - at)
        if min(along, around - along) > near:
            yield point
