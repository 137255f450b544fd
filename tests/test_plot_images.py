"""Rows of images: their pixels, captions and places."""

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from svg_parts import at, find, parse

from minitorch import Scalar, tensor
from minitorch.plot import Picture, plot_confusion, plot_images
from minitorch.plot.paper.style import INCH

CROSS = [[0.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]]


def drawn_pixels(picture: Picture) -> dict[tuple[float, float], float]:
    """The upper left corner of each pixel that is drawn, and how dark it is."""
    found = {}
    for path in find(parse(picture.svg()), "pixels"):
        for square in path.attrib["d"].split("z")[:-1]:
            corners = re.findall(r"[ML](\S+?) ([\d.]+)", square)
            x, y = min(float(x) for x, _ in corners), min(float(y) for _, y in corners)
            assert (x, y) not in found
            found[x, y] = float(path.get("fill-opacity", 1))
    return found


def corners(picture: Picture) -> list[list[float]]:
    frames = find(parse(picture.svg()), "frame")
    return [at(frame, "x", "y", "width", "height") for frame in frames]


def shade_at(pixels: dict[tuple[float, float], float], x: float, y: float) -> float:
    """How dark the pixel is whose upper left corner is at a place; 0 for none."""
    near = [s for (a, b), s in pixels.items() if abs(a - x) + abs(b - y) < 0.05]
    assert len(near) < 2
    return sum(near)


def test_every_pixel_stands_in_its_place_with_its_shade() -> None:
    steps = [[0.0, 0.25], [0.5, 1.0], [0.75, 0.0]]
    picture = plot_images("t", [CROSS[:2], CROSS[1:]], columns=2)
    assert len(drawn_pixels(picture)) == 8
    picture = plot_images("t", [steps, steps, steps], columns=2)
    found, frames = drawn_pixels(picture), corners(picture)
    assert len(frames) == 3
    for left, top, width, height in frames:
        assert height == pytest.approx(1.5 * width, abs=0.02)
        for i, row in enumerate(steps):
            for j, shade in enumerate(row):
                place = left + j * width / 2, top + i * height / 3
                assert shade_at(found, *place) == shade


def test_images_stand_in_rows_and_cover_nothing() -> None:
    picture = plot_images("t", [CROSS] * 7, ["a\nb"] * 7, columns=3)
    frames = corners(picture)
    assert [x for x, *_ in frames[:3]] == [x for x, *_ in frames[3:6]]
    rows = sorted({y for _, y, *_ in frames})
    assert len(rows) == 3
    assert all(b - a > frames[0][3] + 0.5 * INCH for a, b in pairwise(rows))
    written = find(parse(picture.svg()), "caption")
    assert [line.text for line in written] == ["a", "b"] * 7
    for (left, top, width, height), first, second in zip(
        frames, written[::2], written[1::2], strict=True
    ):
        for line in (first, second):
            assert at(line, "x") == pytest.approx([left + width / 2], abs=0.02)
        assert top + height + 10 < at(first, "y")[0] < at(second, "y")[0] - 20


def test_arrays_tensors_and_rows_of_scalars_are_images() -> None:
    expected = plot_images("t", [CROSS]).svg()
    scalars = [[Scalar(x) for x in row] for row in CROSS]
    for image in (np.array(CROSS), tensor(CROSS), scalars, map(tuple, CROSS)):
        assert plot_images("t", [image]).svg() == expected
    assert plot_images("t", np.array([CROSS])).svg() == expected


def test_low_and_high_are_paper_and_ink_and_what_is_beyond_is_cut() -> None:
    picture = plot_images("t", [[[-2.0], [-1.0], [0.0], [1.0], [5.0]]], low=-1, high=1)
    assert list(drawn_pixels(picture).values()) == [0.5, 1.0, 1.0]


def test_alt_counts_the_images_and_repeats_the_captions() -> None:
    alt = plot_images("Some", [CROSS] * 3, ["is 1\nsays 7", "b", "$c$"], columns=2).alt
    assert alt == "Some. 3 images of 3 by 3 pixels, in 2 rows: is 1, says 7; b; c."
    assert plot_images("One", [CROSS]).alt == "One. 1 image of 3 by 3 pixels, in 1 row."


@pytest.mark.parametrize(
    ("images", "more", "words"),
    [
        ([], {}, "at least one image"),
        ([CROSS, CROSS[:2]], {}, r"got \[\(2, 3\), \(3, 3\)\]"),
        ([[1.0, 2.0]], {}, "reshape"),
        ([[[1.0, 2.0], [3.0]]], {}, "one shape"),
        (["one.png"], {}, "one shape"),
        ([[[float("nan")]]], {}, "finite"),
        ([CROSS] * 2, {"captions": ["one"]}, "got 1 for 2 images"),
        ([CROSS], {"captions": ["w" * 20]}, "wider than an image"),
        ([CROSS], {"columns": 0}, "at least one column"),
        ([CROSS], {"low": 1.0}, "differ"),
    ],
)
def test_images_that_cannot_be_drawn(
    images: Any, more: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        plot_images("t", images, **more)


def test_the_title_comes_first() -> None:
    with pytest.raises(TypeError, match="title first"):
        plot_images([CROSS], "t")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="title first"):
        plot_confusion([1], [1], "t")  # type: ignore[arg-type]
