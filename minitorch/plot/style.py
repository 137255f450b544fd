"""One look for every picture: colours, marks, line styles, sizes.

The numbers are chosen for the last row of a lecture room. An SVG shows 96 CSS pixels
an inch and 72 points an inch, so text of 14 points is 18.7 pixels high on a slide of
1280 x 720, and a picture 6 inches wide takes 576 pixels of it.

Blue and vermilion come from the palette of Okabe and Ito, which people with any of
the common colour vision deficiencies can tell apart. Nothing relies on colour alone:
classes differ by the shape of their mark, curves by their line style.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import matplotlib
from matplotlib.lines import Line2D

INK: Final = "#222222"
GREY: Final = "#707070"
BLUE: Final = "#0072B2"
VERMILION: Final = "#D55E00"
GREEN: Final = "#00835F"
PURPLE: Final = "#AA3377"

# A curve's colour and line style, in the order in which they are given out.
LINES: Final = (
    (BLUE, "-"),
    (VERMILION, (0, (5, 2))),
    (GREEN, (0, (1, 1.4))),
    (PURPLE, (0, (6, 2, 1, 2))),
)

FONT_SIZE: Final = 14.0  # points
TITLE_SIZE: Final = 15.0  # points
LINE_HEIGHT: Final = 0.26  # inches from one line of text to the next
PICTURE_WIDTH: Final = 6.0  # inches, one panel
ROW_WIDTH: Final = 12.2  # inches, a row over the whole width of a slide
SQUARE_SIDE: Final = 3.5  # inches, the axes of a panel whose two axes are alike


@dataclass(frozen=True)
class Mark:
    """How one kind of point is drawn, and the words that say so."""

    shape: str
    colour: str
    one: str
    many: str
    size: float = 9.0
    edge: float = 2.4
    filled: bool = True

    def line(self, x: Any, y: Any, **more: Any) -> Line2D:
        """Returns the points (x, y) drawn with this mark."""
        face = self.colour if self.filled else "none"
        return Line2D(
            x,
            y,
            linestyle="none",
            marker=self.shape,
            markersize=self.size,
            markerfacecolor=face,
            markeredgecolor=self.colour,
            markeredgewidth=self.edge,
            **more,
        )


MARKS: Final = {
    "class 1": Mark("o", BLUE, "a blue circle", "blue circles", edge=0.0, size=9.5),
    "class 0": Mark("x", VERMILION, "an orange cross", "orange crosses", filled=False),
    "wrong side": Mark("o", INK, "a ring", "rings", size=18.0, edge=1.8, filled=False),
}

_SETTINGS: Final[dict[Any, Any]] = {
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": FONT_SIZE,
    "axes.linewidth": 1.0,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "font.family": "DejaVu Sans",
    "font.size": FONT_SIZE,
    "legend.fontsize": FONT_SIZE,
    "lines.linewidth": 2.6,
    "lines.solid_capstyle": "round",
    "mathtext.fontset": "dejavusans",
    "savefig.facecolor": "none",
    "svg.fonttype": "path",  # outlines: the same picture whatever fonts a reader has
    "svg.hashsalt": "minitorch",  # otherwise every run would invent new ids
    "text.color": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": FONT_SIZE,
    "ytick.labelsize": FONT_SIZE,
}


@contextmanager
def look() -> Iterator[None]:
    """Sets the look of the pictures, and takes it back at the end of the `with`.

    It starts from matplotlib's defaults, so that a reader's own settings file can
    change nothing, and leaves the reader's settings as they were.
    """
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        yield


def mark_for(label: float) -> Mark:
    """Returns the mark of a class, 1 or 0."""
    return MARKS["class 1" if label == 1 else "class 0"]
