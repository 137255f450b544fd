"""Rows of images: their pixels, captions and places."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from charts import panel, pixels
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from minitorch import Scalar, tensor
from minitorch.plot import Chart, plot_confusion, plot_images

CROSS = [[0.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]]


def frames(chart: Chart) -> list[Any]:
    """The boxes of the images on the canvas, y pointing up."""
    found = panel(chart).patches
    return [p.get_window_extent() for p in found if isinstance(p, Rectangle)]


def captions(chart: Chart) -> list[Text]:
    return [*panel(chart).texts]


def shades(chart: Chart, shape: tuple[int, int]) -> list[np.ndarray]:
    """How dark the middle of each pixel is, image by image, as it is painted."""
    painted, found = pixels(chart), []
    for box in frames(chart):
        across = box.x0 + (np.arange(shape[1]) + 0.5) * box.width / shape[1]
        down = box.y1 - (np.arange(shape[0]) + 0.5) * box.height / shape[0]
        places = np.meshgrid(across.astype(int), (len(painted) - down).astype(int))
        found.append(painted[places[1], places[0], 3] / 255)
    return found


def near(image: Any) -> Any:
    return pytest.approx(np.array(image), abs=0.01)


def test_every_pixel_stands_in_its_place_with_its_shade() -> None:
    rng = np.random.default_rng(0)
    images = rng.random((7, 3, 2))
    seen = shades(plot_images("t", images, columns=3), (3, 2))
    assert len(seen) == 7
    for drawn, image in zip(seen, images, strict=True):
        assert drawn == near(image)
    for box in frames(plot_images("t", images, columns=3)):
        assert box.height == pytest.approx(1.5 * box.width)


def test_ink_is_dark_and_paper_is_not_painted() -> None:
    painted = pixels(plot_images("t", [[[1.0]]]))
    (box,) = frames(plot_images("t", [[[1.0]]]))
    x, y = int(box.x0 + box.width / 2), int(len(painted) - box.y0 - box.height / 2)
    assert painted[y, x, :3].max() < 0x30


def test_images_stand_in_rows_and_cover_nothing() -> None:
    chart = plot_images("t", [CROSS] * 7, ["a\nb"] * 7, columns=3)
    boxes = frames(chart)
    assert [b.x0 for b in boxes[:3]] == pytest.approx([b.x0 for b in boxes[3:6]])
    rows = sorted({round(b.y0) for b in boxes})
    assert len(rows) == 3
    assert all(b - a > boxes[0].height for a, b in pairwise(rows))
    for left, right in pairwise(boxes[:3]):
        assert left.x1 < right.x0
    written = captions(chart)
    assert [text.get_text() for text in written] == ["a\nb"] * 7
    for box, text in zip(boxes, written, strict=True):
        area = text.get_window_extent()
        assert (area.x0 + area.x1) / 2 == pytest.approx((box.x0 + box.x1) / 2, abs=0.1)
        assert area.y1 < box.y0
        assert all(area.y0 > b.y1 for b in boxes if b.y1 < box.y0)


def test_arrays_tensors_and_rows_of_scalars_are_images() -> None:
    expected = plot_images("t", [CROSS]).svg()
    scalars = [[Scalar(x) for x in row] for row in CROSS]
    for image in (np.array(CROSS), tensor(CROSS), scalars, map(tuple, CROSS)):
        assert plot_images("t", [image]).svg() == expected
    for images in (np.array([CROSS]), tensor([CROSS])):
        assert plot_images("t", images).svg() == expected


def test_low_and_high_are_paper_and_ink_and_what_is_beyond_is_cut() -> None:
    image = [[-2.0, -1.0, 0.0, 1.0, 5.0]]
    (seen,) = shades(plot_images("t", [image], low=-1, high=1), (1, 5))
    assert seen == near([[0, 0, 0.5, 1, 1]])


def test_alt_counts_the_images_and_repeats_the_captions() -> None:
    alt = plot_images("Some", [CROSS] * 3, ["is 1\nsays 7", "b", "$c$"], columns=2).alt
    assert alt == "Some. 3 images of 3 by 3 pixels, in 2 rows: is 1, says 7; b; c."
    assert plot_images("One", [CROSS]).alt == "One. 1 image of 3 by 3 pixels, in 1 row."
    numbered = plot_images("Two", [CROSS] * 2, np.array([3, 4]))
    assert numbered.alt.endswith("in 1 row: 3; 4.")


def test_a_long_title_takes_no_room_from_the_images() -> None:
    short, long = (plot_images("many words " * n, [CROSS] * 5) for n in (1, 12))
    assert len(frames(short)) == len(frames(long))
    for one, other in zip(frames(short), frames(long), strict=True):
        assert one.size == pytest.approx(other.size)


@pytest.mark.parametrize(
    ("images", "more", "words"),
    [
        ([], {}, "at least one image"),
        ([CROSS, CROSS[:2]], {}, r"got \[\(2, 3\), \(3, 3\)\]"),
        ([[1.0, 2.0]], {}, "reshape"),
        ([[[1.0, 2.0], [3.0]]], {}, "one shape"),
        (["one.png"], {}, "one shape"),
        ([[[]]], {}, "one shape"),
        ([3.0], {}, "one shape"),
        ([[[float("nan")]]], {}, "finite"),
        ([CROSS] * 2, {"captions": ["one"]}, "got 1 for 2 images"),
        ([CROSS], {"captions": ["w" * 20]}, "wider than an image"),
        ([CROSS], {"columns": 0}, "at least one column"),
        ([CROSS], {"low": 1.0}, "low < high"),
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
