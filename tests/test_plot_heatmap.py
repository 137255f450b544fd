"""Heat maps: tables of numbers as coloured cells."""

from typing import Any

import numpy as np
import pytest
from charts import panel, pixels
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from matplotlib.colors import to_rgb

from minitorch import tensor
from minitorch.plot import Chart, plot_heatmap
from minitorch.plot.paper.style import BLUE, VERMILION


def cells(chart: Chart) -> dict[tuple[int, int], str]:
    """What is written into each cell, by its row and column."""
    axes = panel(chart)
    found = {}
    for text in axes.texts:
        x, y = text.get_position()
        assert (x % 1, y % 1) == (0.5, 0.5)
        found[int(y), int(x)] = text.get_text()
    return found


def tint(chart: Chart, i: int, j: int) -> tuple[Any, float]:
    """The painted colour of a cell and how strong it is, beside its number."""
    painted = pixels(chart)
    x, y = panel(chart).transData.transform((j + 0.06, i + 0.2))
    *colour, strong = painted[len(painted) - int(y), int(x)] / 255
    return colour, strong


tables = arrays(
    float,
    array_shapes(min_dims=2, max_dims=2, max_side=5),
    elements=st.integers(-99, 99),
)


@settings(max_examples=15)
@given(tables)
def test_each_cell_has_its_number(table: Any) -> None:
    written = cells(plot_heatmap("t", table, form=".0f"))
    expected = {
        (i, j): f"{n:.0f}".replace("-", "\N{MINUS SIGN}")
        for (i, j), n in np.ndenumerate(table)
        if n
    }
    assert written == expected


def test_what_is_written_like_0_stays_empty() -> None:
    chart = plot_heatmap("t", [[0.004, -0.004, 0.006, -0.006]])
    assert cells(chart) == {(0, 2): "0.01", (0, 3): "\N{MINUS SIGN}0.01"}


def test_blue_is_positive_orange_negative_and_larger_is_stronger() -> None:
    chart = plot_heatmap("t", [[4.0, 2.0], [-4.0, 0.0]])
    seen = {key: tint(chart, *key) for key in ((0, 0), (0, 1), (1, 0))}
    for key, colour in (((0, 0), BLUE), ((0, 1), BLUE), ((1, 0), VERMILION)):
        assert seen[key][0] == pytest.approx(to_rgb(colour), abs=0.02)
    strengths = [strong for _, strong in seen.values()]
    assert strengths == pytest.approx([0.6, 0.3, 0.6], abs=0.01)
    assert tint(chart, 1, 1)[1] == 0.0


def test_two_pictures_can_have_one_scale() -> None:
    weak = plot_heatmap("t", [[1.0, 0.5]], most=2.0)
    assert tint(weak, 0, 0)[1] == pytest.approx(0.3, abs=0.01)
    more = plot_heatmap("t", [[9.0, 0.5]], most=2.0)
    assert tint(more, 0, 0)[1] == pytest.approx(0.6, abs=0.01)


def test_names_stand_at_rows_and_columns() -> None:
    chart = plot_heatmap("t", tensor([[1.0, 2.0, 3.0]]), ["r"], "abc", xlabel="next")
    axes = panel(chart)
    assert [t.get_text() for t in axes.get_xticklabels()] == ["a", "b", "c"]
    assert [t.get_text() for t in axes.get_yticklabels()] == ["r"]
    assert axes.get_xlabel() == "next"
    assert chart.alt.endswith(
        "The largest: 3 in row r and column c; 2 in row r and column b; "
        "1 in row r and column a."
    )


def test_numbers_are_left_out_where_one_does_not_fit() -> None:
    table = np.full((3, 20), 0.5)
    assert cells(plot_heatmap("t", table)) == {}
    assert len(cells(plot_heatmap("t", table).sized(12.2))) == 60
    assert cells(plot_heatmap("t", [[1.0, 2.0]], form=None)) == {}


@pytest.mark.parametrize(
    ("numbers", "more", "words"),
    [
        ([1.0, 2.0], {}, r"got shape \(2,\)"),
        ([[1.0], [2.0, 3.0]], {}, "rows of equal length"),
        ([[]], {}, r"got shape \(1, 0\)"),
        ([[np.nan]], {}, "finite numbers"),
        ([["a"]], {}, "table of finite numbers"),
        ([[1.0]], {"rows": "ab"}, "a name for each row, got 2 for 1 row"),
        ([[1.0]], {"columns": "ab"}, "a name for each column"),
        ([[1.0]], {"most": -1.0}, "most to be 0 or more"),
    ],
)
def test_it_says_what_it_needs(numbers: Any, more: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        plot_heatmap("t", numbers, **more)


def test_names_of_columns_must_fit() -> None:
    chart = plot_heatmap("t", [[1.0] * 9], columns=["elephant"] * 9)
    with pytest.raises(ValueError, match=r"too narrow for elephant.*sized"):
        chart.svg()
    assert "elephant" in chart.sized(12.2).svg()
