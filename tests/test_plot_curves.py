"""What the pictures say: their numbers, counted and computed a second time here."""

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pictures import Panel
from svg_parts import find, parse

from minitorch import Scalar, operators
from minitorch.plot import (
    Picture,
    plot_contours,
    plot_error,
    plot_function,
    plot_functions,
    plot_history,
    plot_losses,
    plot_regions,
    plot_secants,
    plot_tangent,
    row,
)
from minitorch.plot.sampling import sample_curve


def drawn_lines(picture: Picture) -> list[np.ndarray]:
    """The lines through the data, each of shape (n, 2)."""
    return Panel(picture).lines()


def near(places: Any) -> Any:
    """These places, as exactly as two decimals of a pixel tell them."""
    return pytest.approx(np.array(places, dtype=float), abs=2e-3)


# Curves


def test_a_curve_goes_through_the_function() -> None:
    picture = plot_function("t", lambda x: x**3 - x, -2, 3)
    ((xs, ys),) = (line.T for line in drawn_lines(picture))
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
    ((xs, ys),) = (line.T for line in drawn_lines(plot_function("t", _pole)))
    (gap,) = np.flatnonzero(np.isnan(ys))
    assert xs[gap - 1] < 0.0123 < xs[gap + 1]
    assert (ys[:gap] < 0).all()
    assert (ys[gap + 1 :] > 0).all()
    xs, ys = map(np.array, sample_curve(_pole, -5.0, 5.0))
    assert xs[np.isnan(ys)] == pytest.approx([0.0123])


def test_the_highest_and_lowest_points_are_drawn_if_no_sample_hits_them() -> None:
    (line,) = drawn_lines(plot_function("t", lambda x: -abs(x - 0.123), -1, 1))
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
    (line,) = drawn_lines(plot_function("t", lambda x: math.tanh(500 * x)))
    assert np.isfinite(line).all()


def test_a_domain_error_leaves_a_gap() -> None:
    picture = plot_function("t", math.log, -1, 1)
    ((xs, _),) = (line.T for line in drawn_lines(picture))
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
    assert drawn_lines(picture)[0] == near([[1, 3], [2, 1], [3, 2]])
    assert Panel(picture).texts("tick")[:3] == ["1", "2", "3"]


def test_epochs_are_whole_numbers_at_the_axis() -> None:
    for epochs in (1, 2, 4, 17, 250):
        axes = plot_history("t", [1.0] * epochs).axes()[0]
        assert all(at == int(at) for at, _ in axes.x.ticks)
        assert axes.x.ticks


# Derivatives


def test_a_tangent_has_the_slope_and_touches() -> None:
    picture = plot_tangent("t", math.exp, 0.5, -1, 2)
    assert f"slope {math.exp(0.5):.3g}." in picture.alt
    _, tangent = drawn_lines(picture)
    slope = np.diff(tangent[:, 1]) / np.diff(tangent[:, 0])
    known = slope[np.isfinite(slope)]
    assert len(known) > 100
    assert np.median(known) == pytest.approx(math.exp(0.5), rel=0.01)
    at = np.nanargmin(np.abs(tangent[:, 0] - 0.5))
    assert tangent[at, 1] == pytest.approx(math.exp(0.5), abs=0.02)
    assert Panel(picture).places("o") == near([[0.5, math.exp(0.5)]])


def test_secants_go_through_the_points_at_which_f_was_evaluated() -> None:
    picture = plot_secants("t", lambda x: x**3, 1.0, [1.0, 0.5], -1, 2)
    # ((1 + e)^3 - (1 - e)^3) / 2e = 3 + e^2
    assert "slope 4 for epsilon 1 and slope 3.25 for epsilon 0.5" in picture.alt
    assert "slope of the tangent is 3." in picture.alt
    points = [[1, 1], [2, 8], [0, 0], [1.5, 3.375], [0.5, 0.125]]
    assert Panel(picture).places("o") == near(points)
    for line, slope in zip(drawn_lines(picture)[1:], (4, 3.25), strict=True):
        (x0, y0), (x1, y1) = line[np.isfinite(line[:, 0])][[0, -1]]
        assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, rel=0.01)


@pytest.mark.parametrize("epsilons", [[], [0.1, -1], [4, 3, 2, 1]])
def test_wrong_epsilons(epsilons: list[float]) -> None:
    with pytest.raises(ValueError, match="one to 3 positive epsilons"):
        plot_secants("t", math.sin, 0.0, epsilons)


def test_the_error_is_a_valley() -> None:
    picture = plot_error("t", math.sin, math.cos, 1.0)
    at, errors = drawn_lines(picture)[0].T
    epsilons = np.logspace(-13, 0, 53)
    assert at == pytest.approx(epsilons, rel=0.01)
    central = (np.sin(1 + epsilons) - np.sin(1 - epsilons)) / (2 * epsilons)
    assert errors == pytest.approx(np.abs(central - math.cos(1)), rel=0.2, abs=1e-12)
    least = epsilons[errors.argmin()]
    assert 1e-7 < least < 1e-4
    assert errors[0] > 1e-6
    assert errors[-1] > 1e-2
    assert "truncation" in picture.alt
    assert "rounding" in picture.alt


def test_no_error_at_all_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        plot_error("t", lambda x: 2.0, lambda x: 0.0, 1.0)


# Losses


def log_loss(m: float, y: int) -> float:
    return math.log1p(math.exp(-m if y == 1 else m))


def test_losses_are_summed_and_stand_on_their_class_curve() -> None:
    ms, ys = [-2.0, 0.5, 1.5], [1, 0, 1]
    picture = plot_losses("t", log_loss, ms, ys)
    expected = [log_loss(m, y) for m, y in zip(ms, ys, strict=True)]
    assert picture.alt.endswith(f"in sum {sum(expected):.3g}.")
    marks = Panel(picture).marks()
    assert [mark.shape for mark in marks] == ["o", "x", "o"]
    assert Panel(picture).places() == near([*zip(ms, expected, strict=True)])


def test_each_loss_has_a_line_down_to_the_axis() -> None:
    panel = Panel(plot_losses("t", operators.relu, [1.0, 3.0]))
    bottom = panel.axes.ylim[0]
    one, other = panel.lines("drop")
    assert one == near([[1, bottom], [1, 1]])
    assert other == near([[3, bottom], [3, 3]])


@pytest.mark.parametrize(
    ("values", "classes", "message"),
    [
        ([1.0, 2.0], [1], "2 values and the classes"),
        ([1.0], [2], "a class, 1 or 0"),
        ([], None, "at least one value"),
        ([math.nan], None, "at least one value, all finite"),
    ],
)
def test_wrong_losses(values: list[float], classes: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        plot_losses("t", log_loss if classes else operators.relu, values, classes)


# Rows, and mistakes that every function answers


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
