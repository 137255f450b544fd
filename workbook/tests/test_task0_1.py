"""The checks of task 0.1: operators."""

import math

from hypothesis import example, given
from hypothesis import strategies as st

from minitorch import operators
from work.telling import close, equal, is_number, raises, result

EPS = 1e-12
number = st.floats(-100, 100)
factor = st.floats(-10, 10)
not_zero = st.floats(0.01, 100) | st.floats(-100, -0.01)
positive = st.floats(0.001, 100)
tiny = st.integers(0, 10).map(lambda tenths: tenths * EPS / 10)
negative = st.floats(-100, -1e-9)

ONE_OR_ZERO = "a comparison gives the float 1.0 or 0.0, which can be added"
D_IS_A_FACTOR = "the derivative at x is to be multiplied by d"


def near(came: object, expected: float) -> bool:
    """Whether a number came that rounding may tell from another, and nothing else."""
    return is_number(came) and math.isclose(came, expected)  # type: ignore[arg-type]


# Arithmetic and comparisons


@given(number, number)
def test_mul(x: float, y: float) -> None:
    """The product: mul."""
    close(f"mul({x}, {y})", operators.mul(x, y), x * y, "mul returns x · y")


@given(number)
def test_id(x: float) -> None:
    """Nothing is changed: id."""
    close(f"id({x})", operators.id(x), x, "id returns what it is given")


@given(number, number)
def test_add(x: float, y: float) -> None:
    """The sum: add."""
    close(f"add({x}, {y})", operators.add(x, y), x + y, "add returns x + y")


@given(number)
def test_neg(x: float) -> None:
    """The other sign: neg."""
    close(f"neg({x})", operators.neg(x), -x, "neg returns x with the other sign")


@given(number, number)
def test_lt(x: float, y: float) -> None:
    """Less than: lt."""
    came = operators.lt(x, y)
    idea = "lt is 1.0 where the first number is the smaller one"
    if type(came) is not float:
        idea = ONE_OR_ZERO
    elif x == y:
        idea = "a number is not less than itself"
    equal(f"lt({x}, {y})", came, 1.0 if x < y else 0.0, idea)


@given(number, number, st.booleans())
def test_eq(x: float, y: float, same: bool) -> None:
    """Equal: eq."""
    y = x if same else y
    came = operators.eq(x, y)
    idea = "eq is 1.0 for equal numbers and for no others"
    if type(came) is not float:
        idea = ONE_OR_ZERO
    equal(f"eq({x}, {y})", came, 1.0 if x == y else 0.0, idea)


def test_eq_is_not_is_close() -> None:
    """Equal without any tolerance: eq."""
    close("eq(1.0, 1.001)", operators.eq(1.0, 1.001), 0.0, "eq has no tolerance")


@given(number, number)
def test_max(x: float, y: float) -> None:
    """The larger number: max."""
    expected = y if x < y else x
    idea = "max returns the larger of the two, not the smaller"
    close(f"max({x}, {y})", operators.max(x, y), expected, idea)


@given(number)
def test_max_of_nan(x: float) -> None:
    """A NaN is not hidden, on either side: max."""
    nan = math.nan
    idea = (
        "every comparison with NaN is false, so a NaN must be looked for, on both sides"
    )
    close(f"max(nan, {x})", operators.max(nan, x), nan, idea)
    close(f"max({x}, nan)", operators.max(x, nan), nan, idea)


@given(st.integers(-100, 100), st.sampled_from([0, 1, 9, 11, 20, 99, 101, 10_000]))
def test_is_close(whole: int, thousandths: int) -> None:
    """Less than 0.01 apart: is_close."""
    near = whole + thousandths / 1000
    expected = 1.0 if thousandths < 10 else 0.0
    for x, y in (float(whole), near), (near, float(whole)):
        came = operators.is_close(x, y)
        idea = "close means that |x - y| is less than 0.01, however large x and y are"
        if type(came) is not float:
            idea = ONE_OR_ZERO
        elif came == 1.0 and x < y and operators.is_close(y, x) == 0.0:
            idea = "the absolute value: x - y is negative where y is the larger one"
        equal(f"is_close({x}, {y})", came, expected, idea)


def test_is_close_at_the_border() -> None:
    """Exactly 0.01 apart is not close: is_close."""
    idea = "close means less than 0.01 apart; 0.01 itself is not less"
    close("is_close(0.0, 0.01)", operators.is_close(0.0, 0.01), 0.0, idea)


# Functions and their derivatives

TOO_LARGE = (
    "e to a large positive number overflows: use 1 / (1 + e⁻ˣ) where x is 0 or more, "
    "and eˣ / (1 + eˣ), which is the same, where x is negative"
)


@given(st.floats(-30, 30))
def test_sigmoid(x: float) -> None:
    """The formula: sigmoid."""
    came = operators.sigmoid(x)
    expected = 1 / (1 + math.exp(-x))
    idea = "sigmoid(x) is 1 / (1 + e⁻ˣ)"
    if x < 0:
        idea += ", also where x is negative"
    elif x and near(came, 1 - expected):
        idea = "the sign of the exponent: sigmoid(x) comes near to 1 where x is large"
    close(f"sigmoid({x})", came, expected, idea, 1e-9)


