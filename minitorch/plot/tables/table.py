"""Tables of numbers as SVG: where the cell of each index stands, and how it is drawn.

The last dimension runs to the right, the one before it down. A third one lays sheets
side by side, or one below the other.
"""

from dataclasses import dataclass
from typing import Final

from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.strokes import arrow, head
from minitorch.plot.paper.style import BACK, BLUE, GREEN, GREY, PAGE_INK, PURPLE
from minitorch.plot.paper.svg import group, outline, path, rect
from minitorch.plot.paper.words import text_pixels, value_text
from minitorch.tensors.indexing import Index, Shape

HEIGHT: Final = 42.0  # pixels, of a cell
LINE: Final = 26.0  # from one line of text to the next
ARROW: Final = 38.0  # an arrow above a table, with its label
SHEETS: Final = 36.0  # between two sheets
MOST: Final = 60  # cells that can be told apart
_LEAST = 44.0  # the width of a cell
_TINTS: Final = (BLUE, BACK, GREEN, PURPLE)


@dataclass(frozen=True)
class Table:
    """The places of a table's cells, from (0, 0).

    Args:
        shape: of at most three dimensions.
        width: of a cell in pixels.
        down: whether sheets stand one below the other.
    """

    shape: Shape
    width: float
    down: bool = False

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many sheets, rows and columns there are."""
        sheets, rows, columns = (1,) * (3 - len(self.shape)) + self.shape
        return sheets, rows, columns

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height of the whole in pixels."""
        sheets, rows, columns = self.sizes
        x, y = self.sheet(sheets - 1)
        return x + columns * self.width, y + rows * HEIGHT

    def sheet(self, number: int) -> tuple[float, float]:
        """Return where a sheet begins."""
        _, rows, columns = self.sizes
        if self.down:
            return 0.0, number * (rows * HEIGHT + SHEETS)
        return number * (columns * self.width + SHEETS), 0.0

    def place(self, index: Index) -> tuple[float, float]:
        """Return the upper left corner of a cell."""
        sheet, row, column = (0,) * (3 - len(index)) + tuple(index)
        x, y = self.sheet(sheet)
        return x + column * self.width, y + row * HEIGHT


def check_size(shape: Shape, where: str) -> None:
    """Make sure that a table of this shape can be drawn.

    Raises:
        ValueError: it has too many dimensions or cells, or no cells.
    """
    cells = 1
    for size in shape:
        cells *= size
    if len(shape) > 3 or not 0 < cells <= MOST:
        raise ValueError(
            f"{where} draws tables of at most 3 dimensions and 1 to {MOST} cells, got "
            f"shape {shape} with {cells} cells. Draw a part of it."
        )


def cell_width(numbers: tuple[float, ...]) -> float:
    """Return how wide cells are that hold these numbers."""
    return max([_LEAST, *(text_pixels(value_text(x)) + 18 for x in numbers)])


def tint(number: int) -> str:
    """Return the class of a cell in one of the four colours, which repeat."""
    return f"tint{number % len(_TINTS)}"


def cell(
    kind: str, x: float, y: float, width: float, words: str, current: bool = False
) -> str:
    """Return a cell with a word in it.

    Args:
        kind: what ``tint`` returns, "plain", "repeated" or "unread".
        x, y: its upper left corner.
        width: in pixels.
        words: what stands in it.
        current: whether it is the one that is spoken of.
    """
    ink = GREY if kind in ("repeated", "unread") else PAGE_INK
    edge = _TINTS[int(kind.removeprefix("tint"))] if kind.startswith("tint") else ink
    drawn = rect(
        "",
        x + 2,
        y + 2,
        width - 4,
        HEIGHT - 4,
        rx=4,
        fill="none" if edge == ink else edge,
        fill_opacity=None if edge == ink else 0.16,
        stroke=edge,
        stroke_dasharray="4 5" if kind == "repeated" else None,
        stroke_width=4.5 if current else 1.6,
    )
    label = text("number", x + width / 2, y + HEIGHT / 2 + 7, words, "middle", ink)
    return group(f"cell {kind}{' current' if current else ''}", drawn + label)


def hop(start: float, end: float, y: float, rise: float, words: str) -> str:
    """Return an arrow that leaves the storage upwards and comes down at another cell.

    Args:
        start, end: where it leaves and arrives.
        y: the upper edge of the storage.
        rise: how high it goes.
        words: what stands above it.
    """
    top = y - rise
    way = outline([(start, y - 2), (start, top), (end, top), (end, y - 11)])
    return (
        path("back hop", way, BACK)
        + head("back-head", (end, y - 1), BACK, (0.0, 1.0))
        + text("hop-text", (start + end) / 2, top - 6, words, "middle")
    )


def across(start: float, end: float, y: float, words: str) -> str:
    """Return an arrow to the right with words above it."""
    middle = (start + end) / 2
    label = text("stride", middle, y - 9, words, "middle")
    return arrow("back", (start, y), (end, y), BACK) + label


def downwards(x: float, start: float, end: float, words: str) -> str:
    """Return an arrow down with words on its left."""
    label = text("stride", x - 12, (start + end) / 2 + 7, words, "end")
    return arrow("back", (x, start), (x, end), BACK) + label


def numbers_beside(table: Table) -> str:
    """Return the numbers of the index: of rows on the left, of columns above."""
    sheets, rows, columns = table.sizes
    parts = []
    for sheet in range(sheets):
        x, y = table.sheet(sheet)
        if len(table.shape) > 0 and not (table.down and sheet):
            parts += [
                text("axis", x + (i + 0.5) * table.width, y - 8, str(i), "middle", GREY)
                for i in range(columns)
            ]
        if len(table.shape) > 1 and (table.down or not sheet):
            parts += [
                text("axis", x - 10, y + (i + 0.5) * HEIGHT + 7, str(i), "end", GREY)
                for i in range(rows)
            ]
    return "".join(parts)
