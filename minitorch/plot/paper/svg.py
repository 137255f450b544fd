"""The parts of an SVG file: lines, marks, texts, and the file around them.

Nothing here has an id, and there is no style rule, so any number of pictures can stand
in one page. Text is text, in the reader's font, and not an outline of it.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from minitorch.plot.paper.mathtext import Run, runs
from minitorch.plot.paper.style import (
    FONT_FAMILY,
    FONT_SIZE,
    PAGE_INK,
    POINT,
    Dashes,
    Mark,
)

_LINE_SPACING = 1.2  # from one line of a text to the next, in its size
# How far below a height the baseline of its text is, in the size of the text.
_LEVELS = {"baseline": 0.0, "middle": 0.36, "top": 0.76}
_FAR = 20_000.0  # pixels; browsers lose their way with numbers that are far larger

_HEAD = 12.0  # the length and the width of an arrow's head
_UNDER = 10.0  # of that, the line ends so far under it

Pixels = tuple[float, float]

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


def px(value: float) -> str:
    """Return a length or place in pixels, as short as a hundredth allows.

    >>> px(12.0), px(0.126), px(-0.001)
    ('12', '0.13', '0')
    """
    text = f"{max(-_FAR, min(_FAR, value)):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(tag: str, content: str = "", **attributes: object) -> str:
    """Return an element; attributes that are None or empty are left out.

    >>> element("path", d="M0 0", stroke_width=2, kind="line", fill=None)
    '<path d="M0 0" stroke-width="2" class="line"/>'
    """
    written = "".join(
        f" {'class' if name == 'kind' else name.replace('_', '-')}="
        + quoteattr(px(value) if isinstance(value, float) else str(value))
        for name, value in attributes.items()
        if value not in (None, "")
    )
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def share(opacity: float) -> float | None:
    """Return an opacity as an attribute, none for what hides all behind it."""
    return None if opacity == 1 else float(opacity)


def outline(points: Iterable[Pixels], closed: bool = False) -> str:
    """Return the path along points; NaN interrupts it.

    >>> outline([(0, 0), (10, 5), (math.nan, 0), (20, 0), (20, 9)])
    'M0 0L10 5M20 0L20 9'
    """
    parts, pen = [], "M"
    for x, y in points:
        if math.isnan(x) or math.isnan(y):
            pen = "M"
            continue
        parts.append(f"{pen}{px(x)} {px(y)}")
        pen = "L"
    return "".join(parts) + ("z" if closed else "")


def group(kind: str, body: str, x: float = 0.0, y: float = 0.0) -> str:
    """Return a group of elements, moved by (x, y) pixels.

    >>> group("axis", "<path/>", y=5.0)
    '<g class="axis" transform="translate(0 5)"><path/></g>'
    """
    move = f"translate({px(x)} {px(y)})" if x or y else None
    return element("g", body, kind=kind, transform=move)


def path(
    kind: str, d: str, colour: str = PAGE_INK, width: float = 1.5, **more: Any
) -> str:
    """Return the stroke along a path, none along an empty one.

    Its width is in points of print.
    """
    return d and element(
        "path",
        kind=kind,
        d=d,
        fill="none",
        stroke=colour,
        stroke_width=width * POINT,
        **more,
    )


def rect(
    kind: str, x: float, y: float, width: float, height: float, **look: Any
) -> str:
    """Return a rectangle whose upper left corner is at (x, y)."""
    place = {"x": float(x), "y": float(y)}
    size = {"width": float(width), "height": float(height)}
    return element("rect", "", kind=kind, **place, **size, **look)


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


def text(
    kind: str,
    x: float,
    y: float,
    words: str,
    anchor: str = "start",
    colour: str = PAGE_INK,
    *,
    level: str = "baseline",
    size: float = FONT_SIZE,
    turned: bool = False,
    bold: bool = False,
) -> str:
    """Return a text of one line or more, of a size in points of print.

    Args:
        kind: the class of its elements.
        x, y: where it stands, in pixels.
        words: the text, with mathematics between dollar signs.
        anchor: which part of it is at x: its "start", "middle" or "end".
        colour: its colour.
        level: what is at y: the first line's "baseline" or "top", or the "middle" of
            all.
        size: the size of its letters in points.
        turned: whether it runs from below to above.
        bold: whether its letters are bold.
    """
    height = size * POINT
    lines = words.split("\n")
    down = _LEVELS[level] * height
    if level == "middle":
        down -= (len(lines) - 1) / 2 * _LINE_SPACING * height
    return "".join(
        element(
            "text",
            _spans(runs(line), height),
            kind=kind,
            x=float(x),
            y=float(y + down + i * _LINE_SPACING * height),
            text_anchor=None if anchor == "start" else anchor,
            font_size=height,
            font_weight="bold" if bold else None,
            fill=colour,
            transform=f"rotate(-90 {px(x)} {px(y)})" if turned else None,
        )
        for i, line in enumerate(lines)
        if line
    )


def _spans(parts: list[Run], height: float) -> str:
    """Return the runs of a line; each moves on from where the last one ended."""
    written, rise = [], 0.0
    for run in parts:
        plain = run == Run(run.text) and rise == 0
        written.append(escape(run.text) if plain else _span(run, rise, height))
        rise = run.rise
    return "".join(written)


def _span(run: Run, rise: float, height: float) -> str:
    return element(
        "tspan",
        escape(run.text),
        font_style="italic" if run.italic else None,
        font_size=run.size * height if run.size != 1 else None,
        dx=run.space * height or None,
        dy=(rise - run.rise) * height or None,
    )


def write_svg(
    size: Pixels, title: str, alt: str, body: str, *, inline: bool = False, **more: Any
) -> str:
    """Return an SVG of a size in pixels, with its title and the sentence about it.

    The sentence stands three times in a file, for different readers; in a page, where
    an SVG is `inline`, its `aria-label` is enough.
    """
    width, height = map(px, size)
    told = element("title", escape(title)) if title else ""
    if not inline:
        said = escape(alt)
        purl = "http://purl.org/dc/elements/1.1/"
        inner = f'<dc:description xmlns:dc="{purl}">{said}</dc:description>'
        told += element("desc", said) + element("metadata", inner)
    return element(
        "svg",
        told + body,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_label=alt,
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
        font_family=FONT_FAMILY,
        **more,
    )
