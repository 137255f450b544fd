"""The parts of a box diagram as SVG: boxes, the starts of arrows, what comes back.

Each has a class for style sheets; its colours are what a drawing has by itself.
"""

from typing import Final

from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.strokes import arrow
from minitorch.plot.paper.style import BACK, BLUE, FINISHED, PAGE_INK, PENDING
from minitorch.plot.paper.svg import element, group, outline, path, px, rect
from minitorch.plot.paper.words import text_pixels

BOX: Final = 54.0  # pixels, the height of a box
SLOT: Final = 30.0  # what a mark beside a derivative takes, besides its text


_COLOURS: Final = {
    "pending": PENDING,
    "wrong": PENDING,
    "finished": FINISHED,
    "right": FINISHED,
}
_SIGNS: Final = {
    "finished": "m0 -6l5 5l9 -12",  # a check mark
    "right": "m0 -6l5 5l9 -12",
    "wrong": "m1 -12l11 11m0 -11l-11 11",  # a cross
}


def box(
    left: float, y: float, width: float, height: float, state: str, words: str
) -> str:
    """Return a Function's box with the words in it; y is its middle."""
    at_work = state == "current"
    drawn = rect(
        "box",
        left,
        y - height / 2,
        width,
        height,
        rx=6,
        fill=BLUE,
        fill_opacity=0.32 if at_work else 0.14,
        stroke=BLUE,
        stroke_width=4 if at_work else 2,
    )
    return group(f"function {state}".strip(), drawn + words)


def pointer(x: float, y: float) -> str:
    """Return a triangle that points down at the box whose turn it is."""
    corners = [(x, y - 5), (x - 9, y - 17), (x + 9, y - 17)]
    d = outline(corners, closed=True)
    return element("path", kind="pointer", d=d, fill=BLUE)


def source(kind: str, x: float, y: float, current: bool) -> str:
    """Return where an arrow starts: a disc for a leaf, a square for a constant."""
    if kind == "constant":
        ink = {"fill": "none", "stroke": PAGE_INK, "stroke_width": 2}
        return rect("source", x - 9, y - 5, 10, 10, **ink)
    disc = element("circle", kind="source", cx=x - 4, cy=y, r=6, fill=PAGE_INK)
    return disc + (pointer(x - 4, y - 6) if current else "")


def arrow_back(left: float, right: float, y: float, state: str) -> str:
    """Return an arrow that runs back below a forward arrow at y."""
    colour = _COLOURS.get(state, BACK)
    return arrow("back", (right - 4, y + 11), (left, y + 11), colour)


def derivative(words: str, state: str, x: float, y: float, anchor: str) -> str:
    """Return what has come back to an arrow at y: a sum in a frame while it is pending.

    Args:
        words: the derivative.
        state: "pending", "finished", "right", "wrong" or "".
        x: where it begins, or ends if that is the anchor.
        y: the middle of the arrow.
        anchor: "start" or "end".
    """
    if not words:
        return ""
    colour, base = _COLOURS.get(state, BACK), y + 33
    side = 1 if anchor == "start" else -1
    mark = ""
    if state == "pending":
        base += 3  # the frame needs room below the arrow, too
        width = text_pixels(words) + 16
        ink = {"rx": 11.5, "fill": "none", "stroke": colour, "stroke_width": 2}
        left = x if side > 0 else x - width
        mark = rect("frame", left, base - 18, width, 23, **ink)
        x, anchor = x + side * width / 2, "middle"
    elif state in _SIGNS:
        left = x if side > 0 else x - 15
        mark = path("sign", f"M{px(left)} {px(base)}{_SIGNS[state]}", colour, 1.95)
        x += 20 * side
    return mark + text(f"derivative {state}".strip(), x, base, words, anchor, colour)
