"""Central differences, and the check that compares them with backpropagation."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minitorch import Context, Scalar, ScalarFunction, central_difference
from minitorch import derivative_check as check

coefficients = st.floats(-10, 10)


# Central differences


@given(a=coefficients, b=coefficients, c=coefficients, x=coefficients)
def test_it_is_nearly_exact_for_parabolas(
    a: float, b: float, c: float, x: float
) -> None:
    # For these even a wide step is, since the errors on the two sides cancel.
    slope = central_difference(lambda x: a * x * x + b * x + c, x, epsilon=0.5)
    assert slope == pytest.approx(2 * a * x + b, abs=1e-9)


@pytest.mark.parametrize(
    ("f", "derivative"),
    [
        (math.sin, math.cos),
        (math.exp, math.exp),
        (math.atan, lambda x: 1 / (1 + x * x)),
    ],
)
@given(x=st.floats(-3, 3))
def test_it_is_near_for_smooth_functions(
    f: Callable[[float], float], derivative: Callable[[float], float], x: float
) -> None:
    assert central_difference(f, x) == pytest.approx(derivative(x), abs=1e-7)


def test_the_error_falls_with_the_square_of_epsilon() -> None:
    # A one-sided difference would fall only as fast as epsilon: 10 instead of 100.
    errors = [
        abs(central_difference(math.exp, 1.0, epsilon=e) - math.e) for e in (0.1, 0.01)
    ]
    assert errors[0] / errors[1] == pytest.approx(100.0, rel=0.01)


def test_only_the_chosen_argument_moves() -> None:
    calls = []

    def f(*xs: float) -> float:
        calls.append(xs)
        return xs[0] + 10 * xs[1] + 100 * xs[2]

    slopes = [central_difference(f, 1.0, 2.0, 3.0, arg=i) for i in range(3)]
    assert slopes == pytest.approx([1.0, 10.0, 100.0])
    assert central_difference(f, 1.0, 2.0, 3.0) == pytest.approx(1.0)
    moved = [[i for i in range(3) if xs[i] != i + 1.0] for xs in calls]
    assert moved == [[0], [0], [1], [1], [2], [2], [0], [0]]


def test_it_works_for_functions_of_scalars() -> None:
    slope = central_difference(lambda x, y: x * y, Scalar(2.0), Scalar(5.0))
    assert slope.data == pytest.approx(5.0)


@pytest.mark.parametrize("arg", [-1, 2, 7])
def test_an_argument_that_is_not_there_is_an_error(arg: int) -> None:
    with pytest.raises(IndexError, match=f"arg from 0 to 1, .*got {arg}"):
        central_difference(lambda x, y: x, 1.0, 2.0, arg=arg)


@pytest.mark.parametrize("epsilon", [0.0, -1e-6, math.inf, math.nan])
def test_epsilon_is_a_positive_number(epsilon: float) -> None:
    with pytest.raises(ValueError, match="positive epsilon"):
        central_difference(math.sin, 1.0, epsilon=epsilon)


# The check


class Cubed(ScalarFunction):
    """x³ with a derivative that a test spoils."""

    factor = 1.0

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return Cubed.factor * 3 * ctx.saved_values**2 * d_out


def test_right_derivatives_pass() -> None:
    check(Cubed.apply, 1.5)
    check(lambda x, y: x / y + y.log(), Scalar(1.0), 2.0)
    check(lambda x: Scalar(3.0), 1.0)
    check(lambda x: x.exp(), 15.0)


@pytest.mark.parametrize("factor", [0.0, -1.0, 0.99, 1.01, 2.0, math.nan, math.inf])
def test_wrong_derivatives_do_not(
    factor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cubed, "factor", factor)
    with pytest.raises(AssertionError, match=r"argument 0 at \(2.0,\): backward gives"):
        check(Cubed.apply, 2.0)


def test_the_wrong_argument_is_named() -> None:
    class SecondWrong(ScalarFunction):
        @staticmethod
        def forward(ctx: Context, x: float, y: float) -> float:
            return x + 2 * y

        @staticmethod
        def backward(ctx: Context, d_out: float) -> tuple[float, float]:
            return d_out, d_out

    with pytest.raises(AssertionError, match=r"argument 1 .* 1, the central .* 2"):
        check(SecondWrong.apply, 3.0, 4.0)


def test_a_derivative_that_never_arrives_is_noticed() -> None:
    # A result computed past the Scalar: the graph ends too early.
    with pytest.raises(AssertionError, match="argument 0"):
        check(lambda x: Scalar(x.data**2), 3.0)


def test_the_check_leaves_its_scalars_alone() -> None:
    x = Scalar(2.0, name="x")
    x.derivative = 7.0
    check(lambda x: x * x, x)
    assert (x.data, x.derivative) == (2.0, 7.0)


def test_a_function_that_returns_no_scalar_is_an_error() -> None:
    with pytest.raises(TypeError, match=r"expected f to return a Scalar, got 2.0"):
        check(lambda x: 2.0, 1.0)  # type: ignore[arg-type,return-value]
