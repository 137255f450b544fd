"""Small grey images in rows, each with a few words below it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from .layout import Margins
from .picture import Panel, Picture
from .sample import Array, check_title
from .style import GREY, INK, LINE_HEIGHT, PICTURE_WIDTH
from .words import count, plain, text_width

_MARGINS = Margins(left=0.25, right=0.25, bottom=0.15)
_GAP = 0.2  # inches between two images
_SHADES = 16  # steps from paper to ink


@dataclass(frozen=True)
class Sheet:
    """Where images stand on a sheet of paper; all sizes in inches.

    Args:
        columns: How many stand side by side.
        lines: How many lines of words each has below it.
        side: The width of an image; its height follows from its shape.
        ratio: An image's height divided by its width.
    """

    columns: int
    lines: int
    side: float
    ratio: float

    @property
    def step(self) -> tuple[float, float]:
        """The way from one image to the next, to the right and down."""
        words = LINE_HEIGHT * self.lines + (0.08 if self.lines else 0.0)
        return self.side + _GAP, self.side * self.ratio + words + _GAP

    def corner(self, i: int) -> tuple[float, float]:
        """Returns the upper left corner of image i, y pointing down."""
        across, down = self.step
        return i % self.columns * across, i // self.columns * down


def plot_images(
    title: str,
    images: Sequence[Any],
    captions: Sequence[str] = (),
    *,
    columns: int = 5,
    low: float = 0.0,
    high: float = 1.0,
) -> Picture:
    """Draws grey images side by side, in rows, with a caption below each.

    The picture is as wide as a slide's column and as high as it has to be, so it stands
    alone: in `row` its captions would not fit.

    Args:
        title: What stands above them.
        images: Each a grid of numbers, rows from the top; all of the same shape.
        captions: For each image a few words, in one line or more; none for no words.
        columns: How many images stand in a row.
        low, high: The numbers that are drawn as paper and as ink.

    Returns:
        A picture whose `alt` counts the images and repeats their captions.

    Raises:
        ValueError: If there is no image, they differ in shape, hold a number that is
            not finite, or do not have one caption each; or if a caption is too wide.

    >>> plot_images("Two", [[[0, 1], [1, 0]], [[1, 1], [0, 0]]], ["cross", "top"]).alt
    'Two. 2 images of 2 by 2 pixels, in 1 row: cross; top.'
    """
    check_title(title)
    pixels = _read(images)
    if captions and len(captions) != len(pixels):
        raise ValueError(
            "plot_images needs a caption for each image, got "
            f"{len(captions)} for {count(len(pixels), 'image')}."
        )
    if not low < high:
        raise ValueError(f"Paper and ink differ, got low={low!r} and high={high!r}.")
    sheet = _arrange(pixels, captions, columns)
    shades = np.clip((pixels - low) / (high - low), 0.0, 1.0)
    draw = partial(_draw, shades=shades, captions=list(captions), sheet=sheet)
    panel = Panel(title, _describe(pixels, captions, columns), draw, _MARGINS)
    height = _extent(len(pixels), sheet)[1] + _MARGINS.bottom + LINE_HEIGHT + 0.2
    return Picture((panel,), height=height)


def _read(images: Sequence[Any]) -> Array:
    """Returns the images as an array of shape (n, height, width)."""
    grids = [np.asarray(image, dtype=float) for image in images]
    shapes = sorted({grid.shape for grid in grids})
    if len(shapes) != 1 or len(shapes[0]) != 2 or 0 in shapes[0]:
        raise ValueError(
            "plot_images needs at least one image, all of one shape (height, width), "
            f"got {shapes!r}. A flat row of 64 pixels becomes one by reshape(8, 8)."
        )
    pixels = np.array(grids)
    if not np.isfinite(pixels).all():
        raise ValueError("plot_images needs finite numbers, got nan or infinity.")
    return pixels


def _arrange(pixels: Array, captions: Sequence[str], columns: int) -> Sheet:
    if columns < 1:
        raise ValueError(f"plot_images needs at least one column, got {columns!r}.")
    room = PICTURE_WIDTH - _MARGINS.left - _MARGINS.right
    side = (room - (columns - 1) * _GAP) / columns
    for caption in captions:
        if text_width(caption) > side + 0.7 * _GAP:
            raise ValueError(
                f"The caption {caption!r} is wider than an image of {side:.2f} inches. "
                "Shorten it, break it into lines, or use fewer columns."
            )
    lines = max([caption.count("\n") + 1 for caption in captions], default=0)
    _, rows, across = pixels.shape
    return Sheet(columns, lines, side, rows / across)


def _extent(n: int, sheet: Sheet) -> tuple[float, float]:
    """Returns the width and height of a sheet of n images."""
    across, down = sheet.step
    return sheet.columns * across - _GAP, math.ceil(n / sheet.columns) * down - _GAP


def _describe(pixels: Array, captions: Sequence[str], columns: int) -> str:
    n, height, width = pixels.shape
    rows = count(math.ceil(n / columns), "row")
    words = f"{count(n, 'image')} of {height} by {width} pixels, in {rows}"
    return words + (
        f": {'; '.join(_spoken(c) for c in captions)}." if captions else "."
    )


def _spoken(caption: str) -> str:
    """Returns a caption in one line, for a sentence."""
    return ", ".join(plain(line) for line in caption.split("\n"))


def _draw(axes: Axes, shades: Array, captions: list[str], sheet: Sheet) -> None:
    """Draws in inches, with (0, 0) in the upper left corner."""
    width, height = _extent(len(shades), sheet)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    _draw_pixels(axes, shades, sheet)
    for i in range(len(shades)):
        x, y = sheet.corner(i)
        tall = sheet.side * sheet.ratio
        frame = Rectangle((x, y), sheet.side, tall, fill=False, edgecolor=GREY)
        axes.add_patch(frame)
        if captions:
            middle, below = x + sheet.side / 2, y + tall + 0.08
            _write(axes, middle, below, captions[i])


def _write(axes: Axes, x: float, y: float, caption: str) -> None:
    """Writes a caption, its first line just below y."""
    for i, line in enumerate(caption.split("\n")):
        at = y + (i + 0.7) * LINE_HEIGHT
        axes.text(x, at, line, ha="center", va="baseline")


def _draw_pixels(axes: Axes, shades: Array, sheet: Sheet) -> None:
    """Draws all pixels of one shade, of all images, as one path: far fewer bytes."""
    steps = np.rint(shades * _SHADES).astype(int)
    pixel = sheet.side / shades.shape[2]
    square = pixel * np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
    for step in range(1, _SHADES + 1):
        places = np.argwhere(steps == step)
        if len(places) == 0:
            continue
        corners = [sheet.corner(int(i)) for i in places[:, 0]]
        at = np.array(corners) + pixel * places[:, :0:-1]
        path = Path.make_compound_path_from_polys(at[:, None, :] + square)
        shade = step / _SHADES
        axes.add_patch(PathPatch(path, facecolor=INK, alpha=shade, linewidth=0))
