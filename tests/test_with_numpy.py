"""What numpy does with tensors: it computes with constants, and loses no derivative."""

import math
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

import minitorch
from minitorch import Parameter, Scalar, Tensor, grad_check, nn, no_grad, tensor
from minitorch.plot import plot_history
from minitorch.tensors.with_numpy import LostError

NUMBERS = np.array([[0.5, -2.0, 3.0], [1.5, 0.25, -1.0]])
WEIGHTS = np.array([[2.0, 3.0], [-1.0, 0.5], [4.0, 1.0]])

# Functions of a matrix that numpy has and that here have a derivative.
COMPUTED: dict[str, Callable[[Any], Any]] = {
    "where": lambda x: np.where(NUMBERS > 0, x, x * x),
    "where, a tensor last": lambda x: np.where(NUMBERS > 0, 7.0, x),
    "dot": lambda x: np.dot(x, WEIGHTS),
    "dot from the left": lambda x: np.dot(WEIGHTS, x),
    "dot of a number": lambda x: np.dot(3.0, x),
    "clip": lambda x: np.clip(x, -1.1, 1.1),
    "clip above": lambda x: np.clip(x, None, 0.3),
    "clip by name": lambda x: np.clip(x, min=-1.1, max=1.1),
    "stack": lambda x: np.stack([x, NUMBERS, x * x], axis=1),
    "concatenate": lambda x: np.concatenate((NUMBERS, x), axis=1),
    "all in a row": lambda x: np.concatenate([x, NUMBERS], axis=None),
    "sum": lambda x: np.sum(x, axis=0, keepdims=True),
    "prod": lambda x: np.prod(x, axis=1),
    "prod of all": lambda x: np.prod(x),
    "einsum": lambda x: np.einsum("ij,jk->ik", x, WEIGHTS),
    "einsum without an arrow": lambda x: np.einsum("ij,jk", x, WEIGHTS),
    "diag": lambda x: np.diag(x, 1),
    "mean": lambda x: np.mean(x, 1),
    "max": lambda x: np.max(x, axis=1),
    "amin": lambda x: np.amin(x),
    "var": lambda x: np.var(x, axis=0, ddof=1),
    "var of all": lambda x: np.var(x),
    "std": lambda x: np.std(x, axis=1, keepdims=True),
    "cumsum": lambda x: np.cumsum(x),
    "cumsum along": lambda x: np.cumsum(x, axis=1),
    "sort": lambda x: np.sort(x, axis=0),
    "sort all": lambda x: np.sort(x, axis=None),
    "norm": lambda x: np.linalg.norm(x),
    "norm along": lambda x: np.linalg.norm(x, axis=0),
    "outer": lambda x: np.outer(x, NUMBERS[0]),
    "tril": lambda x: np.tril(x, 1),
    "triu": lambda x: np.triu(x),
    "transpose": lambda x: np.transpose(x),
    "transpose with axes": lambda x: np.transpose(x, (1, 0)),
    "reshape": lambda x: np.reshape(x, (3, 2)),
    "ravel": lambda x: np.ravel(x),
    "squeeze": lambda x: np.squeeze(x[:1], axis=0),
    "expand_dims": lambda x: np.expand_dims(x, 1),
    "exp": lambda x: np.exp(x),
    "remainder": lambda x: np.remainder(x, 0.7),
    "an array times it": lambda x: NUMBERS * x,
    "a number of numpy times it": lambda x: np.float64(2.0) * x,
    "an array @ it": lambda x: WEIGHTS @ x,
}
FLAT: dict[str, Callable[[Any], Any]] = {
    "round": lambda x: np.round(x, 1),
    "sign": np.sign,
    "rint": np.rint,
    "floor_divide": lambda x: np.floor_divide(x, 0.7),
}


@pytest.mark.parametrize("compute", COMPUTED.values(), ids=COMPUTED)
def test_numpy_computes_with_a_derivative(compute: Callable[[Any], Any]) -> None:
    found = compute(tensor(NUMBERS, requires_grad=True))
    assert isinstance(found, Tensor)
    assert found.requires_grad
    np.testing.assert_allclose(found.detach(), compute(NUMBERS))
    grad_check(compute, tensor(NUMBERS))


@pytest.mark.parametrize("compute", FLAT.values(), ids=FLAT)
def test_what_is_flat_has_the_derivative_0(compute: Callable[[Any], Any]) -> None:
    x = tensor(NUMBERS, requires_grad=True)
    found = compute(x)
    np.testing.assert_allclose(found.detach(), compute(NUMBERS))
    (found * x).sum().backward()
    np.testing.assert_allclose(x.grad, compute(NUMBERS))


