"""A Drawing: a figure without axes, as box diagrams and tables are.

Every part of it has a class and its ink is the page's, so that a page restyles it by
its own style sheet.
"""

from dataclasses import dataclass, replace

from minitorch.plot.arguments import check_title
from minitorch.plot.paper.figure import Figure
from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.style import INCH, TITLE_SIZE
from minitorch.plot.paper.svg import Pixels, group, write_svg
from minitorch.plot.paper.words import plain, text_pixels

_MARGIN = 12.0  # pixels
_TITLE = 44.0  # the height of the title's line
_BASELINE = 26.0  # of the title
_LEAST = 6.0 * INCH
# On a narrow screen a drawing may shrink to 0.56 of its size, with text of 10.5 pixels,
# and has to be scrolled sideways where that does not fit. Style sheets go by a class
# that says how wide it is at most.
_WIDTHS = (560, 600, 700, 850, 1000, 1150, 1300, 1500, 1800)


@dataclass(frozen=True, repr=False)
class Drawing(Figure):
    """A box diagram or a table, shown in a notebook as SVG.

    Args:
        title: what stands above it.
        sentence: what it shows, in words and computed numbers.
        body: the SVG of its parts, from (0, 0) to `extent`.
        extent: its width and height in pixels.
        width, height: size in inches, 96 pixels each on a slide; None for the usual.
    """

    title: str
    sentence: str
    body: str
    extent: Pixels
    width: float | None = None
    height: float | None = None

    def __post_init__(self) -> None:
        check_title(self.title)

    @property
    def alt(self) -> str:
        """The sentence that says what it shows, for who cannot see it."""
        return plain(f"{self.title}. {self.sentence}").lstrip(". ")

    def sized(
        self, width: float | None = None, height: float | None = None
    ) -> "Drawing":
        """Return the same drawing on a larger canvas, in inches."""
        return replace(self, width=width, height=height)

    def svg(self) -> str:
        """Return the drawing as the text of an SVG file, always the same bytes."""
        return self._write(inline=False)

    def html(self) -> str:
        """Return the drawing as SVG to stand in a page, which has its own style."""
        return self._write(inline=True)

    def _write(self, inline: bool) -> str:
        top = _TITLE if self.title else _MARGIN
        least = max(_LEAST, text_pixels(self.title, TITLE_SIZE) + 2 * _MARGIN)
        width = max((self.width or 0) * INCH or least, self.extent[0] + 2 * _MARGIN)
        height = max((self.height or 0) * INCH, self.extent[1] + top + _MARGIN)
        left = (width - self.extent[0]) / 2
        down = top + (height - top - _MARGIN - self.extent[1]) / 2
        words = text("title", _MARGIN, _BASELINE, self.title, size=TITLE_SIZE)
        most = next((most for most in _WIDTHS if width <= most), "any")
        return write_svg(
            (round(width), round(height)),
            plain(self.title),
            self.alt,
            words + group("", self.body, left, down),
            inline=inline,
            kind=f"boxes to-{most}",
            preserveAspectRatio="xMidYMin meet",
        )

    def __repr__(self) -> str:
        return f"<Drawing: {self.alt}>"
