"""The checks of task 1.1."""

import math
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from minitorch import central_difference
from work.telling import Wrong, close, equal, is_number, raises, shown

numbers = st.integers(-5, 5).map(float)
steps = st.sampled_from([0.5, 0.25, 1.0])


@given(numbers, numbers, numbers, numbers, steps)
def test_parabola(a: float, b: float, c: float, x: float, epsilon: float) -> None:
    """A parabola: there the central difference has no error, however large the step."""
    asked = []

    called = f"central_difference(f, {x}, epsilon={epsilon})"

    def f(x: float) -> float:
        if not is_number(x):
            idea = "f takes numbers, not a list: call f(*values)"
            raise Wrong(f"f, by {called}", f"f({shown(x)})", "f of a number", idea)
        asked.append(x)
        return a * x * x + b * x + c

    came = central_difference(f, x, epsilon=epsilon)
    close(
        f"{called}, f(x) = {a}x² + {b}x + {c}",
        came,
        2 * a * x + b,
        what_is_missing(came, 2 * a * x + b, epsilon, x, asked),
    )


def what_is_missing(
    came: Any, slope: float, epsilon: float, x: float, asked: list[float]
) -> str:
    """What a wrong slope of a parabola tells, and where f was asked."""
    places = set(asked)
    told = f"f was asked at {' and at '.join(str(p) for p in asked) or 'no place'}"
    if places != {x - epsilon, x + epsilon}:
        return f"{told}: ask it at x + ε and at x - ε, the same distance to both sides"
    if came is None:
        return "return the slope"
    if came == -slope:
        return "the sign: from the value on the right take away the one on the left"
    if came == 2 * slope:
        return "the two points lie 2ε apart: divide by 2ε, not by ε"
    if came == slope * epsilon * epsilon:
        return "a / 2 * ε is (a / 2) · ε in Python: put 2 * ε in brackets"
    return "divide the difference of the two values by the distance of the points, 2ε"


@given(numbers, st.sampled_from([1.0, 0.5, 0.25]))
def test_epsilon(x: float, epsilon: float) -> None:
    """A cube: the step is the epsilon that was given."""
    close(
        f"central_difference(f, {x}, epsilon={epsilon}), f(x) = x³",
        central_difference(lambda x: x * x * x, x, epsilon=epsilon),
        3 * x * x + epsilon * epsilon,
        "here the error is ε², so it tells which ε was used: take the one given",
    )


def test_known_derivatives() -> None:
    """Functions whose derivatives are known, with the epsilon that is the default."""
    close(
        "central_difference(math.sin, 1.0)",
        central_difference(math.sin, 1.0),
        math.cos(1.0),
        "compute the slope between the points x - ε and x + ε",
    )
    close(
        "central_difference(math.exp, 2.0)",
        central_difference(math.exp, 2.0),
        math.exp(2.0),
        "compute the slope between the points x - ε and x + ε",
    )
    close(
        "central_difference(abs, 0.0)",
        central_difference(abs, 0.0),
        0.0,
        "|x| has a corner at 0; both points lie equally high, so the slope is 0",
    )


@given(st.lists(numbers, min_size=2, max_size=4), st.data())
def test_several_arguments(vals: list[float], data: st.DataObject) -> None:
    """Several arguments: the one that arg names is moved, all others are held fixed."""
    arg = data.draw(st.integers(0, len(vals) - 1))
    asked: list[tuple[Any, ...]] = []

    def f(*xs: Any) -> float:
        asked.append(xs)
        return sum((i + 1) * 10**i * x for i, x in enumerate(xs))

    values = ", ".join(str(v) for v in vals)
    called = f"central_difference(f, {values}, arg={arg}, epsilon=0.5)"
    terms = " + ".join(f"{(i + 1) * 10**i}·x{i}" for i in range(len(vals)))
    came = central_difference(f, *vals, arg=arg, epsilon=0.5)
    for xs in asked:
        equal(
            f"{called}: how many numbers f gets",
            len(xs),
            len(vals),
            "f takes as many numbers as vals has: call it with all, f(*values)",
        )
        moved = [i for i, (x, v) in enumerate(zip(xs, vals, strict=True)) if x != v]
        told = f"{called}: which arguments were moved when f was asked at {xs}"
        if moved:
            idea = "only argument number arg moves, counted from 0; all others are held"
            equal(told, moved, [arg], f"{idea} fixed")
    close(f"{called}, f = {terms}", came, float((arg + 1) * 10**arg), "divide by 2ε")


def test_arg_is_first() -> None:
    """Without arg the first argument is moved."""
    close(
        "central_difference(lambda x, y: x * y, 3.0, 5.0)",
        central_difference(lambda x, y: x * y, 3.0, 5.0),
        5.0,
        "arg is 0 where nothing else is said: the first argument moves",
    )


def test_no_such_argument() -> None:
    """An argument that f does not have: IndexError."""
    for vals, arg in [((3.0,), 1), ((3.0, 5.0), 2), ((3.0, 5.0), -1), ((), 0)]:
        given = "".join(f"{v}, " for v in vals)
        raises(
            f"central_difference(f, {given}arg={arg})",
            IndexError,
            lambda vals=vals, arg=arg: central_difference(
                lambda *xs: 0.0, *vals, arg=arg
            ),
            "arg counts from 0 to len(vals) - 1; Python itself takes a negative index, "
            "so look at arg before you use it",
        )


def test_no_step() -> None:
    """An epsilon that is not a positive, finite number: ValueError."""
    for epsilon in (-1e-6, 0.0, math.inf, math.nan):
        raises(
            f"central_difference(math.sin, 1.0, epsilon={epsilon})",
            ValueError,
            lambda epsilon=epsilon: central_difference(math.sin, 1.0, epsilon=epsilon),
            "epsilon has to be above 0 and below math.inf; a comparison with NaN is "
            "always False",
        )