@pytest.mark.parametrize("compute", COMPUTED.values(), ids=COMPUTED)
def test_numpy_computes_with_a_parameter(compute: Callable[[Any], Any]) -> None:
    """As it does with the tensor that it holds: nothing is lost on the way."""
    parameter = Parameter(tensor(NUMBERS))
    compute(parameter).sum().backward()
    leaf = tensor(NUMBERS, requires_grad=True)
    compute(leaf).sum().backward()
    assert parameter.grad.tolist() == leaf.grad.tolist()


@pytest.mark.parametrize(
    "compute",
    [*COMPUTED.values(), np.median, np.prod, np.sinh, np.add.reduce, np.linalg.pinv],
)
def test_numpy_computes_with_constants_as_with_arrays(
    compute: Callable[[Any], Any],
) -> None:
    found = compute(tensor(NUMBERS))
    np.testing.assert_allclose(np.asarray(found), compute(NUMBERS))
    with no_grad():
        found = compute(tensor(NUMBERS, requires_grad=True))
        np.testing.assert_allclose(np.asarray(found), compute(NUMBERS))


LOST: dict[str, Callable[[Any], Any]] = {
    "array": np.array,
    "asarray": np.asarray,
    "array of several": lambda x: np.array([x[0], x[1]]),
    "array of numbers": lambda x: np.array([x[0, 0], 1.0]),
    "into an array": lambda x: np.zeros((2, 3)).__setitem__(slice(None), x),
    "onto an array": lambda x: np.zeros((2, 3)).__iadd__(x),
    "copyto": lambda x: np.copyto(np.zeros((2, 3)), x),
    "median": np.median,
    "sinh": np.sinh,
    "add.reduce": np.add.reduce,
    "sum with out": lambda x: np.sum(x, out=np.zeros(())),
    "mean with where": lambda x: np.mean(x, where=NUMBERS > 0),
    "norm with ord": lambda x: np.linalg.norm(x, 1),
    "linspace": lambda x: np.linspace(0.0, x[0, 0], 3),
    "mean of a list": lambda x: np.mean([x[0, 0], x[0, 1] * 2.0]),
    "in a list": lambda x: np.vstack([NUMBERS, x]),
    "a list beside a tensor": lambda x: tensor(1.0).add([x[0, 0], 2.0]),
    "a list in the place of one": lambda x: nn.functional.mse_loss([x[0, 0]], [1.0]),
    "full": lambda x: minitorch.full((2,), x[0, 0]),
    "full_like": lambda x: minitorch.full_like(x, x[0, 0]),
    "normal": lambda x: minitorch.normal(x[0, 0], 1.0, (2,)),
}


@pytest.mark.parametrize("lose", LOST.values(), ids=LOST)
@pytest.mark.parametrize("kind", ["leaf", "result"])
def test_a_derivative_is_not_lost_without_a_word(
    kind: str, lose: Callable[[Any], Any]
) -> None:
    x = tensor(NUMBERS, requires_grad=True)
    with pytest.raises((RuntimeError, TypeError), match=r"derivative.*; .*write"):
        lose(x if kind == "leaf" else x * 1.0)
    lose(x.detach())
    if lose is not LOST["full"]:
        with no_grad():
            lose(x)


def test_the_message_names_what_there_is() -> None:
    x = tensor(NUMBERS, requires_grad=True)
    with pytest.raises(RuntimeError, match=r"^numpy.split has.*minitorch\.split\(…\)"):
        np.split(x, 2)
    with pytest.raises(RuntimeError, match=r"^numpy.tan has.*with methods, or"):
        np.tan(x)
    with pytest.raises(RuntimeError, match=r"^an array of numpy has.*x\.detach\(\)"):
        np.asarray(x)


def test_questions_without_a_derivative_are_answered() -> None:
    x = tensor(NUMBERS, requires_grad=True)
    assert (np.shape(x), np.size(x), np.ndim(x)) == ((2, 3), 6, 2)
    assert np.argmax(x) == 2
    assert np.argsort(x).tolist() == np.argsort(NUMBERS).tolist()
    assert np.allclose(x, NUMBERS)
    assert np.isfinite(x).all()
    assert np.zeros_like(x).tolist() == np.zeros((2, 3)).tolist()
    assert np.histogram(x, 3)[0].sum() == 6
    assert np.mean((x > 0) == (NUMBERS > 0)) == 1.0


def test_an_array_of_a_constant_shares_its_memory() -> None:
    x = tensor(NUMBERS)
    assert np.asarray(x).dtype == np.float64
    assert np.shares_memory(np.asarray(x), x.data)
    assert not np.shares_memory(np.array(x), x.data)
    assert np.asarray(x, np.float32).dtype == np.float32
    array = np.ones(2)
    array -= 0.5 * tensor([1.0, 2.0])
    assert array.tolist() == [0.5, 0.0]


