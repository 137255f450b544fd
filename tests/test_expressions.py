"""Random expressions: backpropagation, central differences and PyTorch agree."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minitorch import Scalar, central_difference, operators

Step = tuple[str, int, int]

# Each keeps values of moderate size, so that differences stay accurate.
BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / (1.5 + b * b),
    "rdiv": lambda a, b: 3 / (2 + b * b) - a,
    "rsub": lambda a, b: 1 - 0.5 * a + 2 * b,
}
POWERS: dict[str, Callable[[Any, Any], Any]] = {
    "square": lambda a, b: a**2 + b,
    "root": lambda a, b: (1 + a * a) ** 0.5 * b,
    "inverse": lambda a, b: b - (2 + a * a) ** -1,
}


def squash(a: Any, sigmoid: Callable[[Any], Any]) -> Any:
    """A value between -2 and 2, so that chains of products do not explode."""
    return 4 * sigmoid(a) - 2


class Functions:
    """The unary functions of one number system."""

    def __init__(self, sigmoid: Any, exp: Any, log: Any) -> None:
        self.sigmoid, self.exp, self.log = sigmoid, exp, log

    def unary(self, name: str, a: Any) -> Any:
        small = squash(a, self.sigmoid)
        return {
            "neg": lambda: -a,
            "sigmoid": lambda: self.sigmoid(a),
            "exp": lambda: self.exp(small),
            "log": lambda: self.log(1 + a * a),
        }[name]()


FLOATS = Functions(operators.sigmoid, math.exp, math.log)
SCALARS = Functions(Scalar.sigmoid, Scalar.exp, Scalar.log)
UNARY = ["neg", "sigmoid", "exp", "log"]


def compute(steps: list[Step], functions: Functions, inputs: list[Any]) -> Any:
    """Run a program: each step makes a value from earlier ones; the last one counts."""
    made = list(inputs)
    for name, i, j in steps:
        a, b = made[i % len(made)], made[j % len(made)]
        if name in UNARY:
            new = functions.unary(name, a)
        else:
            new = (BINARY | POWERS)[name](a, b)
        # A use of the unsquashed value as well: graphs with skips everywhere.
        made.append(squash(new, functions.sigmoid) + 0.1 * new if j % 2 else new)
        if j % 3 == 0:
            made[-1] = squash(made[-1], functions.sigmoid)
    return made[-1]


programs = st.lists(
    st.tuples(
        st.sampled_from([*BINARY, *POWERS, *UNARY]),
        st.integers(0, 20),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=8,
)
points = st.lists(st.floats(-2, 2), min_size=1, max_size=3)


def derivatives(steps: list[Step], point: list[float]) -> tuple[float, list[float]]:
    leaves = [Scalar(x) for x in point]
    result = compute(steps, SCALARS, leaves)
    result.backward()
    return result.data, [leaf.derivative or 0.0 for leaf in leaves]


@given(steps=programs, point=points)
def test_values_are_those_of_floats(steps: list[Step], point: list[float]) -> None:
    value, _ = derivatives(steps, point)
    assert value == pytest.approx(compute(steps, FLOATS, point), rel=1e-12, abs=1e-12)


@given(steps=programs, point=points)
def test_derivatives_are_those_of_central_differences(
    steps: list[Step], point: list[float]
) -> None:
    value, found = derivatives(steps, point)

    def f(*xs: float) -> float:
        return compute(steps, FLOATS, list(xs))

    for arg, derivative in enumerate(found):
        near = [central_difference(f, *point, arg=arg, epsilon=e) for e in (1e-4, 5e-5)]
        # One step of Richardson's extrapolation removes the error of order ε².
        exact = (4 * near[1] - near[0]) / 3
        scale = max(1.0, abs(exact), abs(value))
        assert derivative == pytest.approx(exact, abs=1e-6 * scale)


@given(steps=programs, point=points)
def test_derivatives_are_those_of_pytorch(
    steps: list[Step], point: list[float]
) -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; `make bench` brings one along"
    )
    functions = Functions(torch.sigmoid, torch.exp, torch.log)
    leaves = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in point]
    result = compute(steps, functions, leaves)
    result.backward()
    value, found = derivatives(steps, point)
    assert value == pytest.approx(result.item(), rel=1e-9, abs=1e-12)
    for derivative, leaf in zip(found, leaves, strict=True):
        theirs = 0.0 if leaf.grad is None else leaf.grad.item()
        assert derivative == pytest.approx(theirs, rel=1e-7, abs=1e-10)


@given(x=st.floats(-3, 3), y=st.floats(-3, 3))
def test_one_expression_with_a_corner_against_pytorch(x: float, y: float) -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; `make bench` brings one along"
    )

    def f(a: Any, b: Any) -> Any:
        c = a * b + b**3
        d = (c + 1).relu() + (-a).relu() * (b < a)
        return d * c.sigmoid() + (a - b) * (a - b) / (1 + c * c)

    ours = [Scalar(x), Scalar(y)]
    theirs = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (x, y)]
    results = f(*ours), f(*theirs)
    for result in results:
        result.backward()
    assert results[0].data == pytest.approx(results[1].item(), rel=1e-9, abs=1e-12)
    for a, b in zip(ours, theirs, strict=True):
        assert a.derivative == pytest.approx(b.grad.item(), rel=1e-9, abs=1e-12)


VALUE, D_A, D_B = 4.053875357899065, 2.22768571261706, 2.564306426734606


def memorable(a: Any, b: Any) -> Any:
    """Every operator once, with a used in three ways and c in two."""
    c = a * b - a / 4
    d = c.sigmoid() + 2 * c
    return (d + b**3).log() - (-a).exp() + (c - 1).relu()


def test_a_memorable_expression() -> None:
    """What PyTorch 2.13 gives too, kept as numbers for where it is not installed."""
    a, b = Scalar(1.5), Scalar(2.0)
    y = memorable(a, b)
    y.backward()
    assert y.data == pytest.approx(VALUE, rel=1e-12)
    assert a.derivative == pytest.approx(D_A, rel=1e-12)
    assert b.derivative == pytest.approx(D_B, rel=1e-12)


def test_pytorch_agrees_with_the_memorable_numbers() -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; `make bench` brings one along"
    )
    a, b = (torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in (1.5, 2))
    y = memorable(a, b)
    y.backward()
    assert (y.item(), a.grad.item(), b.grad.item()) == pytest.approx((VALUE, D_A, D_B))