@given(st.floats(30, 10_000) | st.floats(-10_000, -30))
def test_sigmoid_far_from_0(x: float) -> None:
    """No overflow, however far x is from 0: sigmoid."""
    called = f"sigmoid({x})"
    expected = 1.0 if x > 0 else 0.0
    came = result(called, lambda: operators.sigmoid(x), f"nearly {expected}", TOO_LARGE)
    idea = "sigmoid comes near to 1 where x is large, and near to 0 where -x is large"
    close(called, came, expected, idea, 1e-9)


@given(number)
def test_relu(x: float) -> None:
    """What is negative is cut off: relu."""
    idea = "relu is x where x is positive, and 0.0 everywhere else"
    close(f"relu({x})", operators.relu(x), x if x > 0 else 0.0, idea)


@given(number, factor)
@example(0.0, 1.0)
def test_relu_back(x: float, d: float) -> None:
    """The derivative of relu: relu_back."""
    expected = d if x > 0 else 0.0
    idea = f"the derivative of relu is 1 for positive x, else 0; {D_IS_A_FACTOR}"
    if x == 0:
        idea = "at the corner, x = 0, the derivative is taken to be 0"
    close(f"relu_back({x}, {d})", operators.relu_back(x, d), expected, idea)


@given(positive)
def test_log(x: float) -> None:
    """The natural logarithm: log."""
    idea = "log is the natural logarithm, the one with the base e"
    close(f"log({x})", operators.log(x), math.log(x), idea, 1e-9)


@given(st.sampled_from([1.0, 2.0, 10.0, 1000.0]))
def test_log_from_eps(times: float) -> None:
    """The plain logarithm from EPS upwards: log."""
    x = times * EPS
    idea = "from EPS upwards log is the logarithm of x itself, with nothing added to x"
    close(f"log({x})", operators.log(x), math.log(x), idea, 1e-9)


@given(tiny)
def test_log_near_0(x: float) -> None:
    """The tangent below EPS: log."""
    expected = math.log(EPS) + (x - EPS) / EPS
    idea = "below EPS the value is that of the tangent: log EPS + (x - EPS) / EPS"
    called = f"log({x})"
    came = result(called, lambda: operators.log(x), f"{expected}", idea)
    close(called, came, expected, idea, 1e-9)


@given(negative)
def test_log_of_a_negative_number(x: float) -> None:
    """A negative number is refused: log, log_back."""
    idea = "a negative number has no logarithm: look at the sign before all else"
    raises(f"log({x})", ValueError, lambda: operators.log(x), idea)
    raises(f"log_back({x}, 1.0)", ValueError, lambda: operators.log_back(x, 1.0), idea)


@given(positive, factor)
def test_log_back(x: float, d: float) -> None:
    """The derivative of the logarithm: log_back."""
    came = operators.log_back(x, d)
    idea = f"the derivative of log x is 1 / x; {D_IS_A_FACTOR}"
    if d and near(came, -d / x):
        idea = "the sign: log x grows with x, so its derivative is positive"
    close(f"log_back({x}, {d})", came, d / x, idea)


@given(tiny, st.floats(-1, 1))
def test_log_back_near_0(x: float, d: float) -> None:
    """The slope of the tangent below EPS: log_back."""
    called, expected = f"log_back({x}, {d})", d / EPS
    idea = "below EPS log is its tangent in EPS, so the slope is 1 / EPS there"
    came = result(called, lambda: operators.log_back(x, d), f"{expected}", idea)
    close(called, came, expected, idea)


@given(st.floats(-20, 20))
def test_exp(x: float) -> None:
    """The power of e: exp."""
    idea = "exp(x) is eˣ, with the e of the module math"
    close(f"exp({x})", operators.exp(x), math.exp(x), idea, 1e-9)


@given(st.floats(710, 10_000))
def test_exp_too_large(x: float) -> None:
    """A result that is too large is infinite: exp."""
    idea = "a result that is too large for a float is infinite: math.inf, and no error"
    called = f"exp({x})"
    close(called, result(called, lambda: operators.exp(x), "inf", idea), math.inf, idea)


@example(1.0)
@given(not_zero)
def test_inv(x: float) -> None:
    """One divided by x: inv."""
    close(f"inv({x})", operators.inv(x), 1 / x, "inv(x) is 1 / x")


@example(1.0, 2.0)
@given(not_zero, factor)
def test_inv_back(x: float, d: float) -> None:
    """The derivative of 1 / x: inv_back."""
    came, expected = operators.inv_back(x, d), -d / x**2
    idea = f"the derivative of 1 / x is -1 / x²; {D_IS_A_FACTOR}"
    if d and near(came, -expected):
        idea = "the sign: 1 / x falls as x grows, so its derivative is negative"
    close(f"inv_back({x}, {d})", came, expected, idea)


def test_inv_of_0() -> None:
    """0 is refused: inv, inv_back."""
    idea = "0 has no inverse: Python's own division refuses it, so let it"
    raises("inv(0.0)", ZeroDivisionError, lambda: operators.inv(0.0), idea)
    raises(
        "inv_back(0.0, 1.0)",
        ZeroDivisionError,
        lambda: operators.inv_back(0.0, 1.0),
        idea,
    )
