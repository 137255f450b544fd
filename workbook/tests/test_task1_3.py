"""The checks of task 1.3."""

import cmath
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from minitorch import Context, Scalar, ScalarFunction
from minitorch.scalar_functions import (
    EQ,
    LT,
    Div,
    Exp,
    Inv,
    Mul,
    Neg,
    ReLU,
    Sigmoid,
    Sub,
)
from work.telling import Wrong, close, is_number, raises, shown

values = st.sampled_from([2.0, 3.0, 0.5, -4.0, -0.5])
derivatives = st.sampled_from([5.0, -3.0, 0.25])


# backward of the Functions


def passed_back(function: Any, *xs: float, d: float) -> tuple[str, tuple[float, ...]]:
    """The calls as text, and what backward returns for each argument of forward."""
    ctx = Context()
    function.forward(ctx, *xs)
    saved = f"saved {ctx.saved_tensors}" if ctx.saved_tensors else "saved nothing"
    arguments = ", ".join(map(str, xs))
    called = (
        f"{function.__name__}.backward(ctx, {d}), after forward(ctx, {arguments}), "
        f"which {saved}"
    )
    came = function.backward(ctx, d)
    shares = came if isinstance(came, tuple) else (came,)
    if len(shares) != len(xs) or not all(map(is_number, shares)):
        expected = "a number" if len(xs) == 1 else f"a tuple of {len(xs)} numbers"
        raise Wrong(called, shown(came), expected, idea_of_form(came, len(xs)))
    return called, shares


def idea_of_form(came: Any, count: int) -> str:
    """Why what backward returned is not what it should be."""
    if came is None:
        return "backward has to return the derivatives"
    if isinstance(came, list):
        return "several derivatives are returned as a tuple, not as a list"
    return (
        "backward returns one derivative for each argument of forward, no more or less"
    )


def slope(f: Callable[..., Any], xs: tuple[float, ...], i: int) -> float:
    """The derivative of a smooth f with respect to argument i.

    Moved a little along the imaginary axis, f changes by i times its derivative there,
    and no digits are lost.
    """
    moved: list[complex] = list(xs)
    moved[i] += 1e-20j
    return float(f(*moved).imag / 1e-20)


def check(
    function: Any, f: Callable[..., Any], *xs: float, d: float, idea: str
) -> None:
    """Compare what backward returns with the derivatives of f."""
    called, came = passed_back(function, *xs, d=d)
    local = [slope(f, xs, i) for i in range(len(xs))]
    for i, (share, by) in enumerate(zip(came, local, strict=True)):
        which = ["x", "y"][i]
        told = f"{called}: the derivative for {which}" if len(xs) > 1 else called
        close(told, share, round(by * d, 9), what_is_missing(came, local, i, d, idea))


def what_is_missing(
    came: tuple[float, ...], local: list[float], i: int, d: float, idea: str
) -> str:
    """What a wrong derivative tells; where it tells nothing, the idea."""
    right = [by * d for by in local]

    def near(one: float, other: float) -> bool:
        return abs(one - other) <= 1e-6 * max(1.0, abs(other))

    if len(right) == 2 and near(came[0], right[1]) and near(came[1], right[0]):
        return "the order: first the derivative for x, then the one for y"
    if all(map(near, came, local)):
        return "d_out is missing: multiply the local derivative by it"
    if near(came[i], local[i] + d):
        return "the local derivative and d_out are multiplied, not added"
    if near(came[i], -right[i]):
        return f"the sign is wrong: {idea}"
    return idea


@given(values, values, derivatives)
def test_sub(x: float, y: float, d: float) -> None:
    """Sub.backward"""
    idea = "if y grows, x - y falls just as much"
    check(Sub, lambda x, y: x - y, x, y, d=d, idea=idea)


@given(values, values, derivatives)
def test_mul(x: float, y: float, d: float) -> None:
    """Mul.backward"""
    assume(abs(x) != abs(y))
    idea = "the derivative of a product for one factor is the other factor, times d_out"
    check(Mul, lambda x, y: x * y, x, y, d=d, idea=idea)


@given(values, values, derivatives)
def test_div(x: float, y: float, d: float) -> None:
    """Div.backward"""
    assume(abs(x) != abs(y))
    idea = "x / y is x · y⁻¹: its derivatives are 1 / y and -x / y², times d_out"
    check(Div, lambda x, y: x / y, x, y, d=d, idea=idea)


