"""The pictures for classifiers: confusion matrices and rows of images."""

from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch, Rectangle

from minitorch.plot import Picture, plot_confusion, plot_images
from minitorch.plot.style import BLUE, VERMILION

# Confusion matrices


def axes_of(picture: Picture) -> Axes:
    return picture.figure().axes[0]


def cells(picture: Picture) -> dict[tuple[int, int], int]:
    """What is written into each cell, by its row and column."""
    texts = [(text.get_position(), text.get_text()) for text in axes_of(picture).texts]
    return {(int(y), int(x)): int(text) for (x, y), text in texts}


def tints(picture: Picture) -> dict[tuple[int, int], tuple[str, float]]:
    """The colour of each tinted cell and how strong it is, by its row and column."""
    return {
        (int(patch.get_y()), int(patch.get_x())): (
            to_hex(patch.get_facecolor()).upper(),
            patch.get_alpha(),
        )
        for patch in axes_of(picture).patches
        if isinstance(patch, Rectangle) and patch.get_alpha()
    }


pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1)


@given(pairs)
def test_each_cell_says_how_often(pairs: list[tuple[int, int]]) -> None:
    truth, predictions = zip(*pairs, strict=True)
    picture = plot_confusion("t", truth, predictions, classes=range(5))
    assert cells(picture) == Counter(pairs)
    right = sum(a == b for a, b in pairs)
    assert f": {right} of {len(pairs)} are right." in picture.alt
    assert ("istakes" in picture.alt) == (right < len(pairs))


def test_rows_are_true_and_columns_predicted() -> None:
    picture = plot_confusion("t", ["a", "a", "b"], ["b", "a", "b"])
    axes = axes_of(picture)
    assert cells(picture) == {(0, 0): 1, (0, 1): 1, (1, 1): 1}
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("predicted", "true")
    assert axes.get_ylim() == (2, 0)  # the first row is the upper one
    for labels in (axes.get_xticklabels(), axes.get_yticklabels()):
        assert [label.get_text() for label in labels] == ["a", "b"]


def test_what_is_right_is_blue_and_what_is_more_is_stronger() -> None:
    seen = tints(plot_confusion("t", [0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]))
    assert set(seen) == {(0, 0), (0, 1), (1, 1)}
    assert seen[0, 0][0] == seen[1, 1][0] == BLUE
    assert seen[0, 1][0] == VERMILION
    assert seen[0, 1][1] < seen[0, 0][1] < seen[1, 1][1]


def test_alt_names_the_commonest_mistakes_in_order() -> None:
    truth = [0] * 3 + [1] * 2 + [2] + [3] + [4]
    predictions = [1] * 3 + [2] * 2 + [3] + [4] + [4]
    alt = plot_confusion("t", truth, predictions).alt
    assert alt.endswith(
        "1 of 8 are right. The commonest of 7 mistakes: 0 taken for 1, 3; "
        "1 taken for 2, 2; 2 taken for 3, 1."
    )
    few = plot_confusion("t", truth[:5], predictions[:5]).alt
    assert few.endswith("Mistakes: 0 taken for 1, 3; 1 taken for 2, 2.")


def test_classes_may_be_given_in_another_order_and_may_be_absent() -> None:
    picture = plot_confusion("t", np.array([1]), np.array([0]), classes=[2, 1, 0])
    assert cells(picture) == {(1, 2): 1}
    assert "of 3 classes" in picture.alt
    assert "1 example of 1 class," in plot_confusion("t", [7], [7]).alt


@pytest.mark.parametrize(
    ("truth", "predictions", "more", "words"),
    [
        ([], [], {}, "at least one example"),
        ([1, 0], [1], {}, "got 2 true classes and 1 predictions"),
        ([1], [3], {"classes": [0, 1]}, r"3 is not among the classes \[0, 1\]"),
        (["a" * 60], ["b"], {}, "Use shorter names"),
        ([*range(10)] * 20000, [*range(10)] * 20000, {}, "too narrow for '20000'"),
    ],
)
def test_a_confusion_matrix_says_what_it_needs(
    truth: list[Any], predictions: list[Any], more: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        plot_confusion("t", truth, predictions, **more)


# Images

CROSS = [[0.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]]


def drawn_pixels(picture: Picture) -> dict[tuple[float, float], float]:
    """The upper left corner of each pixel that is drawn, and how dark it is."""
    found = {}
    for patch in axes_of(picture).patches:
        if isinstance(patch, PathPatch):
            for polygon in patch.get_path().to_polygons():
                x, y = polygon.min(axis=0)
                found[round(x, 6), round(y, 6)] = float(patch.get_alpha() or 0)
    return found


def corners(picture: Picture) -> list[tuple[float, float, float, float]]:
    frames = [p for p in axes_of(picture).patches if isinstance(p, Rectangle)]
    return [(*f.get_xy(), f.get_width(), f.get_height()) for f in frames]


def test_every_pixel_stands_in_its_place_with_its_shade() -> None:
    steps = [[0.0, 0.25], [0.5, 1.0], [0.75, 0.0]]
    picture = plot_images("t", [CROSS[:2], CROSS[1:]], columns=2)
    assert len(drawn_pixels(picture)) == 8
    picture = plot_images("t", [steps, steps, steps], columns=2)
    found, frames = drawn_pixels(picture), corners(picture)
    assert len(frames) == 3
    for left, top, width, height in frames:
        assert height == pytest.approx(1.5 * width)
        for i, row in enumerate(steps):
            for j, shade in enumerate(row):
                at = left + j * width / 2, top + i * height / 3
                drawn = found.get((round(at[0], 6), round(at[1], 6)), 0.0)
                assert drawn == shade


def test_images_stand_in_rows_and_cover_nothing() -> None:
    frames = corners(plot_images("t", [CROSS] * 7, ["a\nb"] * 7, columns=3))
    assert [round(x, 3) for x, *_ in frames[:3]] == [
        round(x, 3) for x, *_ in frames[3:6]
    ]
    rows = sorted({y for _, y, *_ in frames})
    assert len(rows) == 3
    assert all(b - a > frames[0][3] + 0.5 for a, b in pairwise(rows))


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
