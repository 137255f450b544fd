"""The checks of task 0.2: properties, tried on right operators and on wrong ones."""

import inspect
import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from minitorch import operators as right
from project import properties
from work.telling import Wrong

number = st.integers(-100, 100).map(lambda tenths: tenths / 10)
wide = number | st.sampled_from([-1000.0, 1000.0])

# At these, in all combinations, a property looks for a fault of a wrong operator.
SOME = [0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 3.5, -3.5, 0.3, -7.2, 10.0, -10.0]


class Changed:
    """The operators, some of them in a wrong version."""

    def __init__(self, told: str, **wrong: Callable[..., float]) -> None:
        """Take what is wrong, in words, and the wrong versions by name."""
        self.told = told
        vars(self).update(wrong)

    def __getattr__(self, name: str) -> Any:
        return getattr(right, name)


def called(prop: Callable[..., Any], numbers: Sequence[float], ops: str) -> str:
    """A call as text."""
    rest = "".join(f", {x}" for x in numbers)
    return f"{prop.__name__}(ops{rest}) where ops has {ops}"


def holds(prop: Callable[..., Any], ops: Any, *numbers: float) -> bool:
    """Whether a property holds; one whose assert fails does not."""
    try:
        came = prop(ops, *numbers)
    except AssertionError:
        return False
    if came is None:
        idea = "return True or False: a property without return says nothing"
        told = called(prop, numbers, getattr(ops, "told", "the right operators"))
        raise Wrong(told, "None", "True or False", idea)
    return bool(came)


def always(prop: Callable[..., Any], *numbers: float, idea: str) -> None:
    """Make sure that a property holds for the right operators at these numbers."""
    told = called(prop, numbers, "the right operators")
    try:
        came = holds(prop, right, *numbers)
    except (ArithmeticError, ValueError) as error:  # as inv at 0 and log below 0
        what = f"{type(error).__name__}: {error}"
        raise Wrong(told, what, "True", ERROR) from error
    if not came:
        raise Wrong(told, "False", "True", idea)


ERROR = "a property that says nothing about these numbers returns True for them"


def catches(
    prop: Callable[..., Any],
    wrong: Sequence[Changed],
    idea: str,
    tried: Sequence[float] = SOME,
) -> None:
    """Make sure that a property has teeth: each wrong operator is caught somewhere."""
    amount = len(inspect.signature(prop).parameters) - 1
    for ops in wrong:
        if not is_caught(prop, ops, tried, amount):
            told = f"{prop.__name__} where ops has {ops.told}"
            raise Wrong(told, "True everywhere", "False for some numbers", idea)


def is_caught(
    prop: Callable[..., Any], ops: Changed, tried: Sequence[float], amount: int
) -> bool:
    """Whether a property is false somewhere, or a wrong operator raises an error."""
    for numbers in itertools.product(tried, repeat=amount):
        try:
            if not holds(prop, ops, *numbers):
                return True
        except (ArithmeticError, ValueError):
            return True
    return False


# Sigmoid


def steep(x: float) -> float:
    """A straight line that is cut off at 0 and at 1."""
    return min(1.0, max(0.0, x / 8 + 0.5))


def test_sigmoid_stays_between() -> None:
    """Between 0 and 1: sigmoid_stays_between."""

    @given(wide)
    def check(x: float) -> None:
        idea = "0 and 1 are included: far from 0 rounding makes sigmoid exactly 0 or 1"
        always(properties.sigmoid_stays_between, x, idea=idea)

    check()
    wrong = [
        Changed(
            "a sigmoid that is too large", sigmoid=lambda x: right.sigmoid(x) + 0.5
        ),
        Changed(
            "a sigmoid that is too small", sigmoid=lambda x: right.sigmoid(x) - 0.5
        ),
        Changed("the identity as sigmoid", sigmoid=lambda x: x),
        Changed(
            "a sigmoid of twice the height", sigmoid=lambda x: 2 * right.sigmoid(x)
        ),
        Changed(
            "a sigmoid that is 7 at 1000", sigmoid=lambda x: 7.0 if x > 99 else 0.5
        ),
        Changed("a sigmoid that is -7 at -1000", sigmoid=lambda x: -7.0 * (x < -99)),
    ]
    idea = "ask ops.sigmoid at the very x that comes in, and look at both bounds"
    catches(properties.sigmoid_stays_between, wrong, idea, [*SOME, -1000.0, 1000.0])


