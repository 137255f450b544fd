"""Lines, marks and arrows, as SVG."""

import math
from collections.abc import Iterable, Sequence

from minitorch.plot.paper.style import PAGE_INK, POINT, Dashes, Mark
from minitorch.plot.paper.svg import Pixels, element, outline, path, px, share

_HEAD = 12.0  # the length and the width of an arrow's head
_UNDER = 10.0  # of that, the line ends so far under it
_SHAPES = {"o": "circle", "x": "cross", "s": "square", "D": "diamond", "^": "triangle"}
_SHAPES["*"] = "star"
_CORNERS: dict[str, Sequence[Pixels]] = {
    "s": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "D": ((-1.41, 0), (0, -1.41), (1.41, 0), (0, 1.41)),
    "^": ((0, -1), (1, 1), (-1, 1)),
    "*": [
        (radius * math.sin(k * math.pi / 5), -radius * math.cos(k * math.pi / 5))
        for k, radius in enumerate([1, 0.382] * 5)
    ],
}


def line(
    kind: str,
    points: Iterable[Pixels],
    colour: str,
    width: float,
    dashes: Dashes = (),
    opacity: float = 1.0,
) -> str:
    """Return a line through points, with round corners; none through no points."""
    return path(
        kind,
        outline(points),
        colour,
        width,
        stroke_dasharray=" ".join(px(dash * width * POINT) for dash in dashes),
        stroke_linejoin="round",
        stroke_linecap="butt" if dashes else "round",
        opacity=share(opacity),
    )


def arrow(kind: str, start: Pixels, end: Pixels, colour: str = PAGE_INK) -> str:
    """Return an upright or level arrow with a filled head whose tip is at `end`.

    The class of its head is "head" for a "line", and "back-head" for what runs "back".
    """
    length = math.dist(start, end)
    way = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    stop = end[0] - _UNDER * way[0], end[1] - _UNDER * way[1]
    tip = "head" if kind == "line" else "back-head"
    return path(kind, outline([start, stop]), colour) + head(tip, end, colour, way)


def head(
    kind: str, tip: Pixels, colour: str = PAGE_INK, way: Pixels = (1.0, 0.0)
) -> str:
    """Return an arrow's filled head, which points to the right unless told."""
    (x, y), (right, down) = tip, way
    back = x - _HEAD * right, y - _HEAD * down
    across = _HEAD / 2 * down, _HEAD / 2 * right
    sides = [(back[0] + s * across[0], back[1] + s * across[1]) for s in (-1, 1)]
    return element("path", kind=kind, d=outline([tip, *sides], True), fill=colour)


def marks(places: Iterable[Pixels], mark: Mark) -> str:
    """Return a group with a mark at each of the places."""
    shape = _mark_outline(mark.shape, mark.size / 2 * POINT)
    drawn = "".join(
        element("path", transform=f"translate({px(x)} {px(y)})", d=shape)
        for x, y in places
    )
    return element(
        "g",
        drawn,
        kind=f"mark {_SHAPES[mark.shape]}",
        fill=mark.colour if mark.filled else "none",
        stroke=mark.colour if mark.edge else None,
        stroke_width=mark.edge * POINT if mark.edge else None,
    )


def _mark_outline(shape: str, half: float) -> str:
    """Return the path of a mark around (0, 0), from -half to half."""
    if shape == "o":
        arc = f"a{px(half)} {px(half)} 0 1 0"
        return f"M{px(-half)} 0{arc} {px(2 * half)} 0{arc} {px(-2 * half)} 0z"
    if shape == "x":
        strokes = [(-half, -half), (half, half), (math.nan, 0)]
        return outline([*strokes, (-half, half), (half, -half)])
    return outline([(half * x, half * y) for x, y in _CORNERS[shape]], closed=True)


def span(kind: str, start: Pixels, end: Pixels, colour: str, width: float) -> str:
    """Return an arrow with an open head at both ends: it says from where to where."""
    gap = (math.nan, 0.0)
    points = [*_head(start, end), gap, start, end, gap, *_head(end, start)]
    return line(kind, points, colour, width)


def _head(start: Pixels, end: Pixels, length: float = 8.0) -> list[Pixels]:
    """Return the two strokes of a head whose tip is at `end`."""
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    sides = [
        (
            end[0] - length * math.cos(angle + turn),
            end[1] - length * math.sin(angle + turn),
        )
        for turn in (-0.45, 0.45)
    ]
    return [sides[0], end, sides[1]]
