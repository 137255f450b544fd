"""What is too large for a float is infinite, in every Function, in both directions."""

import math

import numpy as np
import pytest

from minitorch import SGD, Adam, Scalar, operators, tensor

INF = math.inf


@pytest.mark.parametrize(
    "value",
    [
        Scalar(1e200) ** 2,
        Scalar(1e200) * 1e200,
        Scalar(1e308) + 1e308,
        Scalar(1e200) / 1e-200,
        Scalar(1000.0).exp(),
        -(Scalar(-1e200) ** 3),
        Scalar(1e-200) ** -2,
        Scalar(10**400),
    ],
)
def test_forward(value: Scalar) -> None:
    assert value.data == INF


def test_backward_never_stops_in_the_middle() -> None:
    x = Scalar(1e-300)
    (x**-1.0).backward()
    assert x.derivative == -INF
    x, n = Scalar(1e200), Scalar(2.0)
    (x**n).backward()
    assert (x.derivative, n.derivative) == (2e200, INF)
    x = Scalar(1000.0)
    x.exp().backward()
    assert x.derivative == INF


def test_a_number_of_python_may_be_too_large() -> None:
    assert (Scalar(1.0) == 10**400).data == 0.0
    assert (Scalar(1.0) < 10**400).data == 1.0
    assert Scalar(-(10**400)).data == -INF


def test_operators() -> None:
    assert operators.exp(1e9) == INF
    assert operators.inv(1e-310) == INF


@pytest.mark.parametrize("kind", [SGD, Adam])
def test_no_step_leads_to_infinity(kind: type) -> None:
    w, v = tensor([1e308], requires_grad=True), Scalar(1.0)
    w.grad, v.derivative = np.array([-1e300]), 1.0
    with (
        np.errstate(over="ignore", invalid="ignore"),
        pytest.raises(ValueError, match="step to finite numbers"),
    ):
        kind([v, w], lr=1e308).step()
    assert (w.item(), v.data) == (1e308, 1.0)
