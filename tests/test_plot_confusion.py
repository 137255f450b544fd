"""Confusion matrices: how often each class was taken for which."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from svg_parts import at, find, parse, texts

from minitorch.plot import Picture, plot_confusion
from minitorch.plot.paper.style import BLUE, VERMILION


def cells(picture: Picture) -> dict[tuple[int, int], int]:
    """What is written into each cell, by its row and column.

    Checks that each number is the only one in its cell, and stands in the middle.
    """
    root, boxes = parse(picture.svg()), frames(picture)
    found = {}
    for count in find(root, "count"):
        x, y = at(count, "x", "y")
        [key] = [
            key
            for key, (left, top, width, height) in boxes.items()
            if left < x < left + width and top < y < top + height
        ]
        left, top, width, height = boxes[key]
        assert count.get("text-anchor") == "middle"
        assert x == pytest.approx(left + width / 2, abs=0.02)
        assert abs(y - float(count.attrib["font-size"]) * 0.36 - top - height / 2) < 1
        assert key not in found
        found[key] = int(count.text or "")
    return found


def frames(picture: Picture) -> dict[tuple[int, int], list[float]]:
    """The place and size of each cell, by its row and column."""
    boxes = [
        at(cell, "x", "y", "width", "height")
        for cell in find(parse(picture.svg()), "cell")
    ]
    lefts, tops = sorted({box[0] for box in boxes}), sorted({box[1] for box in boxes})
    assert len(boxes) == len(lefts) * len(tops)
    return {(tops.index(box[1]), lefts.index(box[0])): box for box in boxes}


def tints(picture: Picture) -> dict[tuple[int, int], tuple[str, float]]:
    """The colour of each tinted cell and how strong it is, by its row and column."""
    drawn = find(parse(picture.svg()), "cell")
    return {
        key: (cell.attrib["fill"], float(cell.attrib["fill-opacity"]))
        for key, cell in zip(frames(picture), drawn, strict=True)
        if float(cell.attrib["fill-opacity"])
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
    assert cells(picture) == {(0, 0): 1, (0, 1): 1, (1, 1): 1}
    root = parse(picture.svg())
    assert texts(root, "name") == ["predicted", "true"]
    across, upright = find(root, "name")
    assert across.get("transform") is None
    assert str(upright.get("transform")).startswith("rotate(-90 ")
    below, beside = find(root, "tick")[:2], find(root, "tick")[2:]
    assert [tick.text for tick in below] == [tick.text for tick in beside] == ["a", "b"]
    columns, rows = frames(picture)[0, 1][0], frames(picture)[1, 0][1]
    assert at(below[0], "x") < [columns] < at(below[1], "x")
    assert at(beside[0], "y") < [rows] < at(beside[1], "y")


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
