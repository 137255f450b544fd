"""Small grey images in rows, each with a few words below it."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from minitorch.plot.arguments import check_range, check_title
from minitorch.plot.charts.chart import Chart, inches
from minitorch.plot.charts.table import as_array
from minitorch.plot.paper.panels import Margins, Panel
from minitorch.plot.paper.style import GREY, INK, LINE_HEIGHT, PICTURE_WIDTH
from minitorch.plot.paper.words import count, plain, text_width

Numbers = NDArray[np.float64]

_MARGINS = Margins(left=0.25, right=0.25, bottom=0.15)
_WIDTH = PICTURE_WIDTH - _MARGINS.left - _MARGINS.right  # inches
_GAP, _BELOW = 0.2, 0.1  # inches between images, and between one and its words
_LOWEST = 1.05  # inches: a lower sheet would be no picture
_INKS = LinearSegmentedColormap.from_list(
    "inks", [f"{INK}00", INK]
)  # none to all of it


def plot_images(
    title: str,
    images: Iterable[Any],
    captions: Iterable[Any] = (),
    *,
    columns: int = 5,
    low: float = 0.0,
    high: float = 1.0,
) -> Chart:
    """Draw grey images side by side, in rows, with a caption below each.

    The chart is as wide as a slide's column and as high as it has to be, so it stands
    alone: in `row` its captions would not fit.

    Args:
        title: what stands above them.
        images: each a grid of numbers, rows from the top; all of the same shape.
        captions: for each image a few words, in one line or more; none for no words.
        columns: how many images stand in a row.
        low, high: the numbers that are drawn as paper and as ink.

    Returns:
        A chart whose `alt` counts the images and repeats their captions.

    Raises:
        ValueError: there is no image, they differ in shape, hold a number that is
            not finite, or do not have one caption each; or if a caption is too wide.

    >>> plot_images("Two", [[[0, 1], [1, 0]], [[1, 1], [0, 0]]], ["cross", "top"]).alt
    'Two. 2 images of 2 by 2 pixels, in 1 row: cross; top.'
    """
    check_title(title)
    pixels, words = _read(images), [str(caption) for caption in captions]
    if words and len(words) != len(pixels):
        raise ValueError(
            "plot_images needs a caption for each image, got "
            f"{len(words)} for {count(len(pixels), 'image')}."
        )
    if columns < 1:
        raise ValueError(f"plot_images needs at least one column, got {columns!r}.")
    ends = check_range(low, high)
    side = (_WIDTH - (columns - 1) * _GAP) / columns
    _check_words(words, side)
    n, height, width = pixels.shape
    rows, size = -(-n // columns), (side, side * height / width)
    lines = max([caption.count("\n") + 1 for caption in words], default=0)
    step = side + _GAP, size[1] + _GAP + lines * LINE_HEIGHT + _BELOW
    draw = partial(
        _draw,
        pixels=np.clip(pixels, *ends),
        corners=[(i % columns * step[0], i // columns * step[1]) for i in range(n)],
        size=size,
        captions=words,
        ends=ends,
    )
    told = f": {'; '.join(map(_spoken, words))}." if words else "."
    sentence = f"{count(n, 'image')} of {height} by {width} pixels, in "
    sentence += count(rows, "row") + told
    tall = max(rows * step[1] - _GAP, _LOWEST)
    return Chart((Panel(title, sentence, draw, _MARGINS, tall=tall),))


def _read(images: Iterable[Any]) -> Numbers:
    """Return the images as an array of shape (N, height, width)."""
    arrays = [as_array(image) for image in images]
    shapes = sorted({array.shape for array in arrays})
    if len(shapes) != 1 or len(shapes[0]) != 2 or 0 in shapes[0]:
        raise ValueError(
            "plot_images needs at least one image, numbers in rows, all of one shape "
            f"(height, width), got {shapes!r}. A flat row of 64 pixels becomes one by "
            "reshape(8, 8)."
        )
    pixels = np.stack(arrays)
    if not np.isfinite(pixels).all():
        raise ValueError("plot_images needs finite numbers, got nan or infinity.")
    return pixels


def _check_words(captions: list[str], side: float) -> None:
    for caption in captions:
        if text_width(caption) > side + 0.7 * _GAP:
            raise ValueError(
                f"The caption {caption!r} is wider than an image of {side:.2f} inches. "
                "Shorten it, break it into lines, or use fewer columns."
            )


def _spoken(caption: str) -> str:
    """Return a caption in one line, for a sentence."""
    return ", ".join(plain(line) for line in caption.split("\n"))


def _draw(
    axes: Axes,
    pixels: Numbers,
    corners: list[tuple[float, float]],
    size: tuple[float, float],
    captions: list[str],
    ends: tuple[float, float],
) -> None:
    """Draw in inches, with (0, 0) in the upper left corner."""
    axes.set_axis_off()
    look: dict[str, Any] = {
        "cmap": _INKS,
        "norm": Normalize(*ends),
        "interpolation": "none",
    }
    for (x, y), image in zip(corners, pixels, strict=True):
        extent = (x, x + size[0], y + size[1], y)
        axes.imshow(image, extent=extent, **look)
        frame = Rectangle((x, y), *size, fill=False, edgecolor=GREY, clip_on=False)
        axes.add_patch(frame)
    for (x, y), caption in zip(corners, captions, strict=False):
        place = x + size[0] / 2, y + size[1] + _BELOW
        axes.text(*place, caption, ha="center", va="top")
    width, height = inches(axes)
    axes.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[], aspect="auto")
