"""The drawing of a linear separator: the plane, and every point on the loss's curve.

Two panels of SVG, 400 by 400 each. The script `separator.js` redraws the groups named
here with the same shapes and the same numbers; without it they stay as they are.
"""

from collections.abc import Iterable
from html import escape
from math import hypot
from typing import Any

from minitorch.data.points import Point
from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.style import (
    BLUE,
    FONT_FAMILY,
    GREY,
    PAGE_INK,
    SQUARE_SIDE,
    VERMILION,
)
from minitorch.plot.paper.svg import Pixels, element, group, outline, path, px
from minitorch.plot.separator.situation import (
    Situation,
    between,
    point_loss,
    reach,
    short,
)
from minitorch.scalar import Scalar

SIZE = 400  # of a panel
_LEFT, _TOP = 46.0, 12.0  # of the axes within it
_SIDE = SQUARE_SIDE * 96
_SAMPLES = 80  # pieces of the curve
_HEADROOM = 1.1  # of the loss axis above its last tick


def panel(kind: str, body: str, label: str = "", **more: Any) -> str:
    """Return an `<svg>` of one panel; `label` says what it shows."""
    return element(
        "svg",
        body,
        kind=f"separator-{kind}",
        viewBox=f"0 0 {SIZE} {SIZE}",
        font_family=FONT_FAMILY,
        font_size=15,
        role="img" if label else None,
        aria_label=label,
        **more,
    )


class _Place(Axes):
    """The axes of a panel, where a point of the data has its place in the panel."""

    def at(self, x: float, y: float) -> Pixels:
        """Return a place in pixels from the upper left corner of the panel."""
        across, down = super().at(x, y)
        return _LEFT + across, _TOP + down


def _axes(xlim: tuple[float, float], ylim: tuple[float, float]) -> _Place:
    axes = _Place(SQUARE_SIDE, SQUARE_SIDE)
    axes.set_limits(xlim, ylim)
    return axes


# The plane


def draw_plane(now: Situation) -> str:
    """Return axes, regions, points and boundary."""
    axes = _axes(now.ends, now.ends)
    low, high = now.ends
    middle = (low + high) / 2
    names = _text(_LEFT + _SIDE / 2, 394, "x₁") + _text(4, _TOP + _SIDE / 4, "x₂", "")
    ticks = _below(axes, (low, middle, high)) + _beside(axes, (low, middle, high))
    return (
        _group("regions", _regions(now, axes))
        + _group("scale", _frame() + names + ticks)
        + _group("points", _points(now, axes))
        + _group("line", _line(now, axes))
    )


def _regions(now: Situation, axes: Axes) -> str:
    """Return the two tinted sides."""
    return "".join(
        element(
            "path",
            kind=name,
            fill=colour,
            fill_opacity=0.2,
            d=_way(axes, now.half(sign), closed=True),
        )
        for sign, name, colour in ((1, "one", BLUE), (-1, "zero", VERMILION))
    )


def _points(now: Situation, axes: Axes) -> str:
    """Return the points, a ring around those on the wrong side."""
    ring = {"fill": "none", "stroke": PAGE_INK, "stroke_width": 1.8}
    parts = []
    for x, label, wrong in zip(now.points.X, now.points.y, now.wrong, strict=True):
        parts.append(_mark(axes.at(*x), label))
        parts.append(_circle("ring", axes.at(*x), 12, **ring) if wrong else "")
    return "".join(parts)


def _line(now: Situation, axes: Axes) -> str:
    """Return the boundary, and from its middle an arrow in the direction of w."""
    if now.boundary is None:
        return ""
    start = between(*now.boundary, 0.5)
    tip = arrow_tip(now, start)
    return (
        path("drawn", _way(axes, now.boundary), width=2.25)
        + path("drawn", _way(axes, [start, tip]))
        + _circle("tip", axes.at(*tip), 7, fill=PAGE_INK)
    )


