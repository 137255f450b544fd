"""A Drawing: SVG that this package writes itself, and the sentence that goes with it.

Every part of it has a class, its ink is `currentColor`, and it has no ids, so any
number of drawings can stand in one page, which restyles them by its own style sheet.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from minitorch.plot.boxes.naming import TEXT, text_width

_INCH = 96  # CSS pixels
_MARGIN = 12.0
_TITLE = 20.0
_LEAST = 6.0 * _INCH
_FONT = "DejaVu Sans, Verdana, Arial, sans-serif"
# On a narrow screen a drawing may shrink to 0.56 of its size, with text of 10.6 pixels,
# and has to be scrolled sideways where that does not fit. Style sheets go by a class
# that says how wide it is at most.
_WIDTHS = (560, 700, 850, 1000, 1150, 1300, 1500, 1800)


@dataclass(frozen=True, repr=False)
class Drawing:
    """A box diagram, shown in a notebook as SVG.

    Args:
        title: what stands above it.
        alt: the sentence that says what it shows.
        body: the SVG of boxes and arrows, from (0, 0) to `extent`.
        extent: its width and height in pixels.
        width, height: size in inches, 96 pixels each on a slide; None for the usual.
    """

    title: str
    alt: str
    body: str
    extent: tuple[float, float]
    width: float | None = None
    height: float | None = None

    def sized(
        self, width: float | None = None, height: float | None = None
    ) -> "Drawing":
        """Return the same drawing on a larger canvas, in inches."""
        return replace(self, width=width, height=height)

    def svg(self) -> str:
        """Return the drawing as the text of an SVG file, always the same bytes."""
        alt = escape(self.alt)
        return self._write(
            f"<desc>{alt}</desc>"
            f'<metadata><dc:description xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"{alt}</dc:description></metadata>"
        )

    def inline(self) -> str:
        """Return the drawing as SVG to stand in a page, which has its own style."""
        return self._write("")

    def _write(self, words: str) -> str:
        top = 2.2 * _TITLE if self.title else _MARGIN
        least = max(_LEAST, text_width(self.title, _TITLE) + 2 * _MARGIN)
        width = max((self.width or 0) * _INCH or least, self.extent[0] + 2 * _MARGIN)
        height = max((self.height or 0) * _INCH, self.extent[1] + top + _MARGIN)
        left = (width - self.extent[0]) / 2
        down = top + (height - top - _MARGIN - self.extent[1]) / 2
        return (
            self._start(f"{width:.0f}", f"{height:.0f}")
            + (f"<title>{escape(self.title)}</title>" if self.title else "")
            + words
            + text("title", _MARGIN, 1.3 * _TITLE, self.title, "start", size=_TITLE)
            + f'<g transform="translate({left:.1f} {down:.1f})">{self.body}</g></svg>'
        )

    def _start(self, width: str, height: str) -> str:
        most = next((most for most in _WIDTHS if float(width) <= most), "any")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="boxes to-{most}" '
            'role="img" '
            f"aria-label={quoteattr(self.alt)} "
            f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            'preserveAspectRatio="xMidYMin meet" '
            f'font-family="{_FONT}" font-size="{TEXT:.0f}">'
        )

    def save(self, path: str | Path) -> None:
        """Write the drawing to a file whose name ends in .svg."""
        if Path(path).suffix != ".svg":
            raise ValueError(f"A drawing is saved as .svg, got the name {str(path)!r}.")
        Path(path).write_text(self.svg(), encoding="utf-8")

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"image/svg+xml": self.svg(), "text/html": self.inline()}

    def __repr__(self) -> str:
        return f"<Drawing: {self.alt}>"


def text(
    kind: str,
    x: float,
    y: float,
    words: str,
    anchor: str,
    colour: str = "currentColor",
    size: float = TEXT,
) -> str:
    """Return a line of text as SVG, nothing for no words."""
    if not words:
        return ""
    height = "" if size == TEXT else f' font-size="{size:.0f}"'
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" fill="{colour}" '
        f'text-anchor="{anchor}"{height}>{escape(words)}</text>'
    )


def path(
    kind: str, d: str, colour: str = "currentColor", width: float = 2.0, more: str = ""
) -> str:
    """Return a line as SVG."""
    return (
        f'<path class="{kind}" d="{d}" fill="none" stroke="{colour}" '
        f'stroke-width="{width:g}"{more}/>'
    )


def head(
    kind: str, x: float, y: float, colour: str = "currentColor", back: bool = False
) -> str:
    """Return an arrow's head whose tip is at (x, y), pointing right, or left."""
    d = f"M{x:.1f} {y:.1f}l{11 if back else -12:d} -6v12z"
    return f'<path class="{kind}" d="{d}" fill="{colour}"/>'
