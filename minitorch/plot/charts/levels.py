"""Numbers on the lines of a contour plot, each in a gap of its line with room around.

matplotlib's `clabel` writes along a line, but looks for no place that is free. Here
places are tried, as boxes along each line; all lengths are in points of print.
"""

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.contour import ContourSet
from matplotlib.transforms import Affine2D

from minitorch.data.points import Point
from minitorch.plot.paper.style import FONT_SIZE, INK
from minitorch.plot.paper.words import text_width, tick

_HIGH = 0.5 * FONT_SIZE  # half the height of a number's box
_PAD = 3.0  # before and after a number
_EVERY = 2  # places of a line that are tried: one in so many
_LEAST = 1.0  # from a box to what it must not touch
_STEP = 3.0  # from one point of a path to the next
_LONGEST = 30_000.0  # of a path, should it leave the picture by far


class Box(NamedTuple):
    """Where a number may stand: its middle, half its length, and its direction."""

    middle: Any
    half: float
    way: Any
    room: float = -np.inf

    def gaps(self, points: Any) -> Any:
        """Return how far points are from the box, below 0 for those inside."""
        away = points - self.middle
        along, across = away @ self.way, away @ (self.way[::-1] * [-1, 1])
        return np.maximum(np.abs(along) - self.half, np.abs(across) - _HIGH)

    def points(self) -> Any:
        """Return points on the box, near to one another."""
        along = np.linspace(-self.half, self.half, 15)[:, None] * self.way
        up = self.way[::-1] * [-_HIGH, _HIGH]
        return self.middle + np.concatenate([along - up, along, along + up])


def label_levels(axes: Axes, drawn: ContourSet, steps: list[Point]) -> None:
    """Write the value of each line in a gap of it, away from all other lines.

    A value that would have to touch something is left out.

    Args:
        axes: where the contours are drawn, with their limits.
        drawn: the contours, without numbers.
        steps: points (x, y) that are joined by a line over the contours.
    """
    scale = axes.figure.dpi / 72
    to_points = axes.transData + Affine2D().scale(1 / scale)
    corners = axes.get_window_extent().get_points() / scale
    lines = [
        [
            _dense(to_points.transform(piece))
            for piece in path.to_polygons(closed_only=False)
        ]
        for path in drawn.get_paths()
    ]
    busy = [_dense(to_points.transform(steps))] if steps else []
    places: list[tuple[float, float]] = []
    for level, pieces in zip(drawn.levels, lines, strict=True):
        foreign = [*busy, *(p for other in lines if other is not pieces for p in other)]
        half = text_width(tick(level)) * 72 / 2 + _PAD
        boxes = [
            _best(own, half, [*foreign, *(p for p in pieces if p is not own)], corners)
            for own in pieces
        ]
        box = max(boxes, key=lambda box: box.room, default=None)
        if box and box.room > _LEAST:
            places.append(tuple(to_points.inverted().transform(box.middle)))
            busy.append(box.points())
    if places:  # on their lines, so that the nearest line is the right one
        drawn.clabel(manual=places, fontsize=FONT_SIZE, colors=INK, fmt=tick)


def _best(line: Any, half: float, foreign: list[Any], corners: Any) -> Box:
    """Return the box along a line that has the most room around it."""
    best = Box(line[0], half, np.array([1.0, 0.0]))
    if _lengths(line)[-1] < 4 * half:
        return best
    others = np.concatenate([*foreign, np.full((1, 2), 1e6)])
    tried = [_box(line, at, half) for at in range(0, len(line), _EVERY)]
    for box, own, bend in tried:
        points = box.points()
        edges = np.minimum(points - corners[0], corners[1] - points).min()
        room = min(box.gaps(others).min(), box.gaps(own).min(initial=np.inf), edges)
        room -= bend / 2
        if room > best.room:
            best = box._replace(room=room)
    return best


def _box(line: Any, at: int, half: float) -> tuple[Box, Any, float]:
    """Return the box at a point of a line, the line's far parts, and its bend there."""
    if (line[0] == line[-1]).all():  # a closed line is turned until the point is inside
        line, at = np.roll(line[:-1], len(line) // 2 - at, axis=0), len(line) // 2
    along = _lengths(line)
    apart = np.abs(along - along[at])
    near = line[apart <= 1.3 * half]
    chord = near[-1] - near[0]
    way = chord / max(np.hypot(*chord), 1e-9)
    box = Box(line[at], half, way)
    bend = np.ptp((near - line[at]) @ (way[::-1] * [-1, 1]))
    return box, line[apart > 1.5 * half + 2 * _HIGH], float(bend)


def _lengths(line: Any) -> Any:
    """Return how far along a line each of its points is."""
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])


def _dense(corners: Any) -> Any:
    """Return points along the line through the corners, `_STEP` apart."""
    along = _lengths(corners)
    at = np.arange(0.0, min(along[-1], _LONGEST) + _STEP, _STEP)
    return np.stack([np.interp(at, along, each) for each in corners.T], axis=1)
