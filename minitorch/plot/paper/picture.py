"""A Picture: a figure that knows a sentence saying what it shows.

A plotting function computes its numbers at once, so that a picture made during
training keeps showing that moment, and leaves the drawing until somebody looks.
The SVG is written by this package alone, so a picture needs nothing but Python.
"""

from dataclasses import dataclass, replace

from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.edges import draw_edges
from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.panels import Layout
from minitorch.plot.paper.rows import Panelled
from minitorch.plot.paper.strokes import marks
from minitorch.plot.paper.style import INCH, INK, LINE_HEIGHT, MARKS, TITLE_SIZE
from minitorch.plot.paper.svg import write_svg
from minitorch.plot.paper.words import text_width

# The line that explains the marks, in inches: a mark's middle, its name's start, and
# the room before the next mark.
_KEY_MARK, _KEY_NAME, _KEY_GAP = 0.195, 0.42, 0.21
_KEY_SIZE = 14.0  # points, the most that a mark has there


@dataclass(frozen=True, repr=False)
class Picture(Panelled):
    """Panels that this package draws itself, shown in a notebook as SVG."""

    def axes(self) -> list[Axes]:
        """Draw the panels and return their axes, from left to right."""
        width, height = self.layout().axes
        drawn = []
        for panel in self.panels:
            axes = Axes(width, height)
            panel.draw(axes)
            draw_edges(axes)
            drawn.append(axes)
        return drawn

    def svg(self) -> str:
        """Return the picture as the text of an SVG file, always the same bytes."""
        layout = self.layout()
        parts = [
            axes.svg(left * INCH, layout.top * INCH)
            for axes, left in zip(self.axes(), layout.lefts, strict=True)
        ]
        body = "".join([*_titles(layout), *parts, _key(layout)])
        size = layout.width * INCH, layout.height * INCH
        return write_svg(size, self.title, self.alt, body, kind="picture")


def _titles(layout: Layout) -> list[str]:
    """Write each line by its baseline, which stays where it is whatever it says."""
    return [
        text(
            "title",
            left * INCH,
            (layout.top - 0.2 - i * LINE_HEIGHT) * INCH,
            line,
            colour=INK,
            size=TITLE_SIZE,
        )
        for title, left in zip(layout.titles, layout.lefts, strict=True)
        for i, line in enumerate(reversed(title.split("\n")))
    ]


def _key(layout: Layout) -> str:
    """Explain the marks once for all panels, in a line at the bottom."""
    widths = [_KEY_NAME + text_width(name) for name in layout.key]
    left = (layout.width - sum(widths) - _KEY_GAP * (len(widths) - 1)) / 2
    y = (layout.height - 0.65 * LINE_HEIGHT) * INCH
    drawn = ""
    for name, width in zip(layout.key, widths, strict=True):
        mark = replace(MARKS[name], size=min(_KEY_SIZE, MARKS[name].size))
        drawn += marks([((left + _KEY_MARK) * INCH, y)], mark)
        x = (left + _KEY_NAME) * INCH
        drawn += text("key", x, y, name, colour=INK, level="middle")
        left += width + _KEY_GAP
    return drawn
