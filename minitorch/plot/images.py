"""Small grey images in rows, each with a few words below it."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from minitorch.plot.arguments import check_title
from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.panels import Margins, Panel
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.style import GREY, INK, LINE_HEIGHT, PICTURE_WIDTH
from minitorch.plot.paper.words import count, plain, text_width

Image = tuple[tuple[float, ...], ...]

_MARGINS = Margins(left=0.25, right=0.25, bottom=0.15)
_GAP = 0.2  # inches between two images
_LOWEST = 1.05  # inches: a lower sheet would be no picture
_SHADES = 16  # steps from paper to ink


@dataclass(frozen=True)
class Sheet:
    """Where images stand on a sheet of paper; all sizes in inches.

    Args:
        columns: how many stand side by side.
        lines: how many lines of words each has below it.
        side: the width of an image; its height follows from its shape.
        shape: how many pixels an image has, from top to bottom and across.
    """

    columns: int
    lines: int
    side: float
    shape: tuple[int, int]

    @property
    def pixel(self) -> float:
        """The side of a pixel."""
        return self.side / self.shape[1]

    @property
    def tall(self) -> float:
        """The height of an image."""
        return self.pixel * self.shape[0]

    @property
    def step(self) -> tuple[float, float]:
        """The way from one image to the next, to the right and down."""
        words = LINE_HEIGHT * self.lines + (0.08 if self.lines else 0.0)
        return self.side + _GAP, self.tall + words + _GAP

    def corner(self, i: int) -> tuple[float, float]:
        """Return the upper left corner of image i, y pointing down."""
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
    """Draw grey images side by side, in rows, with a caption below each.

    The picture is as wide as a slide's column and as high as it has to be, so it stands
    alone: in `row` its captions would not fit.

    Args:
        title: what stands above them.
        images: each a grid of numbers, rows from the top; all of the same shape.
        captions: for each image a few words, in one line or more; none for no words.
        columns: how many images stand in a row.
        low, high: the numbers that are drawn as paper and as ink.

    Returns:
        A picture whose `alt` counts the images and repeats their captions.

    Raises:
        ValueError: there is no image, they differ in shape, hold a number that is
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
    shades = [_shades(image, low, high) for image in pixels]
    draw = partial(_draw, shades=shades, captions=list(captions), sheet=sheet)
    panel = Panel(title, _describe(len(pixels), captions, sheet), draw, _MARGINS)
    height = _extent(len(pixels), sheet)[1] + _MARGINS.bottom + LINE_HEIGHT + 0.2
    return Picture((panel,), height=height)


def _read(images: Iterable[Any]) -> list[Image]:
    """Return the images as rows of floats, all of one shape."""
    grids = [_lists(image) for image in images]
    shapes = sorted({_shape(grid) for grid in grids})
    if len(shapes) != 1 or len(shapes[0]) != 2 or 0 in shapes[0]:
        raise ValueError(
            "plot_images needs at least one image, all of one shape (height, width), "
            f"got {shapes!r}. A flat row of 64 pixels becomes one by reshape(8, 8)."
        )
    pixels = [tuple(tuple(map(float, row)) for row in grid) for grid in grids]
    if not all(math.isfinite(x) for image in pixels for row in image for x in row):
        raise ValueError("plot_images needs finite numbers, got nan or infinity.")
    return pixels


def _lists(values: Any) -> Any:
    """Return lists in lists for an array, a tensor, or other rows of rows."""
    if hasattr(values, "tolist"):
        return values.tolist()
    if isinstance(values, str) or not isinstance(values, Iterable):
        return values
    return list(map(_lists, values))


def _shape(grid: Any) -> tuple[int, ...]:
    """Return how long lists in lists are, as deep as all on a level agree."""
    if not isinstance(grid, list):
        return ()
    inside = {_shape(part) for part in grid}
    return len(grid), *(inside.pop() if len(inside) == 1 else ())


def _shades(image: Image, low: float, high: float) -> Image:
    """Return how dark each pixel is: 0 is paper, 1 is ink."""
    return tuple(
        tuple(min(1.0, max(0.0, (x - low) / (high - low))) for x in row)
        for row in image
    )


def _arrange(pixels: list[Image], captions: Sequence[str], columns: int) -> Sheet:
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
    return Sheet(columns, lines, side, (len(pixels[0]), len(pixels[0][0])))


def _extent(n: int, sheet: Sheet) -> tuple[float, float]:
    """Return the width and height of a sheet of n images."""
    across, down = sheet.step
    height = math.ceil(n / sheet.columns) * down - _GAP
    return sheet.columns * across - _GAP, max(height, _LOWEST)


def _describe(n: int, captions: Sequence[str], sheet: Sheet) -> str:
    height, width = sheet.shape
    rows = count(math.ceil(n / sheet.columns), "row")
    words = f"{count(n, 'image')} of {height} by {width} pixels, in {rows}"
    return words + (
        f": {'; '.join(_spoken(c) for c in captions)}." if captions else "."
    )


def _spoken(caption: str) -> str:
    """Return a caption in one line, for a sentence."""
    return ", ".join(plain(line) for line in caption.split("\n"))


def _draw(axes: Axes, shades: list[Image], captions: list[str], sheet: Sheet) -> None:
    """Draw in inches, with (0, 0) in the upper left corner."""
    width, height = _extent(len(shades), sheet)
    axes.set_limits((0, width), (height, 0))
    axes.framed = False
    _draw_pixels(axes, shades, sheet)
    for i in range(len(shades)):
        x, y = sheet.corner(i)
        axes.rectangle(x, y, sheet.side, sheet.tall, "none", outline=GREY, kind="frame")
        if captions:
            _write(axes, x + sheet.side / 2, y + sheet.tall + 0.08, captions[i])


def _write(axes: Axes, x: float, y: float, caption: str) -> None:
    """Write a caption, its first line just below y."""
    for i, line in enumerate(caption.split("\n")):
        axes.text(x, y + (i + 0.7) * LINE_HEIGHT, line, "middle", kind="caption")


def _draw_pixels(axes: Axes, shades: list[Image], sheet: Sheet) -> None:
    """Draw all pixels of one shade, of all images, as one path: far fewer bytes."""
    squares = defaultdict(list)
    for i, image in enumerate(shades):
        for shade, square in _squares(image, sheet.corner(i), sheet.pixel):
            squares[round(shade * _SHADES)].append(square)
    for step in range(1, _SHADES + 1):
        if step in squares:
            axes.area(squares[step], INK, step / _SHADES, kind="pixels")


def _squares(
    image: Image, corner: tuple[float, float], pixel: float
) -> Iterator[tuple[float, list[tuple[float, float]]]]:
    """Yield the shade and the four corners of each pixel."""
    for i, row in enumerate(image):
        top, bottom = corner[1] + i * pixel, corner[1] + (i + 1) * pixel
        for j, shade in enumerate(row):
            left, right = corner[0] + j * pixel, corner[0] + (j + 1) * pixel
            yield shade, [(left, top), (right, top), (right, bottom), (left, bottom)]