@given(values, derivatives)
def test_neg(x: float, d: float) -> None:
    """Neg.backward"""
    check(Neg, lambda x: -x, x, d=d, idea="the derivative of -x is -1, times d_out")


@given(values, derivatives)
def test_inv(x: float, d: float) -> None:
    """Inv.backward"""
    idea = "the derivative of 1 / x is -1 / x², times d_out"
    check(Inv, lambda x: 1 / x, x, d=d, idea=idea)


@given(values, derivatives)
def test_exp(x: float, d: float) -> None:
    """Exp.backward"""
    idea = "the derivative of eˣ is eˣ itself; look at what forward saved, x or eˣ"
    check(Exp, cmath.exp, x, d=d, idea=idea)


@given(values, derivatives)
def test_sigmoid(x: float, d: float) -> None:
    """Sigmoid.backward"""
    idea = "σ'(x) = σ(x) (1 - σ(x)); look at what forward saved, x or σ(x)"
    check(Sigmoid, lambda x: 1 / (1 + cmath.exp(-x)), x, d=d, idea=idea)


def test_flat_sigmoid() -> None:
    """Sigmoid.backward far from 0, where the sigmoid is flat."""
    for x in (800.0, -800.0):
        try:
            called, (came,) = passed_back(Sigmoid, x, d=5.0)
        except OverflowError as error:
            raise Wrong(
                f"Sigmoid.backward(ctx, 5.0), after forward(ctx, {x})",
                f"OverflowError: {error}",
                "0.0",
                "no exponential is needed: σ(x) (1 - σ(x)) from σ(x) alone",
            ) from error
        close(called, came, 0.0, "σ(x) is 1 or 0 here, and σ(x) (1 - σ(x)) is 0")


@given(st.sampled_from([2.0, 0.5, -1.0, -3.0, 0.0]), derivatives)
def test_relu(x: float, d: float) -> None:
    """ReLU.backward"""
    called, (came,) = passed_back(ReLU, x, d=d)
    idea = (
        "where x is positive the slope of relu is 1, elsewhere it is 0, also at x = 0"
    )
    if x > 0 and came == 1.0:
        idea = "d_out is missing: multiply the local derivative by it"
    close(called, came, d * (x > 0), idea)


@given(values, values, derivatives)
def test_lt(x: float, y: float, d: float) -> None:
    """LT.backward"""
    called, came = passed_back(LT, x, y, d=d)
    for share in came:
        close(
            called, share, 0.0, "a comparison is flat on either side: no change at all"
        )


@given(values, values, derivatives)
def test_eq(x: float, y: float, d: float) -> None:
    """EQ.backward"""
    called, came = passed_back(EQ, x, y, d=d)
    for share in came:
        close(
            called, share, 0.0, "a comparison is flat on either side: no change at all"
        )


# chain_rule, with Functions of our own


class Sum3(ScalarFunction):
    """a + 10 b + 100 c"""

    @staticmethod
    def forward(ctx: Context, a: float, b: float, c: float) -> float:
        ctx.save_for_backward(10.0, 100.0)
        return a + 10.0 * b + 100.0 * c

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float, float]:
        ten, hundred = ctx.saved_values
        return d_out, ten * d_out, hundred * d_out


class Twice(ScalarFunction):
    """2 a"""

    @staticmethod
    def forward(ctx: Context, a: float) -> float:
        return 2.0 * a

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return 2.0 * d_out


def check_pairs(called: str, v: Scalar, d: float, expected: list[Any]) -> None:
    """chain_rule gives these pairs, in this order, with these very Variables."""
    came = v.chain_rule(d)
    told = f"{len(expected)} pairs (input, derivative), of {expected}"
    if came is None:
        raise Wrong(called, "None", told, "return what you have paired")
    if isinstance(came, dict):
        idea = (
            "in a dictionary an input that was used twice has one entry: return pairs"
        )
        raise Wrong(called, shown(came), told, idea)
    pairs = list(came)
    if not all(isinstance(p, (tuple, list)) and len(p) == 2 for p in pairs):
        idea = "each entry is a pair: an input and its derivative"
        raise Wrong(called, shown(pairs), told, idea)
    if len(pairs) != len(expected):
        idea = (
            "every input gets its pair, constants included; they are left out by the "
            "one who calls chain_rule"
        )
        if any(a is b for (a, _), (b, _) in pairwise(expected)):
            idea = (
                "an input that is used twice stands in two pairs; nothing is added yet"
            )
        if len(pairs) > len(expected):
            idea = "one step only: v's own inputs, not what these were made of"
        raise Wrong(called, shown(pairs), told, idea)
    for (a, share), (b, right) in zip(pairs, expected, strict=True):
        if a is not b:
            idea = "the order of a pair: first the input, then its derivative"
            if not isinstance(share, Scalar):
                idea = (
                    "the inputs are the very Variables that v was made from, in order"
                )
            raise Wrong(called, shown(pairs), told, idea)
        if not is_number(share):
            idea = (
                "each derivative is one number, not a tuple: pair each with its input"
            )
            raise Wrong(called, shown(pairs), told, idea)
        idea = "ask last_fn.backward with v's own ctx and with d_output"
        close(f"{called}: what {a} gets", share, right, idea)


