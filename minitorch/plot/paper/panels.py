"""Panels, and where they stand: sizes in inches, the same for all of a picture.

Positions follow from the kind of panel and not from the drawn numbers, so that in a
sequence of pictures of the same thing only what changes seems to move.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from minitorch.plot.paper.style import (
    LINE_HEIGHT,
    MARKS,
    PICTURE_WIDTH,
    ROW_WIDTH,
    SQUARE_SIDE,
    TITLE_SIZE,
)
from minitorch.plot.paper.words import text_width, wrap

_WIDE_HEIGHT = 2.7  # inches of axes in a panel that is wider than high
_MOST_TITLE_LINES = 3


@dataclass(frozen=True)
class Margins:
    """Room around the axes of a panel for ticks and labels, in inches."""

    left: float = 0.8
    right: float = 0.25
    bottom: float = 0.68


@dataclass(frozen=True)
class Panel:
    """One pair of axes.

    Args:
        title: what stands above it.
        sentence: what the panel shows, in words and computed numbers.
        draw: draws onto the axes it is given, those of this package or of matplotlib.
        margins: room in inches that its labels need around the axes.
        square: whether both axes have the same length.
        key: names of the marks to explain below, from `style.MARKS`.
        tall: the height of its axes in inches; 0 for the usual.
    """

    title: str
    sentence: str
    draw: Callable[[Any], None]
    margins: Margins = field(default_factory=Margins)
    square: bool = False
    key: tuple[str, ...] = ()
    tall: float = 0.0


Panels = tuple[Panel, ...]


@dataclass(frozen=True)
class Layout:
    """Sizes and places in inches, from the picture's upper left corner.

    Args:
        width, height: the picture's size.
        lefts: where the axes of each panel begin.
        top: where all axes begin.
        axes: the width and height of all axes.
        titles: the panels' titles, broken into lines.
        key: names of the marks that are explained at the bottom.
    """

    width: float
    height: float
    lefts: tuple[float, ...]
    top: float
    axes: tuple[float, float]
    titles: tuple[str, ...]
    key: tuple[str, ...]


def lay_out(panels: Panels, width: float | None, height: float | None) -> Layout:
    """Give every panel axes of the same size."""
    margins = _common_margins(panels)
    cell, axes_width = _widths(panels, margins, width)
    titles = _wrapped([panel.title for panel in panels], cell - margins.left)
    top = LINE_HEIGHT * max(title.count("\n") + 1 for title in titles) + 0.2
    key = tuple(name for name in MARKS if any(name in p.key for p in panels))
    bottom = margins.bottom + (LINE_HEIGHT + 0.06 if key else 0.0)
    axes_height = _axes_height(panels, axes_width)
    total = height or bottom + axes_height + top
    axes_height = total - bottom - top
    _check_room(axes_height, axes_width)
    lefts = tuple(i * cell + margins.left for i in range(len(panels)))
    size = axes_width, axes_height
    return Layout(cell * len(panels), total, lefts, top, size, tuple(titles), key)


def _common_margins(panels: Panels) -> Margins:
    return Margins(
        left=max(panel.margins.left for panel in panels),
        right=max(panel.margins.right for panel in panels),
        bottom=max(panel.margins.bottom for panel in panels),
    )


def _widths(
    panels: Panels, margins: Margins, width: float | None
) -> tuple[float, float]:
    """Return the width of a panel's cell, and of the axes in it."""
    cell = (width or ROW_WIDTH) / len(panels)
    if width is None:
        cell = min(cell, PICTURE_WIDTH)
    room = cell - margins.left - margins.right
    if width is None and _square(panels) and room > SQUARE_SIDE:
        return cell - room + SQUARE_SIDE, SQUARE_SIDE
    return cell, room


def _square(panels: Panels) -> bool:
    """In a mixed row the panel with two like axes decides for all."""
    return any(panel.square for panel in panels)


def _axes_height(panels: Panels, axes_width: float) -> float:
    if any(panel.tall for panel in panels):
        return max(panel.tall for panel in panels)
    if _square(panels):
        return axes_width
    return min(_WIDE_HEIGHT, max(axes_width, 2.0))


def _wrapped(titles: list[str], width: float) -> list[str]:
    lines = [wrap(title, width, TITLE_SIZE) for title in titles]
    for title, text in zip(titles, lines, strict=True):
        too_wide = text_width(text, TITLE_SIZE) > width
        if too_wide or text.count("\n") >= _MOST_TITLE_LINES:
            raise ValueError(
                f"The title {title!r} does not fit above a panel {width:.1f} inches "
                "wide. Shorten it, or put fewer pictures into the row."
            )
    return lines


def _check_room(axes_height: float, axes_width: float) -> None:
    if axes_height < 1.0 or axes_width < 1.0:
        raise ValueError(
            f"The labels leave axes of {axes_width:.1f} x {axes_height:.1f} inches, "
            "too small to read. Use shorter labels, fewer pictures, or a larger size."
        )