def test_sigmoid_is_symmetric() -> None:
    """1 - sigmoid(x) is sigmoid(-x): sigmoid_is_symmetric."""

    @given(number)
    def check(x: float) -> None:
        idea = "1 - sigmoid(x) is compared with sigmoid(-x)"
        if 1 - right.sigmoid(x) != right.sigmoid(-x):
            idea = "floats are rounded: compare with a tolerance, not with =="
        always(properties.sigmoid_is_symmetric, x, idea=idea)

    check()
    wrong = [
        Changed(
            "a sigmoid that is 0.1 too high", sigmoid=lambda x: right.sigmoid(x) + 0.1
        ),
        Changed("the square of sigmoid", sigmoid=lambda x: right.sigmoid(x) ** 2),
        Changed("relu as sigmoid", sigmoid=right.relu),
        Changed(
            "a sigmoid that is right for x >= 0 alone",
            sigmoid=lambda x: right.sigmoid(x) if x >= 0 else 0.0,
        ),
        Changed(
            "a sigmoid that is right for x <= 1 alone",
            sigmoid=lambda x: right.sigmoid(x) if x <= 1 else 1.0,
        ),
    ]
    idea = "ask ops.sigmoid at x and at -x: one of the two alone says nothing"
    catches(properties.sigmoid_is_symmetric, wrong, idea)


def test_sigmoid_crosses() -> None:
    """0.5 at 0: sigmoid_crosses."""
    idea = "sigmoid(0.0) is 0.5"
    always(properties.sigmoid_crosses, idea=idea)
    wrong = [
        Changed(
            "a sigmoid that is 0.1 too high", sigmoid=lambda x: right.sigmoid(x) + 0.1
        ),
        Changed(
            "a sigmoid that is too far left", sigmoid=lambda x: right.sigmoid(x + 1)
        ),
        Changed(
            "a sigmoid that is too far right", sigmoid=lambda x: right.sigmoid(x - 1)
        ),
        Changed("the identity as sigmoid", sigmoid=lambda x: x),
    ]
    catches(properties.sigmoid_crosses, wrong, f"{idea}, neither less nor more")


def test_sigmoid_increases() -> None:
    """Strictly increasing: sigmoid_increases."""

    @given(number, number)
    def check(x: float, y: float) -> None:
        idea = "where x < y, sigmoid(x) < sigmoid(y)"
        if x >= y:
            idea = "it says nothing unless x < y: return True for all other numbers"
        always(properties.sigmoid_increases, x, y, idea=idea)

    check()
    wrong = [
        Changed("a sigmoid that falls", sigmoid=lambda x: right.sigmoid(-x)),
        Changed("a sigmoid that is 0.5 everywhere", sigmoid=lambda x: 0.5),
        Changed("a sigmoid that goes up and down", sigmoid=math.cos),
        Changed("a sigmoid of straight lines", sigmoid=steep),
        Changed("a step as sigmoid", sigmoid=lambda x: 1.0 if x > 0 else 0.0),
    ]
    idea = "strictly: two different numbers have two different results"
    catches(properties.sigmoid_increases, wrong, idea)


# lt, mul and add


def test_lt_is_transitive() -> None:
    """From x < y and y < z follows x < z: lt_is_transitive."""

    @given(number, number, number)
    def check(x: float, y: float, z: float) -> None:
        idea = "where x < y and y < z, lt(x, z) is 1.0"
        if not x < y < z:
            idea = "it says nothing unless x < y and y < z: return True for all others"
        always(properties.lt_is_transitive, x, y, z, idea=idea)

    check()
    wrong = [
        Changed("`not equal` as lt", lt=lambda x, y: float(x != y)),
        Changed("`x < y + 1` as lt", lt=lambda x, y: float(x < y + 1)),
        Changed("`less than 1 apart` as lt", lt=lambda x, y: float(abs(x - y) < 1)),
        Changed("`of different sign` as lt", lt=lambda x, y: float(x * y < 0)),
        Changed("`x < y < x + 3` as lt", lt=lambda x, y: float(x < y < x + 3)),
    ]
    idea = "ask ops.lt all three questions: about x and y, about y and z, about x and z"
    catches(properties.lt_is_transitive, wrong, idea)


def test_mul_is_symmetric() -> None:
    """The order makes no difference: mul_is_symmetric."""

    @given(number, number)
    def check(x: float, y: float) -> None:
        idea = "mul(x, y) is the same as mul(y, x)"
        always(properties.mul_is_symmetric, x, y, idea=idea)

    check()
    wrong = [
        Changed("`x` as mul", mul=lambda x, y: x),
        Changed("`x - y` as mul", mul=lambda x, y: x - y),
        Changed("`x · x · y` as mul", mul=lambda x, y: x * x * y),
        Changed("`x · |y|` as mul", mul=lambda x, y: x * abs(y)),
        Changed("`x · y + x / 10` as mul", mul=lambda x, y: x * y + x / 10),
    ]
    idea = "ask ops.mul twice, with x and y in both orders, and compare the results"
    catches(properties.mul_is_symmetric, wrong, idea)


