"""What the pictures say: their numbers, counted and computed a second time here."""

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pictures import Panel, near
from svg_parts import find, parse

from minitorch import Scalar, operators
from minitorch.plot import plot_function, plot_functions, plot_history
from minitorch.plot.sampling import sample_curve

# Curves


def test_a_curve_goes_through_the_function() -> None:
    picture = plot_function("t", lambda x: x**3 - x, -2, 3)
    ((xs, ys),) = (line.T for line in Panel(picture).lines())
    assert xs[[0, -1]] == pytest.approx([-2, 3])
    assert len(xs) >= 200
    assert ys == pytest.approx(xs**3 - xs, abs=0.01)


@pytest.mark.parametrize(
    ("f", "words"),
    [
        (lambda x: 2 * x, "rising from -2 to 4"),
        (lambda x: -x, "falling from 1 to -2"),
        (lambda x: 7.5, "level at 7.5"),
        (
            lambda x: x * x,
            "from 1 at x = -1 to 4 at x = 2, its least value 0 at x = 0.",
        ),
        (lambda x: -x * x, "from -1 at x = -1 to -4 at x = 2, its largest value "),
        (lambda x: x > 0.3, "from 0 at x = -1 to 1 at x = 2, with no line at x = 0.3."),
    ],
)
def test_alt_says_how_a_curve_runs(f: Callable[[float], Any], words: str) -> None:
    assert words in plot_function("t", f, -1, 2).alt


def test_scalars_and_floats_draw_the_same_curve() -> None:
    of_scalars = plot_function("t", lambda x: Scalar(x).sigmoid())
    assert of_scalars.svg() == plot_function("t", operators.sigmoid).svg()


def test_no_line_crosses_a_pole_between_two_samples() -> None:
    # 0.0123 is no sample: every value is finite, and still a line would be wrong.
    ((xs, ys),) = (line.T for line in Panel(plot_function("t", _pole)).lines())
    (gap,) = np.flatnonzero(np.isnan(ys))
    assert xs[gap - 1] < 0.0123 < xs[gap + 1]
    assert (ys[:gap] < 0).all()
    assert (ys[gap + 1 :] > 0).all()
    xs, ys = map(np.array, sample_curve(_pole, -5.0, 5.0))
    assert xs[np.isnan(ys)] == pytest.approx([0.0123])


def test_the_highest_and_lowest_points_are_drawn_if_no_sample_hits_them() -> None:
    (line,) = Panel(plot_function("t", lambda x: -abs(x - 0.123), -1, 1)).lines()
    assert line[line[:, 1].argmax()] == pytest.approx([0.123, 0], abs=0.003)
    xs, ys = sample_curve(lambda x: abs(x - 0.123), -1.0, 1.0)
    assert xs == sorted(xs)
    assert min(ys) == pytest.approx(0, abs=1e-9)


def test_a_tower_of_a_pole_stays_in_reach_of_a_browser() -> None:
    svg = plot_function("t", lambda x: 1e30 / x, 1e-9, 1, ylim=(0, 1)).svg()
    assert max(abs(float(n)) for n in re.findall(r"-?[0-9.]+", _path(svg))) < 1e5


def _path(svg: str) -> str:
    return find(parse(svg), "line")[0].attrib["d"]


def test_alt_claims_no_extreme_value_of_a_curve_with_a_pole() -> None:
    alt = plot_function("t", lambda x: 1 / x).alt
    assert alt == (
        "t. A curve for x from -5 to 5: from -0.2 at x = -5 to 0.2 at x = 5, "
        "with no line at x = 0."
    )


def _pole(x: float) -> float:
    return 1 / (x - 0.0123)


def test_a_steep_piece_is_no_gap() -> None:
    (line,) = Panel(plot_function("t", lambda x: math.tanh(500 * x))).lines()
    assert np.isfinite(line).all()


def test_a_domain_error_leaves_a_gap() -> None:
    picture = plot_function("t", math.log, -1, 1)
    ((xs, _),) = (line.T for line in Panel(picture).lines())
    assert 0 < xs.min() < 0.02
    assert "no line at x = -1 to 0" in picture.alt


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_nothing_finite_is_an_error(value: float) -> None:
    with pytest.raises(ValueError, match=f"no finite value.*it returned {value}"):
        plot_function("t", lambda x: value)


def test_nothing_in_the_domain_is_an_error_that_says_why() -> None:
    with pytest.raises(ValueError, match="it raised ValueError: "):
        plot_function("t", math.sqrt, -5, -1)


def test_a_mistake_inside_of_f_is_not_hidden() -> None:
    with pytest.raises(KeyError):
        plot_function("t", lambda x: {}[x])


def test_marks_are_points_of_the_curve() -> None:
    picture = plot_function("t", lambda x: x * x, marks=[-1, 3])
    assert picture.alt.endswith("2 points marked: (-1, 1) and (3, 9).")
    assert Panel(picture).places("o") == near([[-1, 1], [3, 9]])
    with pytest.raises(ValueError, match="outside of the drawn range"):
        plot_function("t", lambda x: x, marks=[7])


def test_several_curves_are_told_one_by_one() -> None:
    picture = plot_functions("t", {"up": lambda x: x, "down": lambda x: -x}, 0, 1)
    assert "2 curves for x from 0 to 1." in picture.alt
    assert "up: rising from 0 to 1. down: falling from 0 to -1." in picture.alt


def test_history_counts_epochs_from_1() -> None:
    picture = plot_history("t", [Scalar(3.0), 1.0, 2.0])
    assert "3 epochs: 3 at epoch 1, 2 at epoch 3, at its lowest 1 at epoch 2" in (
        picture.alt
    )
    assert Panel(picture).lines()[0] == near([[1, 3], [2, 1], [3, 2]])
    assert Panel(picture).texts("tick")[:3] == ["1", "2", "3"]


def test_epochs_are_whole_numbers_at_the_axis() -> None:
    for epochs in (1, 2, 4, 17, 250):
        axes = plot_history("t", [1.0] * epochs).axes()[0]
        assert all(at == int(at) for at, _ in axes.x.ticks)
        assert axes.x.ticks