@given(derivatives)
def test_pairs(d: float) -> None:
    """chain_rule: a pair for every input, constants included."""
    x, y = Scalar(2.0, name="x"), Scalar(3.0, name="y")
    z = Twice.apply(y)
    v = Sum3.apply(x, 7.0, z)
    expected = [(x, d), (v.parents[1], 10.0 * d), (z, 100.0 * d)]
    check_pairs(f"v.chain_rule({d}), v = x + 10 · 7 + 100 z, z = 2y", v, d, expected)


@given(derivatives)
def test_single_argument(d: float) -> None:
    """chain_rule: a Function of one argument, whose backward returns one number."""
    x = Scalar(2.0, name="x")
    called = f"v.chain_rule({d}), v = 2x, where backward returns {2 * d}"
    try:
        check_pairs(called, Twice.apply(x), d, [(x, 2.0 * d)])
    except TypeError as error:
        idea = "a single value has to become a tuple of one before it is paired"
        raise Wrong(called, f"TypeError: {error}", f"[({x}, {2 * d})]", idea) from error


@given(derivatives)
def test_used_twice(d: float) -> None:
    """chain_rule: an input that is used twice has two pairs."""
    x = Scalar(2.0, name="x")
    v = Sum3.apply(x, x, x)
    expected = [(x, d), (x, 10.0 * d), (x, 100.0 * d)]
    check_pairs(f"v.chain_rule({d}), v = x + 10x + 100x", v, d, expected)


def test_leaves_untouched() -> None:
    """chain_rule leaves the inputs as they are."""
    x, y = Scalar(2.0, name="x"), Scalar(3.0, name="y")
    list(Sum3.apply(x, y, 1.0).chain_rule(5.0))
    if x.derivative is not None or y.derivative is not None:
        raise Wrong(
            "v.chain_rule(5.0), v = x + 10y + 100: x.derivative, y.derivative",
            f"{x.derivative}, {y.derivative}",
            "None, None",
            "chain_rule only tells; what is added to which leaf is decided in task 1.4",
        )


def test_nothing_made_it() -> None:
    """chain_rule of a leaf and of a constant: ValueError."""
    for called, v in [
        ("Scalar(2.0).chain_rule(1.0)", Scalar(2.0)),
        ("Scalar(2.0, back=None).chain_rule(1.0)", Scalar(2.0, back=None)),
    ]:
        refused(called, v, "no Function made a leaf or a constant: its last_fn is None")


def test_wrong_number_of_derivatives() -> None:
    """chain_rule where backward returns too few, too many, or None: ValueError."""
    for returned in [(1.0, 2.0), (1.0, 2.0, 3.0, 4.0), (1.0, None, 3.0), 1.0, None]:

        class Careless(Sum3):
            @staticmethod
            def backward(ctx: Context, d_out: float, returned: Any = returned) -> Any:
                return returned

        refused(
            f"v.chain_rule(1.0), v made from 3 inputs, its backward returns {returned}",
            Careless.apply(1.0, 2.0, 3.0),
            "compare the derivatives with the inputs: as many, and none of them None",
        )


def refused(called: str, v: Scalar, idea: str) -> None:
    """chain_rule raises a ValueError, at once or when its pairs are asked for."""
    try:
        raises(called, ValueError, lambda: list(v.chain_rule(1.0)), idea)
    except (AssertionError, AttributeError, TypeError) as error:
        if isinstance(error, Wrong):
            raise
        told = f"{type(error).__name__}: {error}"
        raise Wrong(called, told, "ValueError is raised", idea) from error
