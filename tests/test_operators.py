"""The operators: values, laws, safe behaviour at the edges, and every derivative."""

import math
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minitorch import central_difference, operators

small = st.floats(-100, 100)
positive = st.floats(0.01, 100)
any_float = st.floats(allow_nan=False)
lists = st.lists(small, max_size=8)


# Values and laws


@given(small, small)
def test_arithmetic_is_pythons(x: float, y: float) -> None:
    assert operators.mul(x, y) == x * y
    assert operators.add(x, y) == x + y
    assert operators.neg(x) == -x
    assert operators.id(x) == x
    assert operators.lt(x, y) == float(x < y)
    assert operators.eq(x, y) == float(x == y)
    assert operators.max(x, y) == max(x, y)


def test_comparisons_give_floats_not_bools() -> None:
    for result in (
        operators.lt(1, 2),
        operators.eq(1, 1),
        operators.is_close(1, 1),
        operators.lt(2, 1),
    ):
        assert type(result) is float


def test_max_of_equal_numbers_and_of_signed_zeros() -> None:
    assert operators.max(2.0, 2.0) == 2.0
    assert operators.max(-3.0, -2.0) == -2.0
    assert operators.max(0.0, -0.0) == 0.0


@pytest.mark.parametrize("pair", [(math.nan, 1.0), (1.0, math.nan)])
def test_max_never_hides_a_nan(pair: tuple[float, float]) -> None:
    assert math.isnan(operators.max(*pair))


@pytest.mark.parametrize(
    ("x", "y", "close"),
    [(1.0, 1.009, 1.0), (1.009, 1.0, 1.0), (1.0, 1.011, 0.0), (-1.0, 1.0, 0.0)],
)
def test_is_close_means_nearer_than_a_hundredth(
    x: float, y: float, close: float
) -> None:
    assert operators.is_close(x, y) == close


# Sigmoid


@given(any_float)
def test_sigmoid_lies_between_0_and_1(x: float) -> None:
    assert 0.0 <= operators.sigmoid(x) <= 1.0


@given(st.floats(-30, 30))
def test_sigmoid_is_strictly_inside_where_floats_can_tell(x: float) -> None:
    assert 0.0 < operators.sigmoid(x) < 1.0


@given(st.floats(-700, 700))
def test_sigmoid_is_symmetric(x: float) -> None:
    assert operators.sigmoid(-x) == pytest.approx(1.0 - operators.sigmoid(x), abs=1e-15)


@given(any_float, any_float)
def test_sigmoid_never_falls(x: float, y: float) -> None:
    low, high = sorted((x, y))
    assert operators.sigmoid(low) <= operators.sigmoid(high)


def test_sigmoid_far_out_is_exact() -> None:
    assert operators.sigmoid(1000.0) == 1.0
    assert operators.sigmoid(-1000.0) == 0.0
    assert operators.sigmoid(0.0) == 0.5
    assert operators.sigmoid(math.inf) == 1.0
    assert operators.sigmoid(-math.inf) == 0.0
    # Here 1 - 1 / (1 + e⁻⁴⁰) would give 0: the tail must keep its digits.
    tail = pytest.approx(math.exp(-40.0), rel=1e-12, abs=0.0)
    assert operators.sigmoid(-40.0) == tail


# Logarithm, exponential, reciprocal


@given(st.floats(1e-12, 1e300))
def test_log_is_the_logarithm_above_eps(x: float) -> None:
    assert operators.log(x) == math.log(x)


def test_log_at_0_is_finite_and_where_its_tangent_says() -> None:
    eps = operators.EPS
    assert operators.log(0.0) == pytest.approx(math.log(eps) - 1.0)
    assert operators.log(eps) == math.log(eps)


@given(st.floats(0.0, 2e-12), st.floats(0.0, 2e-12))
def test_log_never_falls_across_the_change_of_formula(x: float, y: float) -> None:
    low, high = sorted((x, y))
    assert operators.log(low) <= operators.log(high)


@given(st.floats(0.0, 9e-13))
def test_log_back_is_the_slope_of_log_below_eps(x: float) -> None:
    # The curve is a straight line there, so that any two of its points give the slope.
    rise = operators.log(9.5e-13) - operators.log(x)
    assert operators.log_back(x, 1.0) == pytest.approx(rise / (9.5e-13 - x), rel=1e-6)


@given(st.floats(max_value=-5e-324))
def test_log_of_a_negative_number_is_an_error(x: float) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        operators.log(x)
    with pytest.raises(ValueError, match="0 or more"):
        operators.log_back(x, 1.0)


@given(positive)
def test_exp_undoes_log(x: float) -> None:
    assert operators.exp(operators.log(x)) == pytest.approx(x)


