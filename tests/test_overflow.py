"""What is too large for a float is infinite, in every Function, in both directions."""

import math

import numpy as np
import pytest

from minitorch import SGD, Adam, Scalar, nn, operators, tensor
from minitorch.backends.arrays import BACKENDS

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


def test_where_no_derivative_comes_back_none_goes_on() -> None:
    x = Scalar(-1.0)
    ((x**x == 1.0) + x).backward()
    assert x.derivative == 1.0


def test_a_number_of_python_may_be_too_large() -> None:
    assert (Scalar(1.0) == 10**400).data == 0.0
    assert (Scalar(1.0) < 10**400).data == 1.0
    assert Scalar(-(10**400)).data == -INF


def test_operators() -> None:
    assert operators.exp(1e9) == INF
    assert operators.inv(1e-310) == INF


@pytest.mark.parametrize("backend", BACKENDS)
def test_no_derivative_becomes_nan_where_nothing_passes(backend: str) -> None:
    # 0 times infinity is NaN; what is 0 whatever comes is not a product.
    x = tensor([[2.0, -3.0, 0.5]], requires_grad=True, backend=backend)
    for result in (
        x**0,
        x ** tensor([0.0, 0.0, 0.0], backend=backend),
        x.where(tensor([False, False, False]), 1.0),
        x.floor(),
        nn.nll_loss(x, [0])[None, None] + x.detach(),
    ):
        x.zero_grad_()
        result.backward(np.full((1, 3), INF))
        assert np.asarray(x.grad)[0, 1:].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("backend", BACKENDS)
def test_nan_is_the_largest_and_has_the_derivative(backend: str) -> None:
    x = tensor([1.0, math.nan, 3.0], requires_grad=True, backend=backend)
    x.max().backward()
    assert np.asarray(x.grad).tolist() == [0.0, 1.0, 0.0]
    x.zero_grad_()
    (x.maximum(2.0) * 1.0).sum().backward()
    assert np.asarray(x.grad).tolist() == [0.0, 1.0, 1.0]


def test_the_square_of_a_derivative_may_be_infinite() -> None:
    x = Scalar(1.0)
    x.derivative = 1e200
    assert nn.utils.clip_grad_norm_([x], 1.0) == INF


def test_a_product_with_an_empty_tensor() -> None:
    x, y = tensor(np.ones((1, 2, 0)), True), tensor(np.ones(0), True)
    (x * y).sum().backward()
    assert [t.grad.shape for t in (x, y)] == [(1, 2, 0), (0,)]
    assert y.softmax(0).shape == y.log_softmax(0).shape == (0,)


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
