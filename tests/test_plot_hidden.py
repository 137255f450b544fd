"""The pictures of a hidden layer: what they draw and say, computed a second time."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import Panel

from minitorch import PointSet, Scalar, operators
from minitorch.plot.curves.activation import plot_activation
from minitorch.plot.plane.hidden import plot_hidden

POINTS = PointSet(
    [(0.1, 0.2), (0.2, 0.3), (0.9, 0.9), (0.6, 0.7), (0.55, 0.35)], [1, 1, 1, 0, 0]
)


def fold(x1: float, x2: float) -> tuple[float, float]:
    return max(0.0, x1 + x2 - 1), max(0.0, 0.75 - x1 - x2)


PIXEL = 1e-3  # in data: what a hundredth of a pixel can be, and more


def last(h1: float, h2: float) -> float:
    return h1 + h2 - 0.4


def test_every_point_stands_where_the_hidden_layer_puts_it() -> None:
    panel = Panel(plot_hidden("t", fold, POINTS))
    for label, marker in ((1, "o"), (0, "x")):
        chosen = [
            fold(*x) for x, y in zip(POINTS.X, POINTS.y, strict=True) if y == label
        ]
        assert panel.places(marker) == pytest.approx(np.array(chosen), abs=PIXEL)


def test_it_counts_places_and_points_at_the_origin() -> None:
    assert fold(0.55, 0.35) == (0.0, 0.0)
    assert (
        "at 5 different places, 1 point at (0, 0)."
        in plot_hidden("t", fold, POINTS).alt
    )
    collapsed = plot_hidden("t", lambda x1, x2: (0.0, 0.0), POINTS)
    assert "at 1 different place, 5 points at (0, 0)." in collapsed.alt
    apart = plot_hidden("t", lambda x1, x2: (x1 + 1, x2), POINTS)
    assert apart.alt.endswith("at 5 different places.")


def test_the_regions_are_those_of_the_last_layer_in_the_new_plane() -> None:
    picture = plot_hidden("t", fold, POINTS, last, low=0, high=2, wrong=True)
    # Below the line from (0.4, 0) to (0, 0.4), and that is 2% of the square.
    assert "The last layer is positive on 98% of the square from 0 to 2" in picture.alt
    assert "The boundary runs from (0, 0.4) to (0.4, 0)." in picture.alt
    says = [last(*fold(*x)) > 0 for x in POINTS.X]
    wrong = sum(said != (y == 1) for said, y in zip(says, POINTS.y, strict=True))
    assert wrong == 1
    assert "1 point on the wrong side" in picture.alt


def test_the_sheet_is_the_image_of_the_old_grid() -> None:
    def turn(x1: float, x2: float) -> tuple[float, float]:
        return 2 * x1 + x2, x1 - x2

    drawn, none = (
        Panel(plot_hidden("t", turn, POINTS, sheet=shown)).lines("sheet")
        for shown in (True, False)
    )
    assert len(drawn) == 22
    assert none == []
    back = np.linalg.inv([[2.0, 1.0], [1.0, -1.0]])
    for line in drawn:
        x1, x2 = back @ line.T
        fixed = min((x1, x2), key=np.ptp)
        assert np.ptp(fixed) < PIXEL
        assert math.isclose(round(fixed[0] * 10), fixed[0] * 10, abs_tol=10 * PIXEL)
        assert math.isclose(np.ptp(max((x1, x2), key=np.ptp)), 1.0, abs_tol=PIXEL)


def test_the_sheet_reaches_points_beyond_the_unit_square() -> None:
    far = PointSet([(-1.0, 0.5), (2.0, 0.5)], [0, 1])
    panel = Panel(plot_hidden("t", lambda x1, x2: (x1, x2), far))
    everything = np.concatenate(panel.lines("sheet"))
    assert [everything.min(), everything.max()] == pytest.approx([-1, 2], abs=PIXEL)


def test_the_axes_have_the_names_and_ends_asked_for() -> None:
    names = "$a_1$", "$h_2$"
    panel = Panel(plot_hidden("t", fold, POINTS, names=names, low=-2, high=3))
    assert panel.axes.xlim == panel.axes.ylim == (-2, 3)
    assert panel.texts("tick") == ["−2", "a1", "3", "−2", "h2", "3"]
    assert [line.round(3).tolist() for line in panel.lines("zero")] == [
        [[-2, 0], [3, 0]],
        [[0, -2], [0, 3]],
    ]


def test_axes_that_begin_at_0_need_no_line_there() -> None:
    assert Panel(plot_hidden("t", fold, POINTS)).lines("zero") == []


@given(st.floats(0.01, 1000), st.integers(0, 100))
def test_the_ends_hold_the_sheet_and_the_origin(size: float, seed: int) -> None:
    pick = random.Random(seed)
    w = [pick.uniform(-size, size) for _ in range(6)]

    def linear(x1: float, x2: float) -> tuple[float, float]:
        return x1 * w[0] + x2 * w[1] + w[2], x1 * w[3] + x2 * w[4] + w[5]

    low, high = plot_hidden("t", linear, POINTS).axes()[0].xlim
    corners = [linear(a, b) for a in (0.0, 1.0) for b in (0.0, 1.0)]
    values = [0.0, *(value for corner in corners for value in corner)]
    assert low <= min(values)
    assert max(values) <= high
    # And no more room than that by far.
    assert high - low <= 2.1 * (max(values) - min(values))


def test_scalars_may_come_out_of_the_hidden_layer() -> None:
    def scalars(x1: float, x2: float) -> tuple[Scalar, Scalar]:
        h1, h2 = fold(x1, x2)
        return Scalar(h1), Scalar(h2)

    assert plot_hidden("t", scalars, POINTS).alt == plot_hidden("t", fold, POINTS).alt


@pytest.mark.parametrize("result", [1.0, (1.0, 2.0, 3.0), "ab"])
def test_a_hidden_layer_returns_a_pair(result: object) -> None:
    with pytest.raises(TypeError, match="must return a pair"):
        plot_hidden("t", lambda x1, x2: result, POINTS)  # type: ignore


def test_the_points_lie_on_the_curve_of_the_activation() -> None:
    values, classes = [-1.5, -0.5, 0.5, 2.0], [1, 0, 0, 1]
    panel = Panel(plot_activation("t", operators.sigmoid, values, classes))
    for label, marker in ((1, "o"), (0, "x")):
        chosen = [v for v, y in zip(values, classes, strict=True) if y == label]
        wanted = np.array([[v, operators.sigmoid(v)] for v in chosen])
        assert panel.places(marker) == pytest.approx(wanted, abs=PIXEL)
    (curve,) = panel.lines()
    for x, y in curve:
        assert y == pytest.approx(operators.sigmoid(x), abs=PIXEL)


def test_it_counts_what_an_activation_makes_zero() -> None:
    values, classes = [-1.5, -0.5, 0.5, 2.0, -3.0], [1, 0, 0, 1, 1]
    alt = plot_activation("t", operators.relu, values, classes).alt
    assert (
        "h = 0 for 2 of 3 of class 1 and for 1 of 2 of class 0; the largest h is 2."
        in alt
    )
    none = plot_activation("t", operators.sigmoid, values, classes).alt
    assert "h = 0 for 0 of 3 of class 1 and for 0 of 2 of class 0;" in none


def test_the_curve_reaches_every_value() -> None:
    picture = plot_activation("t", operators.relu, [-7.0, 9.0], [0, 1], low=-1, high=1)
    assert picture.axes()[0].xlim == (-7, 9)
    assert "The curve from -7 to 9" in picture.alt


@pytest.mark.parametrize(
    ("values", "classes"), [([], []), ([1.0], [1, 0]), ([1.0, 2.0], [1, 2])]
)
def test_every_value_has_a_class(values: list[float], classes: list[int]) -> None:
    with pytest.raises(ValueError, match="a class, 1 or 0, for each"):
        plot_activation("t", operators.relu, values, classes)