def arrow_tip(now: Situation, start: Point) -> Point:
    """Return where the arrow ends: the longer w is, the farther, within the square."""
    size = hypot(now.w1, now.w2)
    low, high = now.ends
    length = (high - low) * 0.45 * size / (size + 4.0)
    ways = []
    for x, w in zip(start, (now.w1, now.w2), strict=True):
        if w:
            ways.append(((high if w > 0 else low) - x) * size / w)
    length = min(length, *ways)
    return start[0] + length * now.w1 / size, start[1] + length * now.w2 / size


# The losses


def draw_losses(now: Situation) -> str:
    """Return the curve of the loss with the points on it, and their stems."""
    end = reach(now.values)
    axes = _axes((-end, end), (0.0, _HEADROOM * end))
    labels = now.points.y
    signed = [m if y == 1 else -m for m, y in zip(now.values, labels, strict=True)]
    spots = [axes.at(*x) for x in zip(signed, now.losses, strict=True)]
    marks = [_mark(spot, label) for spot, label in zip(spots, labels, strict=True)]
    stems = "".join(f"M{px(x)} {px(_TOP + _SIDE)}V{px(y)}" for x, y in spots)
    ms = [end * (2 * k / _SAMPLES - 1) for k in range(_SAMPLES + 1)]
    curve = _way(axes, [(m, point_loss(Scalar(m), 1).data) for m in ms])
    drawn = path("stems", stems, GREY, 0.75) + path("loss", curve, width=1.8)
    ticks = _below(axes, (-end, -end / 2, 0.0, end / 2, end))
    return (
        _group("scale", _frame() + _loss_names())
        + _group("ticks", ticks + _beside(axes, (0.0, end / 2, end)))
        + _group("curve", drawn)
        + _group("points", "".join(marks))
    )


def _loss_names() -> str:
    middle, right = _LEFT + _SIDE / 2, _LEFT + _SIDE
    zero = f"M{px(middle)} {px(_TOP)}v{px(_SIDE)}"
    return (
        path("frame", zero, width=0.75, stroke_opacity=0.4)
        + _text(right - 8, _TOP + 18, "loss −log σ(±m)", "end")
        + _text(_LEFT, 394, "← wrong side", "")
        + _text(middle, 394, "±m")
        + _text(right, 394, "right side →", "end")
    )


# Shapes and words


def _group(kind: str, body: str) -> str:
    return group(f"separator-{kind}", body)


def _frame() -> str:
    d = f"M{px(_LEFT)} {px(_TOP)}v{px(_SIDE)}h{px(_SIDE)}"
    return path("frame", d, width=0.75)


def _way(axes: Axes, points: Iterable[Point], closed: bool = False) -> str:
    """Return the path along points of the data, "" for none."""
    places = [axes.at(*point) for point in points]
    return outline(places, closed) if places else ""


def _below(axes: Axes, values: Iterable[float]) -> str:
    low = _TOP + _SIDE + 20
    return "".join(_text(axes.at(x, 0)[0], low, short(x)) for x in values)


def _beside(axes: Axes, values: Iterable[float]) -> str:
    left = _LEFT - 8
    return "".join(_text(left, axes.at(0, y)[1] + 5, short(y), "end") for y in values)


def _text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    """Return words as large as the style sheet has them."""
    place = {"x": float(x), "y": float(y)}
    ink = {"text_anchor": anchor, "fill": PAGE_INK}
    return element("text", escape(words), **place, **ink)


def _circle(kind: str, at: Pixels, radius: int, **ink: Any) -> str:
    return element("circle", kind=kind, cx=at[0], cy=at[1], r=radius, **ink)


def _mark(at: Pixels, label: int) -> str:
    """Return a circle for class 1 or a cross for class 0."""
    if label == 1:
        return _circle("one", at, 6, fill=BLUE)
    d = f"M{px(at[0] - 5)} {px(at[1] - 5)}l10 10m0 -10l-10 10"
    return path("zero", d, VERMILION, 2.1)