def test_numbers_that_are_asked_for() -> None:
    """Said by name, nothing is lost by mistake."""
    x = tensor([2.0], requires_grad=True) * 3.0
    assert (int(x), x.item(), f"{x:.1f}", x.tolist()) == (6, 6.0, "6.0", [6.0])
    assert x.numpy().tolist() == x.detach().numpy().tolist() == [6.0]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("wanted", [False, True])
def test_matplotlib_draws_tensors(wanted: bool) -> None:
    axes = plt.figure().add_subplot()
    x = tensor([1.0, 3.0, 2.0], requires_grad=wanted) * 2.0
    (line,) = axes.plot(x)
    assert np.asarray(line.get_ydata()).tolist() == [2.0, 6.0, 4.0]
    (line,) = axes.plot(x, x * x)
    assert np.asarray(line.get_xydata()).tolist() == [[2, 4], [6, 36], [4, 16]]
    assert sum(axes.hist(x, 2)[0]) == 3
    axes.scatter(x.detach(), x.detach() * 2.0)
    axes.bar([0, 1, 2], x.detach())
    image = axes.imshow(tensor(NUMBERS))
    assert np.asarray(image.get_array()).tolist() == NUMBERS.tolist()
    if wanted:
        with pytest.raises(RuntimeError, match=r"write x\.detach\(\)"):
            axes.imshow(x.reshape(1, 3))
    plt.close()


def test_a_tensor_of_tensors_warns() -> None:
    x = tensor(NUMBERS, requires_grad=True)
    for data in (x, [x[0], x[1]], [NUMBERS[0], x[1]], [[1.0, x[0, 0]]]):
        with pytest.warns(UserWarning, match=r"their derivatives are lost; stack"):
            made = tensor(data)
        assert not made.requires_grad
        assert tensor(data, requires_grad=True).is_leaf()
        with no_grad():
            tensor(data)


def test_as_tensor_is_the_tensor_itself() -> None:
    x = tensor(NUMBERS, requires_grad=True) * 2.0
    assert minitorch.as_tensor(x) is minitorch.as_tensor(x, device="cpu") is x
    minitorch.as_tensor(x, dtype=minitorch.float32).sum().backward()
    assert x.inputs[0].grad.tolist() == np.full((2, 3), 2.0).tolist()
    assert minitorch.as_tensor([1, 2], dtype=minitorch.long).tolist() == [1, 2]


def test_losses_in_a_list_are_drawn_as_numbers() -> None:
    """Not as what they were computed from: a derivative would be lost."""
    axes = plt.figure().add_subplot()
    w = tensor(2.0, requires_grad=True)
    losses = [w * 2.0, w * 3.0]
    with pytest.raises(LostError, match=r"loss\.item"):
        axes.plot(losses)
    (line,) = axes.plot([loss.item() for loss in losses])
    assert np.asarray(line.get_ydata()).tolist() == [4.0, 6.0]
    (line,) = axes.plot([loss.detach() for loss in losses])
    assert np.asarray(line.get_ydata()).tolist() == [4.0, 6.0]
    scalars = [Scalar(4.0) * 2.0, Scalar(5.0)]
    with pytest.warns(UserWarning, match=r"x\.item"):
        axes.plot(scalars)
    with pytest.warns(UserWarning, match=r"x\.item"):
        assert np.array(scalars, float).tolist() == [8.0, 5.0]
    assert np.mean(scalars).data == 6.5  # a Scalar, with its derivative
    assert plot_history("Loss", scalars).alt.endswith("8 at epoch 1, 5 at epoch 2.")


X, S = tensor([2.0], requires_grad=True), Scalar(2.0)


@pytest.mark.parametrize(
    "x", [X, X * 3.0, Parameter(X * 1.0), S, S * 3.0, Parameter(S)]
)
def test_a_float_that_loses_a_derivative_is_told(x: Any) -> None:
    for lose in (float, math.exp, math.floor, np.float64):
        with pytest.warns(UserWarning, match=r"write x\.exp\(\)") as told:
            lose(x)
        assert told[0].filename == __file__


def test_a_float_that_loses_nothing_is_not() -> None:
    """Warnings are errors here."""
    with no_grad():
        assert math.exp(X) == float(X * 2.0) + math.exp(2.0) - 4.0
    for x in (X.detach(), X > 1.0, tensor(1.0), X.argmax(), S < 3, S <= 2, S != 3):
        assert float(x) in (0.0, 1.0, 2.0)
    for y in (X, S):
        assert (y.item(), f"{y:.1f}", bool(y), str(y)[-1]) == (2.0, "2.0", True, ")")
    assert (float(Scalar(2.0, back=None)), S.data) == (2.0, 2.0)