def test_mul_distributes() -> None:
    """Products of sums are sums of products: mul_distributes."""

    @given(number, number, number)
    def check(x: float, y: float, z: float) -> None:
        idea = "z · (x + y) is compared with z · x + z · y"
        if z * (x + y) != z * x + z * y:
            idea = "floats are rounded: compare with a tolerance, not with =="
        always(properties.mul_distributes, x, y, z, idea=idea)

    check()
    wrong = [
        Changed("the larger number as add", add=right.max),
        Changed("`x + y + 1` as add", add=lambda x, y: x + y + 1),
        Changed("an add that never exceeds 5", add=lambda x, y: min(x + y, 5.0)),
        Changed("`x · y + 1` as mul", mul=lambda x, y: x * y + 1),
        Changed("`|x · y|` as mul", mul=lambda x, y: abs(x * y)),
        Changed("a sum as mul", mul=lambda x, y: x + y),
    ]
    idea = "every sum is made by ops.add and every product by ops.mul, on both sides, "
    idea += "and compared with a small tolerance"
    catches(properties.mul_distributes, wrong, idea)


# One of the student's own


def wrong_backs(back: Callable[[float, float], float]) -> list[Callable[..., float]]:
    """Wrong versions of a function that multiplies a derivative at x by d."""
    return [
        lambda x, d: -back(x, d),
        lambda x, d: back(x, d) + 1,
        lambda x, d: back(x, 1.0),
        lambda x, d: d,
        lambda x, d: x * d,
        lambda x, d: 0.0,
    ]


WRONG_VERSIONS: dict[str, list[Callable[..., float]]] = {
    "id": [lambda x: x + 1, lambda x: -x, abs, lambda x: 0.0, lambda x: x / 2],
    "add": [
        lambda x, y: x - y,
        lambda x, y: x,
        lambda x, y: x + y + 1,
        lambda x, y: x * y,
        lambda x, y: abs(x + y),
    ],
    "eq": [
        lambda x, y: float(x != y),
        lambda x, y: 1.0,
        lambda x, y: 0.0,
        lambda x, y: float(x < y),
        lambda x, y: float(x <= y),
        lambda x, y: float(abs(x - y) < 1.5),
    ],
    "max": [
        min,
        lambda x, y: x,
        lambda x, y: y,
        lambda x, y: x + y,
        lambda x, y: max(abs(x), abs(y)),
        lambda x, y: max(x, y) + 1,
        lambda x, y: max(x, y, 0.0),
    ],
    "is_close": [
        lambda x, y: 0.0,
        lambda x, y: 1.0,
        lambda x, y: float(x - y < 0.01),
        lambda x, y: float(abs(x - y) >= 0.01),
        lambda x, y: float(abs(x - y) < 2),
    ],
    "relu": [
        lambda x: x,
        abs,
        lambda x: 0.0,
        lambda x: min(x, 0.0),
        lambda x: max(x, x / 10),
        lambda x: max(x, 0.0) + 1,
        lambda x: min(max(x, 0.0), 1.0),
    ],
    "log": [
        lambda x: right.log(x) + 1,
        lambda x: right.log(x) / math.log(2),
        lambda x: -right.log(x),
        lambda x: x,
        lambda x: 0.0,
        lambda x: math.log1p(abs(x)),
    ],
    "exp": [
        lambda x: 2.0**x,
        lambda x: math.exp(-x),
        lambda x: math.exp(x) + 1,
        lambda x: x,
        lambda x: -math.exp(x),
        lambda x: 1.0,
    ],
    "inv": [
        lambda x: x,
        lambda x: -right.inv(x),
        lambda x: right.inv(x) ** 2,
        lambda x: right.inv(x) + 1,
        lambda x: 2 * right.inv(x),
    ],
}

for name in ("relu_back", "log_back", "inv_back"):
    WRONG_VERSIONS[name] = wrong_backs(getattr(right, name))


def test_one_of_my_own() -> None:
    """One of your own: one_of_my_own."""
    prop = properties.one_of_my_own

    @given(number, number)
    def check(x: float, y: float) -> None:
        idea = "your property has a counterexample; if it is one of rounding, compare "
        always(prop, x, y, idea=idea + "with a tolerance")

    check()
    for name, versions in WRONG_VERSIONS.items():
        for version in versions:
            if is_caught(prop, Changed("", **{name: version}), SOME, 2):
                return
    raise Wrong(
        f"{prop.__name__} with wrong versions of {', '.join(WRONG_VERSIONS)}, in turn",
        "True everywhere",
        "False for some numbers, with at least one of them",
        "it catches nothing: say something about ops.max, say, that is false where max "
        "is wrong",
    )
