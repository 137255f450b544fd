"""The checks of task 1.2."""

import math
from collections.abc import Callable
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from minitorch import Context, Scalar
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
from work.telling import Wrong, close, equal, is_number, raises, result, shown

numbers = st.integers(-8, 8).map(lambda n: n / 2)
others = numbers.filter(lambda x: x != 0)
NAN = math.nan


# forward: floats in, a float out


def forward(function: Any, *values: float) -> tuple[str, Any, Context]:
    """The call as text, what came, and the notes that were taken."""
    ctx = Context()
    called = f"{function.__name__}.forward(ctx, {', '.join(map(str, values))})"
    came = function.forward(ctx, *values)
    if not is_number(came):
        raise Wrong(called, shown(came), "a float", idea_of_type(came))
    return called, came, ctx


def idea_of_type(came: Any) -> str:
    """Why something is no float."""
    if came is None:
        return "forward has to return the result"
    if isinstance(came, Scalar):
        return "forward computes with floats alone; apply makes Scalars around it"
    if isinstance(came, bool):
        return "forward returns a float, 1.0 or 0.0, not True or False"
    return "forward returns a float"


def notes(ctx: Context) -> tuple[Any, ...]:
    """All that was saved in a context, by save_for_backward or as an attribute."""
    return ctx.saved_tensors, sorted(vars(ctx).items())


def tells_apart(function: Any, one: tuple[float, ...], two: tuple[float, ...]) -> None:
    """Two calls with different derivatives must leave different notes."""
    called, _, first = forward(function, *one)
    other, _, second = forward(function, *two)
    if notes(first) == notes(second):
        saved = first.saved_tensors
        raise Wrong(
            f"{called} and {other}: what they save for backward",
            f"both saved {saved}" if saved else "nothing",
            "different values, since the derivatives differ",
            "backward knows only what was saved: save all that the derivative depends "
            "on, in one call of ctx.save_for_backward",
        )


@given(numbers, numbers)
def test_sub(x: float, y: float) -> None:
    """Sub.forward"""
    called, came, _ = forward(Sub, x, y)
    close(called, came, x - y, "the first argument minus the second")


@given(numbers, numbers)
def test_mul(x: float, y: float) -> None:
    """Mul.forward"""
    called, came, _ = forward(Mul, x, y)
    close(called, came, x * y, "the product of the two arguments")


@given(numbers, others)
def test_div(x: float, y: float) -> None:
    """Div.forward"""
    called, came, _ = forward(Div, x, y)
    close(called, came, x / y, "the first argument divided by the second, unrounded")


@given(numbers)
def test_neg(x: float) -> None:
    """Neg.forward"""
    called, came, _ = forward(Neg, x)
    close(called, came, -x, "the argument with the other sign")


@given(others)
def test_inv(x: float) -> None:
    """Inv.forward"""
    called, came, _ = forward(Inv, x)
    close(called, came, 1 / x, "1 divided by the argument")


def test_division_by_zero() -> None:
    """Division by zero: ZeroDivisionError."""
    for function, values in [(Div, (3.0, 0.0)), (Div, (0.0, 0.0)), (Inv, (0.0,))]:
        raises(
            f"{function.__name__}.forward(ctx, {', '.join(map(str, values))})",
            ZeroDivisionError,
            lambda f=function, v=values: f.forward(Context(), *v),
            "there is no quotient: raise a ZeroDivisionError, as Python's own / does",
        )


@given(numbers)
def test_exp(x: float) -> None:
    """Exp.forward"""
    called, came, _ = forward(Exp, x)
    close(called, came, math.exp(x), "e to the power of x: operators.exp")


def test_exp_too_large() -> None:
    """Exp.forward where the result is too large"""
    idea = "a result too large for a float is infinite, as operators.exp returns it"
    called = "Exp.forward(ctx, 1000.0)"
    came = result(called, lambda: Exp.forward(Context(), 1000.0), "inf", idea)
    close(called, came, math.inf, idea)


