"""Attention maps: how much each token looks at which."""

from typing import Any

import numpy as np
import pytest
from charts import panel, places, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from minitorch import Scalar, tensor
from minitorch.nn.attention import attention_weights
from minitorch.plot import Chart, plot_attention, row
from minitorch.plot.paper.style import BLUE


def colours(axes: Axes) -> np.ndarray:
    """The colours of the cells, of shape (rows, columns, 4)."""
    (mesh,) = axes.collections
    mesh.update_scalarmappable()
    size = round(len(mesh.get_facecolor()) ** 0.5)
    return np.asarray(mesh.get_facecolor()).reshape(size, size, 4)


def weights(tokens: int, seed: int = 0, is_causal: bool = True) -> np.ndarray:
    scores = np.random.default_rng(seed).normal(0, 2, (2, tokens, 3))
    return attention_weights(
        tensor(scores[0]), tensor(scores[1]), is_causal=is_causal
    ).numpy()


@given(st.integers(1, 9), st.integers(0, 9), st.booleans())
@settings(max_examples=8, deadline=None)
def test_colours_grow_with_the_weights(n: int, seed: int, is_causal: bool) -> None:
    w = weights(n, seed, is_causal)
    seen = colours(panel(plot_attention("t", w, range(n), is_causal=is_causal)))
    assert seen[..., :3] == pytest.approx(np.full((n, n, 3), to_rgb(BLUE)))
    assert seen[..., 3] / seen[..., 3].max() == pytest.approx(w / w.max())


@given(st.integers(1, 9))
@settings(max_examples=5, deadline=None)
def test_crosses_mark_what_would_be_looking_ahead(n: int) -> None:
    chart = plot_attention("t", weights(n), range(n), is_causal=True)
    crosses = {(x, y) for x, y in places(panel(chart), "x").tolist()}
    later = {(j + 0.5, i + 0.5) for i in range(n) for j in range(i + 1, n)}
    assert crosses == later
    free = plot_attention("t", weights(n), range(n))
    assert not len(places(panel(free), "x"))
    pairs = n * (n - 1) // 2
    assert (f" the {pairs} pair" in chart.alt) == (pairs > 0)
    assert "ahead" not in free.alt


def cells(chart: Chart) -> dict[tuple[int, int], str]:
    """The numbers in the cells, by row and column."""
    return {(int(t._y), int(t._x)): t.get_text() for t in panel(chart).texts}


def test_numbers_stand_in_cells_that_are_large_enough() -> None:
    w = np.array([[1, 0, 0], [0.25, 0.75, 0], [0.1, 0.2, 0.7]])
    shown = cells(plot_attention("t", w, "abc", is_causal=True))
    seen = {(i, j): f"{w[i, j]:.2f}" for i in range(3) for j in range(i + 1)}
    assert shown == seen
    assert len(cells(plot_attention("t", w, "abc"))) == 9
    assert not cells(plot_attention("t", np.eye(9), range(9)))
    assert not cells(row(*[plot_attention("t", np.eye(5), range(5))] * 4))


def test_rows_ask_and_columns_are_looked_at() -> None:
    axes = panel(plot_attention("t", np.eye(3), ["x", "y", "z"]))
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("looked at", "asks")
    beside = axes.yaxis.get_ticklabels()
    assert [label.get_text() for label in beside] == ["x", "y", "z"]
    assert beside[0].get_window_extent().y0 > beside[1].get_window_extent().y1


def test_words_stay_apart_in_a_row_of_four() -> None:
    chart = row(*[plot_attention("Head", np.eye(9), "abcdefghi")] * 4)
    figure = chart.figure()
    boxes = [text.get_window_extent() for text in texts(figure)]
    for i, one in enumerate(boxes):
        assert not any(one.overlaps(other) for other in boxes[:i])


def test_the_sentence_names_the_largest_weight_of_each_row() -> None:
    alt = plot_attention("t", [[0.3, 0.7], [0.6, 0.4]], "ab").alt
    assert alt.endswith("a looks most at b (0.7); b at a (0.6).")


def test_tensors_arrays_and_scalars_are_taken() -> None:
    w = [[1.0, 0.0], [0.5, 0.5]]
    same = plot_attention("t", w, "ab").alt
    scalars = [[Scalar(x) for x in line] for line in w]
    learned = tensor(w).requires_grad_() * 1.0
    for given_as in (tensor(w), learned, np.array(w), scalars):
        assert plot_attention("t", given_as, "ab").alt == same


@pytest.mark.parametrize(
    ("w", "tokens", "more", "words"),
    [
        ([], "", {}, "1 to 16 tokens"),
        ([[1.0]], "ab", {}, r"got 2 tokens and weights of shape \(1, 1\)"),
        (np.ones((2, 3, 3)) / 3, "abc", {}, "Of several heads draw one at a time"),
        ([[1, 0], [0.5]], "ab", {}, "a row and a column"),
        (np.eye(17), range(17), {}, "1 to 16"),
        ([[2, -1], [0, 1]], "ab", {}, "got -1 as the least"),
        ([[np.nan, 1], [0, 1]], "ab", {}, "finite"),
        ([[1, 0], [1, 1]], "ab", {}, "'b' add up to 2, expected 1 in each row"),
        (np.eye(2) * 0.5, "ab", {}, "over the last dimension"),
        ([[0.5, 0.5], [0, 1]], "ab", {"is_causal": True}, "'a' gives 0.5 of its"),
    ],
)
def test_a_map_says_what_it_needs(w: Any, tokens: Any, more: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        plot_attention("t", w, tokens, **more)


def test_names_that_are_too_wide_are_refused_when_they_are_drawn() -> None:
    with pytest.raises(ValueError, match="too narrow for 'wonderful'"):
        plot_attention("t", np.eye(6), ["a", "b", "c", "d", "e", "wonderful"]).svg()
