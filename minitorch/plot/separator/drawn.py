"""The drawing of a linear separator: the plane, and every point on the loss's curve.

Two panels of SVG, 400 by 400 each. The script `separator.js` redraws the groups named
here with the same shapes and the same numbers; without it they stay as they are.
"""

from collections.abc import Iterable
from math import hypot
from xml.sax.saxutils import escape

from minitorch.data.points import Point
from minitorch.plot.paper.style import BLUE, VERMILION
from minitorch.plot.separator.situation import (
    Situation,
    between,
    point_loss,
    reach,
    short,
)
from minitorch.scalar import Scalar

SIZE = 400  # of a panel
_LEFT, _TOP, _SIDE = 46.0, 12.0, 336.0  # of the axes within it
_FONT = 'font-family="DejaVu Sans, Verdana, Arial, sans-serif" font-size="15"'
_SAMPLES = 80  # pieces of the curve
_HEADROOM = 1.1  # of the loss axis above its last tick


def panel(kind: str, body: str, label: str = "", **more: str) -> str:
    """Return an `<svg>` of one panel; `label` says what it shows."""
    said = f' role="img" aria-label="{escape(label, {chr(34): "&quot;"})}"'
    rest = "".join(f' {name}="{value}"' for name, value in more.items())
    return (
        f'<svg class="separator-{kind}" viewBox="0 0 {SIZE} {SIZE}" {_FONT}'
        f"{said if label else ''}{rest}>{body}</svg>"
    )


# The plane


def draw_plane(now: Situation) -> str:
    """Return axes, regions, points and boundary."""
    low, high = now.ends
    middle = _LEFT + _SIDE / 2
    parts = [
        _text(middle, 394, "middle", "x₁"),
        _text(4, _TOP + _SIDE / 4, "start", "x₂"),
    ]
    for x in (low, (low + high) / 2, high):
        parts += [
            _text(_x(now, x), _TOP + _SIDE + 20, "middle", short(x)),
            _text(_LEFT - 8, _y(now, x) + 5, "end", short(x)),
        ]
    return (
        _group("regions", draw_regions(now))
        + _group("scale", _frame() + "".join(parts))
        + _group("points", draw_points(now))
        + _group("line", draw_line(now))
    )


def draw_regions(now: Situation) -> str:
    """Return the two tinted sides."""
    return "".join(
        f'<path class="{name}" fill="{colour}" fill-opacity="0.2" '
        f'd="{_polygon(now, now.half(sign))}"/>'
        for sign, name, colour in ((1, "one", BLUE), (-1, "zero", VERMILION))
    )


def draw_points(now: Situation) -> str:
    """Return the points, a ring around those on the wrong side."""
    parts = []
    for (x1, x2), label, wrong in zip(now.points.X, now.points.y, now.wrong):
        parts.append(_mark(_x(now, x1), _y(now, x2), label, wrong))
    return "".join(parts)


def draw_line(now: Situation) -> str:
    """Return the boundary, and from its middle an arrow in the direction of w."""
    if now.boundary is None:
        return ""
    ends = _polygon(now, now.boundary).removesuffix("Z")
    start = between(*now.boundary, 0.5)
    tip = arrow_tip(now, start)
    return (
        f'<path class="drawn" d="{ends}" stroke="currentColor" stroke-width="3"/>'
        f'<path class="drawn" d="{_polygon(now, [start, tip]).removesuffix("Z")}" '
        'stroke="currentColor" stroke-width="2"/>'
        f'<circle class="tip" cx="{_x(now, tip[0]):.1f}" cy="{_y(now, tip[1]):.1f}" '
        'r="7" fill="currentColor"/>'
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
    signs = [1 if label == 1 else -1 for label in now.points.y]
    end = reach(now.values)
    zero = _height(0.0, end)
    stems, marks = [], []
    for m, sign, loss, label in zip(now.values, signs, now.losses, now.points.y):
        x, y = _across(sign * m, end), _height(loss, end)
        stems.append(f"M{x:.1f} {zero:.1f}V{y:.1f}")
        marks.append(_mark(x, y, label, wrong=False))
    stem = f'<path class="stems" d="{"".join(stems)}" stroke="#707070"/>'
    return (
        _group("scale", _frame() + _loss_names())
        + _group("ticks", _loss_ticks(end))
        + _group("curve", stem + _curve(end))
        + _group("points", "".join(marks))
    )


def _loss_names() -> str:
    middle, right = _LEFT + _SIDE / 2, _LEFT + _SIDE
    return (
        f'<path class="frame" d="M{middle:.1f} {_TOP}v{_SIDE}" fill="none" '
        'stroke="currentColor" stroke-opacity="0.4"/>'
        + _text(right - 8, _TOP + 18, "end", "loss −log σ(±m)")
        + _text(_LEFT, 394, "start", "← wrong side")
        + _text(middle, 394, "middle", "±m")
        + _text(right, 394, "end", "right side →")
    )


def _loss_ticks(end: float) -> str:
    below = [
        _text(_across(m, end), _TOP + _SIDE + 20, "middle", short(m))
        for m in (-end, -end / 2, 0.0, end / 2, end)
    ]
    beside = [
        _text(_LEFT - 8, _height(loss, end) + 5, "end", short(loss))
        for loss in (0.0, end / 2, end)
    ]
    return "".join(below + beside)


def _curve(end: float) -> str:
    steps = [end * (2 * k / _SAMPLES - 1) for k in range(_SAMPLES + 1)]
    ends = [
        f"{_across(m, end):.1f} {_height(point_loss(Scalar(m), 1).data, end):.1f}"
        for m in steps
    ]
    return (
        f'<path class="loss" d="M{"L".join(ends)}" fill="none" '
        'stroke="currentColor" stroke-width="2.4"/>'
    )


# Places and shapes


def _x(now: Situation, x1: float) -> float:
    low, high = now.ends
    return _LEFT + _SIDE * (x1 - low) / (high - low)


def _y(now: Situation, x2: float) -> float:
    low, high = now.ends
    return _TOP + _SIDE * (high - x2) / (high - low)


def _across(m: float, end: float) -> float:
    return _LEFT + _SIDE * (m + end) / (2 * end)


def _height(loss: float, end: float) -> float:
    return _TOP + _SIDE * (1 - loss / (_HEADROOM * end))


def _group(kind: str, body: str) -> str:
    return f'<g class="separator-{kind}">{body}</g>'


def _frame() -> str:
    return (
        f'<path class="frame" d="M{_LEFT} {_TOP}v{_SIDE}h{_SIDE}" fill="none" '
        'stroke="currentColor"/>'
    )


def _text(x: float, y: float, anchor: str, words: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="currentColor">'
        f"{words}</text>"
    )


def _polygon(now: Situation, corners: Iterable[Point]) -> str:
    ends = [f"{_x(now, x1):.1f} {_y(now, x2):.1f}" for x1, x2 in corners]
    return f"M{'L'.join(ends)}Z" if ends else ""


def _mark(x: float, y: float, label: int, wrong: bool) -> str:
    """Return a circle for class 1 or a cross for class 0, with a ring if wrong."""
    ring = (
        f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="12" fill="none" '
        'stroke="currentColor" stroke-width="1.8"/>'
    )
    if label == 1:
        shape = f'<circle class="one" cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{BLUE}"/>'
    else:
        shape = (
            f'<path class="zero" d="M{x - 5:.1f} {y - 5:.1f}l10 10m0 -10l-10 10" '
            f'fill="none" stroke="{VERMILION}" stroke-width="2.8"/>'
        )
    return shape + (ring if wrong else "")