def test_what_is_too_large_for_exp_is_infinite() -> None:
    assert operators.exp(-1000.0) == 0.0
    assert operators.exp(709.0) < sys.float_info.max
    assert operators.exp(710.0) == operators.exp(1000.0) == math.inf


@given(small.filter(lambda x: abs(x) > 1e-6))
def test_inv_undoes_itself(x: float) -> None:
    assert operators.inv(operators.inv(x)) == pytest.approx(x)
    assert operators.mul(x, operators.inv(x)) == pytest.approx(1.0)


def test_nothing_divides_by_0() -> None:
    with pytest.raises(ZeroDivisionError, match="inv: expected"):
        operators.inv(0.0)
    with pytest.raises(ZeroDivisionError, match="inv_back: expected"):
        operators.inv_back(0.0, 1.0)


@pytest.mark.parametrize(
    "fn", [operators.sigmoid, operators.relu, operators.log, operators.exp]
)
def test_a_nan_stays_visible(fn: Callable[[float], float]) -> None:
    assert math.isnan(fn(math.nan))


# Derivatives


@given(small, small)
def test_relu_and_its_derivative(x: float, d: float) -> None:
    assert operators.relu(x) == (x if x > 0 else 0.0)
    assert operators.relu_back(x, d) == (d if x > 0 else 0.0)
    assert operators.relu_back(math.nan, d) == d


def test_relu_at_its_corner() -> None:
    assert operators.relu(0.0) == 0.0
    assert operators.relu_back(0.0, 5.0) == 0.0


# Far enough from a corner or a pole, relative to the step of the difference.
DERIVATIVES = {
    "log": (operators.log, operators.log_back, st.floats(0.1, 100)),
    "inv": (operators.inv, operators.inv_back, st.floats(0.1, 100)),
    "inv, negative": (operators.inv, operators.inv_back, st.floats(-100, -0.1)),
    "relu": (operators.relu, operators.relu_back, st.floats(0.01, 100)),
    "relu, negative": (operators.relu, operators.relu_back, st.floats(-100, -0.01)),
}


@pytest.mark.parametrize("name", DERIVATIVES)
@given(data=st.data(), d=small)
def test_derivatives_are_those_of_central_differences(
    name: str, data: st.DataObject, d: float
) -> None:
    f, f_back, points = DERIVATIVES[name]
    x = data.draw(points)
    # d is multiplied in last, so it must not be forgotten, nor be used twice.
    assert f_back(x, d) == pytest.approx(central_difference(f, x) * d, rel=1e-4)


# Functions of functions


@given(lists)
def test_map_is_a_comprehension(xs: list[float]) -> None:
    assert operators.map(operators.relu)(xs) == [operators.relu(x) for x in xs]
    assert operators.negList(xs) == [-x for x in xs]
    assert operators.map(str)([1.0]) == ["1.0"]


@given(st.lists(st.tuples(small, small), max_size=8))
def test_zip_with_goes_through_both_lists_in_step(
    pairs: list[tuple[float, float]],
) -> None:
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    assert operators.addLists(xs, ys) == [x + y for x, y in pairs]
    subtract = operators.zipWith(lambda x, y: x - y)
    assert subtract(xs, ys) == [x - y for x, y in pairs]


def test_zip_with_refuses_lists_of_two_lengths() -> None:
    with pytest.raises(ValueError, match="got 2 and 1"):
        operators.addLists([1.0, 2.0], [3.0])


def test_reduce_starts_on_the_left() -> None:
    subtract_all = operators.reduce(lambda x, y: x - y, 10.0)
    assert subtract_all([1.0, 2.0, 3.0]) == 4.0
    assert subtract_all([]) == 10.0
    divide_all = operators.reduce(lambda x, y: x / y, 64.0)
    assert divide_all([2.0, 4.0]) == 8.0


def test_a_reduction_can_be_used_again() -> None:
    total = operators.reduce(operators.add, 0.0)
    assert [total([1.0, 2.0]), total([1.0, 2.0])] == [3.0, 3.0]


@given(lists, lists)
def test_sum_and_product_of_joined_lists(xs: list[float], ys: list[float]) -> None:
    both = operators.sum(xs) + operators.sum(ys)
    assert operators.sum(xs + ys) == pytest.approx(both, abs=1e-9)
    both = operators.prod(xs) * operators.prod(ys)
    assert operators.prod(xs + ys) == pytest.approx(both)


def test_sum_and_product_of_nothing() -> None:
    assert operators.sum([]) == 0.0
    assert operators.prod([]) == 1.0


def test_functions_of_lists_take_any_iterable() -> None:
    assert operators.map(operators.neg)(iter((1.0, 2.0))) == [-1.0, -2.0]
    assert operators.addLists(iter((1.0,)), (x for x in [2.0])) == [3.0]
    assert operators.sum(x for x in (1.0, 2.0)) == 3.0
