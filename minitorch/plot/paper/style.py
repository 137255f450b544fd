"""One look for every picture: colours, marks, line styles, sizes.

The numbers are chosen for the last row of a lecture room. An SVG shows 96 CSS pixels
an inch and 72 points an inch, so text of 14 points is 18.7 pixels high on a slide of
1280 x 720, and a picture 6 inches wide takes 576 pixels of it.

Blue and vermilion come from the palette of Okabe and Ito, which people with any of
the common colour vision deficiencies can tell apart. Nothing relies on colour alone:
classes differ by the shape of their mark, curves by their line style.
"""

from dataclasses import dataclass
from typing import Final

INK: Final = "#222222"
PAGE_INK: Final = "currentColor"  # where a style sheet of the page decides
GREY: Final = "#707070"
BLUE: Final = "#0072B2"
VERMILION: Final = "#D55E00"
GREEN: Final = "#00835F"
PURPLE: Final = "#AA3377"
# What comes back, in drawings: dark enough for text, on black paper light enough.
BACK: Final = "#B34A00"
PENDING: Final = "#C8102E"
FINISHED: Final = "#1A7340"

# Lengths of strokes and gaps, in widths of the line; none for a solid line.
Dashes = tuple[float, ...]
SOLID: Final[Dashes] = ()

# A curve's colour and dashes, in the order in which they are given out.
LINES: Final[tuple[tuple[str, Dashes], ...]] = (
    (BLUE, SOLID),
    (VERMILION, (5, 2)),
    (GREEN, (1, 1.4)),
    (PURPLE, (6, 2, 1, 2)),
)

FONT_FAMILY: Final = "DejaVu Sans, Verdana, Arial, sans-serif"
FONT_SIZE: Final = 14.0  # points
TITLE_SIZE: Final = 15.0  # points
LINE_HEIGHT: Final = 0.26  # inches from one line of text to the next
INCH: Final = 96.0  # CSS pixels
POINT: Final = INCH / 72
PICTURE_WIDTH: Final = 6.0  # inches, one panel
ROW_WIDTH: Final = 12.2  # inches, a row over the whole width of a slide
SQUARE_SIDE: Final = 3.5  # inches, the axes of a panel whose two axes are alike


@dataclass(frozen=True)
class Mark:
    """How one kind of point is drawn, and the words that say so.

    Args:
        shape: A circle "o", cross "x", square "s", diamond "D", triangle "^", star "*".
        colour: its colour.
        one, many: what a sentence calls one of them, and several.
        size: its height in points.
        edge: the width of its outline in points.
        filled: whether the inside has the colour, too.
    """

    shape: str
    colour: str
    one: str = ""
    many: str = ""
    size: float = 9.0
    edge: float = 2.4
    filled: bool = True


MARKS: Final = {
    "class 1": Mark("o", BLUE, "a blue circle", "blue circles", edge=0.0, size=9.5),
    "class 0": Mark("x", VERMILION, "an orange cross", "orange crosses", filled=False),
    "wrong side": Mark("o", INK, "a ring", "rings", size=18.0, edge=1.8, filled=False),
}


def mark_for(label: float) -> Mark:
    """Return the mark of a class, 1 or 0."""
    return MARKS["class 1" if label == 1 else "class 0"]
