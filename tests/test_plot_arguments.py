"""Rows, and what plotting functions refuse."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from minitorch.plot import (
    Picture,
    plot_contours,
    plot_function,
    plot_history,
    plot_regions,
    row,
)


def test_a_row_joins_panels_and_sentences() -> None:
    one, two = plot_function("One", math.sin), plot_function("Two", math.cos)
    both = row(one, two)
    assert both.alt == f"Panel 1 of 2: {one.alt} Panel 2 of 2: {two.alt}"
    assert row(row(one), row(two, one)).title == "One, Two, One"


@pytest.mark.parametrize("pictures", [[], [plot_history("t", [1.0])] * 5])
def test_a_row_has_one_to_four_panels(pictures: list[Picture]) -> None:
    with pytest.raises(ValueError, match="one to four panels"):
        row(*pictures)


def test_a_list_is_no_row() -> None:
    with pytest.raises(TypeError, match=r"row\(\*pictures\)"):
        row([plot_history("t", [1.0])])  # type: ignore[arg-type]


@pytest.mark.parametrize("plot", [plot_function, plot_contours, plot_regions])
def test_the_title_comes_first(plot: Callable[..., Picture]) -> None:
    with pytest.raises(TypeError, match="title first"):
        plot(math.sin, "Sine")


@pytest.mark.parametrize("plot", [plot_function, plot_contours, plot_regions])
def test_a_value_is_no_function(plot: Callable[..., Picture]) -> None:
    with pytest.raises(TypeError, match="Pass the function itself"):
        plot("t", 3.0)


@pytest.mark.parametrize("plot", [plot_function, plot_contours])
@pytest.mark.parametrize("ends", [(1, 1), (2, -2), (0, math.nan), (-math.inf, 0)])
def test_wrong_ends_of_an_axis(plot: Callable[..., Picture], ends: Any) -> None:
    with pytest.raises(ValueError, match="low < high"):
        plot("t", lambda *args: args[0], *ends)


@pytest.mark.parametrize("result", [None, "1", 1j])
def test_a_result_that_is_no_number(result: Any) -> None:
    with pytest.raises(TypeError, match="must return a number or a Scalar"):
        plot_function("t", lambda x: result)
    with pytest.raises(TypeError, match="must return a number or a Scalar"):
        plot_regions("t", lambda x1, x2: result)


def test_a_title_that_does_not_fit_is_refused() -> None:
    long = plot_function("Far too many words for so small a panel " * 3, math.sin)
    with pytest.raises(ValueError, match="does not fit"):
        row(long, long, long).svg()