@given(st.sampled_from([0.0, 1.0, -1.0, 2.5, -30.0, 800.0, -800.0]))
def test_sigmoid(x: float) -> None:
    """Sigmoid.forward"""
    idea = "σ(x) = 1 / (1 + e⁻ˣ), for any x: operators.sigmoid"
    try:
        called, came, _ = forward(Sigmoid, x)
    except OverflowError as error:
        idea = (
            "e⁻ˣ is too large for a float where x is -800; operators.sigmoid has a way"
        )
        raise Wrong(
            f"Sigmoid.forward(ctx, {x})", f"OverflowError: {error}", "0.0", idea
        ) from error
    close(called, came, 0.5 + math.tanh(x / 2) / 2, idea)


@given(numbers)
def test_relu(x: float) -> None:
    """ReLU.forward"""
    called, came, _ = forward(ReLU, x)
    right = (x + abs(x)) / 2
    close(called, came, right, "x where it is positive, else 0: operators.relu")


@given(numbers, numbers)
def test_lt(x: float, y: float) -> None:
    """LT.forward"""
    called, came, _ = forward(LT, x, y)
    close(called, came, float(x < y), "1.0 where x is less than y, 0.0 where it is not")


@given(numbers, numbers)
@example(2.0, 2.001)
def test_eq(x: float, y: float) -> None:
    """EQ.forward"""
    called, came, _ = forward(EQ, x, y)
    close(called, came, float(x == y), "1.0 where the two are equal, else 0.0")


def test_saved_for_backward() -> None:
    """What forward saves: all that the derivative depends on."""
    tells_apart(Mul, (2.0, 3.0), (2.0, 5.0))
    tells_apart(Mul, (2.0, 3.0), (4.0, 3.0))
    tells_apart(Mul, (2.0, 6.0), (3.0, 4.0))  # the products are equal
    tells_apart(Div, (2.0, 4.0), (2.0, 8.0))
    tells_apart(Div, (2.0, 4.0), (6.0, 4.0))
    tells_apart(Div, (2.0, 4.0), (3.0, 6.0))  # the quotients are equal
    tells_apart(Inv, (2.0,), (4.0,))
    tells_apart(Exp, (0.0,), (2.0,))
    tells_apart(Sigmoid, (0.0,), (2.0,))
    tells_apart(ReLU, (-2.0,), (2.0,))


# The operators: Scalars and numbers in, a Scalar that remembers out

Binary = Callable[[Any, Any], Any]
OPERATORS: dict[str, tuple[Binary, str]] = {
    "-": (lambda a, b: a - b, "the left minus the right: Sub.apply"),
    "*": (lambda a, b: a * b, "the product: Mul.apply"),
    "/": (lambda a, b: a / b, "the left divided by the right: Div.apply"),
    "<": (lambda a, b: a < b, "1.0 where left is less than right: LT.apply"),
    ">": (
        lambda a, b: a > b,
        "a > b says the same as b < a, which is not the opposite of a < b: where both "
        "are equal neither holds",
    ),
    "==": (
        lambda a, b: a == b,
        "compare the values: Scalars of one value are equal, and NaN equals nothing",
    ),
    "!=": (lambda a, b: a != b, "1.0 where == gives 0.0, and 0.0 where it gives 1.0"),
    "<=": (
        lambda a, b: a <= b,
        "a <= b holds where a < b or a == b; with NaN neither does",
    ),
    ">=": (
        lambda a, b: a >= b,
        "a >= b holds where a > b or a == b; with NaN neither does",
    ),
}
# What Python calls where a number stands on the left; for < it is the mirror image, >.
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
REFLECTED = {
    "-": "__rsub__",
    "*": "__rmul__",
    "/": "__rtruediv__",
    "<": "__gt__",
    ">": "__lt__",
    "<=": "__ge__",
    ">=": "__le__",
    "==": "__eq__",
    "!=": "__ne__",
}


def check_operator(sign: str, x: float, y: float) -> None:
    """Scalar with Scalar, Scalar with number, number with Scalar."""
    compute, idea = OPERATORS[sign]
    right = float(compute(x, y))
    a, b = Scalar(x), Scalar(y)
    remembered(
        f"Scalar({x}) {sign} Scalar({y})", compute(a, b), right, [(a, x), (b, y)], idea
    )
    a = Scalar(x)
    remembered(f"Scalar({x}) {sign} {y}", compute(a, y), right, [(a, x)], idea)
    name, idea = REFLECTED[sign], OPERATORS[MIRRORED.get(sign, sign)][1]
    idea = f"for {x} {sign} x Python calls x.{name}({x}): {idea}"
    b = Scalar(y)
    remembered(f"{x} {sign} Scalar({y})", compute(x, b), right, [(b, y)], idea)


