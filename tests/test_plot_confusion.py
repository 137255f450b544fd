"""Confusion matrices: how often each class was taken for which."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
from charts import panel, pixels
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from minitorch import tensor
from minitorch.plot import Chart, plot_confusion
from minitorch.plot.paper.style import BLUE, VERMILION


def cells(chart: Chart) -> dict[tuple[int, int], int]:
    """What is written into each cell, by its row and column.

    Checks that each number is the only one in its cell, and stands in the middle.
    """
    axes, found = panel(chart), {}
    to_cells = axes.transData.inverted()
    for text in axes.texts:
        area = text.get_window_extent()
        middle = (area.x0 + area.x1) / 2, (area.y0 + area.y1) / 2
        x, y = to_cells.transform(middle)
        assert (x % 1, y % 1) == pytest.approx((0.5, 0.5), abs=0.1)
        key = int(y), int(x)
        assert key not in found
        found[key] = int(text.get_text())
    return found


def tints(chart: Chart) -> dict[tuple[int, int], tuple[Any, float]]:
    """The painted colour of each tinted cell and how strong it is."""
    axes, painted, found = panel(chart), pixels(chart), {}
    k = int(axes.get_xlim()[1])
    for i in range(k):
        for j in range(k):  # in a corner, where no number stands
            x, y = axes.transData.transform((j + 0.15, i + 0.15))
            *colour, strong = painted[len(painted) - int(y), int(x)] / 255
            if strong:
                found[i, j] = colour, strong
    return found


def like(colour: str) -> Any:
    return pytest.approx(to_rgb(colour), abs=0.02)


pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1)


@settings(max_examples=15)
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
    axes = panel(picture)
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("predicted", "true")
    for axis in (axes.xaxis, axes.yaxis):
        assert [tick.get_text() for tick in axis.get_ticklabels()] == ["a", "b"]
    below, beside = (axis.get_ticklabels() for axis in (axes.xaxis, axes.yaxis))
    assert below[0].get_window_extent().x1 < below[1].get_window_extent().x0
    assert beside[1].get_window_extent().y1 < beside[0].get_window_extent().y0


def test_what_is_right_is_blue_and_what_is_more_is_stronger() -> None:
    seen = tints(plot_confusion("t", [0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]))
    assert set(seen) == {(0, 0), (0, 1), (1, 1)}
    assert seen[0, 0][0] == like(BLUE)
    assert seen[1, 1][0] == like(BLUE)
    assert seen[0, 1][0] == like(VERMILION)
    strength = [seen[key][1] for key in ((0, 1), (0, 0), (1, 1))]
    assert strength == pytest.approx(
        [0.12 + 0.48 * s for s in (1 / 3, 2 / 3, 1)], abs=0.01
    )


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
    says = tensor([[0.1, 0.9], [0.8, 0.2]]).argmax(dim=1)
    assert "2 of 2 are right." in plot_confusion("t", tensor([1, 0]), says).alt
    assert "2 of 2 are right." in plot_confusion("t", [np.int64(1), 0], [1, 0]).alt
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
