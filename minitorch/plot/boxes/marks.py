"""The parts of a box diagram as SVG: boxes, the starts of arrows, what comes back.

Each has a class for style sheets. The colours written here are what a drawing has by
itself; they can be read on white and on black paper alike.
"""

from typing import Final

from minitorch.plot.boxes.naming import text_width
from minitorch.plot.paper.drawing import head, path, text

BOX: Final = 54.0  # pixels, the height of a box
SLOT: Final = 30.0  # what a mark beside a derivative takes, besides its text


class Colour:
    """The colours of a drawing that no style sheet restyles."""

    function: Final = "#0072B2"
    back: Final = "#B34A00"  # vermilion, dark enough for text
    pending: Final = "#C8102E"
    finished: Final = "#1A7340"


_COLOURS: Final = {
    "pending": Colour.pending,
    "wrong": Colour.pending,
    "finished": Colour.finished,
    "right": Colour.finished,
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
    return (
        f'<g class="function{" " + state if state else ""}">'
        f'<rect class="box" x="{left:.1f}" y="{y - height / 2:.1f}" '
        f'width="{width:.1f}" height="{height:.0f}" rx="6" fill="{Colour.function}" '
        f'fill-opacity="{0.32 if at_work else 0.14}" stroke="{Colour.function}" '
        f'stroke-width="{4 if at_work else 2}"/>{words}</g>'
    )


def pointer(x: float, y: float) -> str:
    """Return a triangle that points down at the box whose turn it is."""
    return (
        f'<path class="pointer" d="M{x:.1f} {y - 5:.1f}l-9 -12h18z" '
        f'fill="{Colour.function}"/>'
    )


def source(kind: str, x: float, y: float, current: bool) -> str:
    """Return where an arrow starts: a disc for a leaf, a square for a constant."""
    if kind == "constant":
        return (
            f'<rect class="source" x="{x - 9:.1f}" y="{y - 5:.1f}" width="10" '
            'height="10" fill="none" stroke="currentColor" stroke-width="2"/>'
        )
    disc = f'<circle class="source" cx="{x - 4:.1f}" cy="{y:.1f}" r="6" '
    disc += 'fill="currentColor"/>'
    return disc + (pointer(x - 4, y - 6) if current else "")


def arrow_back(left: float, right: float, y: float, state: str) -> str:
    """Return an arrow that runs back below a forward arrow at y."""
    y += 11
    colour = _COLOURS.get(state, Colour.back)
    line = path("back", f"M{right - 4:.1f} {y:.1f}H{left + 9:.1f}", colour)
    return line + head("back-head", left, y, colour, back=True)


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
    colour, base = _COLOURS.get(state, Colour.back), y + 33
    kind = f"derivative {state}".strip()
    if state == "pending":
        width = text_width(words) + 16
        left = x if anchor == "start" else x - width
        frame = (
            f'<rect class="frame" x="{left:.1f}" y="{base - 18:.1f}" '
            f'width="{width:.1f}" height="23" rx="11.5" fill="none" '
            f'stroke="{colour}" stroke-width="2"/>'
        )
        return frame + text(kind, left + width / 2, base, words, "middle", colour)
    if state not in _SIGNS:
        return text(kind, x, base, words, anchor, colour)
    sign_x, text_x = (x, x + 20) if anchor == "start" else (x - 15, x - 20)
    sign = path("sign", f"M{sign_x:.1f} {base:.1f}{_SIGNS[state]}", colour, 2.6)
    return sign + text(kind, text_x, base, words, anchor, colour)