def remembered(
    called: str, came: Any, right: float, used: list[tuple[Scalar, float]], idea: str
) -> None:
    """A Scalar came, of the right value, and it remembers what it was made from."""
    if not isinstance(came, Scalar):
        why = "apply returns a Scalar; a plain float or bool remembers nothing"
        why = "return what apply returns" if came is None else why
        raise Wrong(called, shown(came), f"Scalar({right})", why)
    close(f"({called}).data", came.data, right, idea)
    for v, value in used:
        idea = "an operand stays as it was: the result is a new Scalar"
        close(f"{called}: the value of an operand afterwards", v.data, value, idea)
    operands = [v for v, _ in used]
    if not {id(v) for v in operands} <= {id(v) for v in leaves(came)}:
        raise Wrong(
            f"{called}: its history",
            f"made from {leaves(came)}, other objects",
            f"made from {operands}, the Scalars that were used",
            "the history is lost where a new Scalar is made from plain data: give "
            "apply the Scalars themselves",
        )


def leaves(v: Any) -> list[Any]:
    """The leaves of a small computation."""
    return [v] if v.is_leaf() else [leaf for p in v.parents for leaf in leaves(p)]


@given(numbers, numbers)
def test_minus(x: float, y: float) -> None:
    """Scalar.__sub__ and __rsub__: the operator -"""
    check_operator("-", x, y)


@given(numbers, numbers)
def test_times(x: float, y: float) -> None:
    """Scalar.__mul__ and __rmul__: the operator *"""
    check_operator("*", x, y)


@given(others, others)
def test_divided(x: float, y: float) -> None:
    """Scalar.__truediv__ and __rtruediv__: the operator /"""
    check_operator("/", x, y)


@given(numbers)
def test_minus_sign(x: float) -> None:
    """Scalar.__neg__: the operator - before a Scalar"""
    a = Scalar(x)
    remembered(f"-Scalar({x})", -a, -x, [(a, x)], "the other sign: Neg.apply")


few = st.sampled_from([0.0, 1.0, -1.0, 2.0, NAN])


@given(few, few)
def test_less(x: float, y: float) -> None:
    """Scalar.__lt__: the operator <"""
    check_operator("<", x, y)


@given(few, few)
def test_greater(x: float, y: float) -> None:
    """Scalar.__gt__: the operator >"""
    check_operator(">", x, y)


@given(few, few)
def test_less_or_equal(x: float, y: float) -> None:
    """Scalar.__le__: the operator <="""
    check_operator("<=", x, y)


@given(few, few)
def test_greater_or_equal(x: float, y: float) -> None:
    """Scalar.__ge__: the operator >="""
    check_operator(">=", x, y)


@given(few, few)
def test_equal(x: float, y: float) -> None:
    """Scalar.__eq__: the operator =="""
    check_operator("==", x, y)


@given(few, few)
def test_not_equal(x: float, y: float) -> None:
    """Scalar.__ne__: the operator !="""
    check_operator("!=", x, y)


def test_equal_to_what_is_no_number() -> None:
    """A Scalar is never equal to what is no number."""
    idea = "for an other that is no number return NotImplemented: then Python answers"
    for name in ("__eq__", "__ne__"):
        for other in ("2.0", None):
            called = f"Scalar(2.0).{name}({other!r})"
            try:
                came = getattr(Scalar(2.0), name)(other)
            except TypeError as error:
                told = f"TypeError: {error}"
                raise Wrong(called, told, "NotImplemented", idea) from error
            equal(called, came, NotImplemented, idea)


@given(numbers)
def test_methods(x: float) -> None:
    """Scalar.exp, sigmoid and relu"""
    a = Scalar(x)
    remembered(f"Scalar({x}).exp()", a.exp(), math.exp(x), [(a, x)], "eˣ: Exp.apply")
    right = 0.5 + math.tanh(x / 2) / 2
    remembered(
        f"Scalar({x}).sigmoid()", a.sigmoid(), right, [(a, x)], "σ: Sigmoid.apply"
    )
    right = (x + abs(x)) / 2
    remembered(f"Scalar({x}).relu()", a.relu(), right, [(a, x)], "ReLU.apply")
