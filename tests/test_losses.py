"""Losses: their values at every size of logit, their derivatives, what they refuse."""

import math
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minitorch import IndexingError, Scalar, ShapeError, Tensor, grad_check, tensor
from minitorch.backends.arrays import BACKENDS
from minitorch.nn import (
    binary_cross_entropy_with_logits,
    cross_entropy,
    log_softmax,
    mse_loss,
    nll_loss,
    softmax,
)

REDUCTIONS = ["mean", "sum", "none"]

backends = pytest.mark.parametrize("backend", BACKENDS)
reductions = pytest.mark.parametrize("reduction", REDUCTIONS)
Shape = tuple[int, ...]
shapes = st.lists(st.integers(1, 3), max_size=3).map(tuple)
tables = st.tuples(st.integers(1, 4), st.integers(1, 4))
seeds = st.integers(0, 1000)


def some(shape: Shape, seed: int, scale: float = 2.0) -> Any:
    return np.random.default_rng(seed).normal(scale=scale, size=shape)


# Derivatives against central differences


@backends
@settings(max_examples=30)
@given(shape=shapes, seed=seeds, reduction=st.sampled_from(REDUCTIONS))
def test_derivatives_of_mse_loss(
    backend: str, reduction: str, shape: Shape, seed: int
) -> None:
    pair = [tensor(some(shape, s), backend=backend) for s in (seed, seed + 1)]
    grad_check(lambda x, y: mse_loss(x, y, reduction), *pair)


@backends
@settings(max_examples=30)
@given(shape=shapes, seed=seeds, reduction=st.sampled_from(REDUCTIONS))
def test_derivatives_of_binary_cross_entropy(
    backend: str, reduction: str, shape: Shape, seed: int
) -> None:
    x = tensor(some(shape, seed), backend=backend)
    # Away from 0 and 1, where moving a target to either side would leave its range.
    y = tensor(np.random.default_rng(seed).uniform(0.1, 0.9, shape), backend=backend)
    grad_check(lambda x, y: binary_cross_entropy_with_logits(x, y, reduction), x, y)
    hard = np.random.default_rng(seed).integers(0, 2, shape)
    grad_check(lambda x: binary_cross_entropy_with_logits(x, hard, reduction), x)


@backends
@settings(max_examples=30)
@given(shape=tables, seed=seeds, reduction=st.sampled_from(REDUCTIONS))
def test_derivatives_of_nll_loss_and_cross_entropy(
    backend: str, reduction: str, shape: tuple[int, int], seed: int
) -> None:
    x = tensor(some(shape, seed), backend=backend)
    targets = np.random.default_rng(seed).integers(0, shape[1], shape[0])
    grad_check(lambda x: nll_loss(x, targets, reduction), x)
    grad_check(lambda x: cross_entropy(x, targets, reduction), x)


@backends
@pytest.mark.parametrize("function", [softmax, log_softmax])
@given(shape=shapes.filter(bool), seed=seeds, data=st.data())
def test_derivatives_of_softmax(
    backend: str,
    function: Callable[[Any, int], Tensor],
    shape: Shape,
    seed: int,
    data: st.DataObject,
) -> None:
    dim = data.draw(st.integers(-len(shape), len(shape) - 1))
    grad_check(lambda x: function(x, dim), tensor(some(shape, seed), backend=backend))


# The corner at 0 that the loss does not have, though its parts relu and abs do.


@backends
def test_the_derivative_of_binary_cross_entropy_at_0(backend: str) -> None:
    for target, slope in ((0.0, 0.5), (1.0, -0.5), (0.25, 0.25)):
        x = tensor([0.0, -0.0], requires_grad=True, backend=backend)
        binary_cross_entropy_with_logits(x, [target] * 2, "sum").backward()
        assert np.asarray(x.grad).tolist() == [slope, slope]


# Values and derivatives against PyTorch


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@reductions
@settings(max_examples=25)
@given(shape=tables, seed=seeds, scale=st.sampled_from([0.1, 3.0, 100.0, 1000.0]))
def test_losses_are_those_of_pytorch(
    dtype: str, reduction: str, shape: tuple[int, int], seed: int, scale: float
) -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; `make bench` brings one along"
    )
    theirs = torch.nn.functional
    data = some(shape, seed, scale).astype(dtype)
    generator = np.random.default_rng(seed)
    classes = generator.integers(0, shape[1], shape[0])
    shares = generator.random(shape).astype(dtype)
    binary = binary_cross_entropy_with_logits
    cases: list[tuple[Callable[..., Any], Callable[..., Any], Any]] = [
        (mse_loss, theirs.mse_loss, shares),
        (binary, theirs.binary_cross_entropy_with_logits, shares),
        (binary, theirs.binary_cross_entropy_with_logits, np.round(shares)),
        (nll_loss, theirs.nll_loss, classes),
        (cross_entropy, theirs.cross_entropy, classes),
    ]
    for ours, their, target in cases:
        x = tensor(data, requires_grad=True)
        y = torch.tensor(data, requires_grad=True)
        result = ours(x, target, reduction)
        expected = their(y, torch.tensor(target), reduction=reduction)
        assert result.dtype == dtype
        close(result.numpy(), expected.detach().numpy(), dtype)
        result.sum().backward()
        expected.sum().backward()
        assert x.grad.dtype == dtype
        close(x.grad, y.grad.numpy(), dtype)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@settings(max_examples=25)
@given(seed=seeds, scale=st.sampled_from([0.1, 3.0, 100.0, 1000.0]))
def test_softmax_is_that_of_pytorch(dtype: str, seed: int, scale: float) -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; `make bench` brings one along"
    )
    data = some((2, 3, 4), seed, scale).astype(dtype)
    weights = some((2, 3, 4), seed + 1, 1.0).astype(dtype)
    for ours, their in ((softmax, torch.softmax), (log_softmax, torch.log_softmax)):
        for dim in (-3, 1, 2):
            x, y = tensor(data, requires_grad=True), torch.tensor(data)
            y.requires_grad_()
            result, expected = ours(x, dim), their(y, dim)
            assert result.dtype == dtype
            close(result.numpy(), expected.detach().numpy(), dtype)
            (result * weights).sum().backward()
            (expected * torch.tensor(weights)).sum().backward()
            close(x.grad, y.grad.numpy(), dtype)


def close(ours: Any, theirs: Any, dtype: str) -> None:
    digits = {"float64": 1e-12, "float32": 2e-5}[dtype]
    assert np.allclose(ours, theirs, rtol=digits, atol=digits)


# Logits of any size


@backends
@pytest.mark.parametrize("size", [0.0, 1.0, 30.0, 40.0, 800.0, 1000.0, 1e300])
def test_binary_cross_entropy_of_any_logit_without_a_warning(
    backend: str, size: float
) -> None:
    x = tensor([size, size, -size, -size], requires_grad=True, backend=backend)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        losses = binary_cross_entropy_with_logits(x, [1, 0, 1, 0], "none")
        losses.sum().backward()
    small = math.log1p(math.exp(-size))
    # Relative, so that e⁻⁴⁰ is not the same as 0.
    expected = [small, size + small, size + small, small]
    assert losses.tolist() == pytest.approx(expected, rel=1e-14, abs=0)
    p = 1 / (1 + math.exp(-size))
    assert np.asarray(x.grad).tolist() == pytest.approx(
        [p - 1, p, -p, 1 - p], abs=1e-15
    )


@backends
def test_softmax_of_any_logits_without_a_warning(backend: str) -> None:
    x = tensor([[1e4, 0.0, -1e4], [8e307, 8e307, -8e307], [-1e9] * 3], backend=backend)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        p, log_p = softmax(x[0:1], 1), log_softmax(x[0:1], 1)
        rows = softmax(x, 1)
    assert p.tolist() == [[1.0, 0.0, 0.0]]
    assert log_p.tolist() == [[0.0, -1e4, -2e4]]
    # Each row has a largest logit of its own.
    assert rows.tolist()[1] == [0.5, 0.5, 0.0]
    assert rows.tolist()[2] == pytest.approx([1 / 3] * 3)


@backends
@given(shape=tables, seed=seeds, shift=st.floats(-1000, 1000))
def test_softmax_sums_up_to_one_along_its_dimension_and_ignores_a_shift(
    backend: str, shape: tuple[int, int], seed: int, shift: float
) -> None:
    x = tensor(some(shape, seed), backend=backend)
    for dim in (0, 1):
        p = softmax(x, dim)
        assert np.allclose(p.numpy().sum(dim), 1.0, rtol=1e-14)
        e = np.exp(x.numpy())
        assert np.allclose(p.numpy(), e / e.sum(dim, keepdims=True), rtol=1e-12)
        assert np.allclose(log_softmax(x, dim).numpy(), np.log(p.numpy()), atol=1e-12)
        assert np.allclose(softmax(x + shift, dim).numpy(), p.numpy(), rtol=1e-9)


@backends
def test_a_class_that_is_ruled_out_costs_nothing_where_it_is_not_the_target(
    backend: str,
) -> None:
    x = tensor([[0.0, -math.inf, 0.0]], requires_grad=True, backend=backend)
    loss = cross_entropy(x, [2])
    loss.backward()
    assert loss.item() == pytest.approx(math.log(2))
    assert np.asarray(x.grad).tolist()[0] == pytest.approx([0.5, 0.0, -0.5])


# Values


def test_values_by_hand() -> None:
    assert mse_loss([1.0, 2.0, 4.0], [1.0, 4.0, 3.0]).item() == pytest.approx(5 / 3)
    table = np.log([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]])
    assert nll_loss(table, [1, 2], "none").tolist() == pytest.approx(
        [math.log(4), -math.log(0.7)]
    )
    assert nll_loss(table, [1, 2]).item() == pytest.approx(
        (math.log(4) - math.log(0.7)) / 2
    )
    p = 1 / (1 + math.exp(-1.5))
    loss = binary_cross_entropy_with_logits([1.5], [0.3])
    expected = -0.3 * math.log(p) - 0.7 * math.log(1 - p)
    assert loss.item() == pytest.approx(expected)


@given(shape=tables, seed=seeds)
def test_two_classes_are_a_binary_choice(shape: tuple[int, int], seed: int) -> None:
    """softmax of (0, x) is σ(x)."""
    x = some((shape[0],), seed)
    y = np.random.default_rng(seed).integers(0, 2, shape[0])
    two = cross_entropy(np.stack([np.zeros_like(x), x], axis=1), y)
    assert two.item() == pytest.approx(binary_cross_entropy_with_logits(x, y).item())


@backends
@pytest.mark.parametrize("loss", [mse_loss, binary_cross_entropy_with_logits])
def test_targets_may_be_lists_arrays_or_tensors(
    backend: str, loss: Callable[..., Tensor]
) -> None:
    x = tensor([[0.5], [2.0]], backend=backend, requires_grad=True)
    y = [[1], [0]]
    results = [
        loss(x, targets)
        for targets in (y, np.array(y), tensor(y), tensor(y, backend=backend))
    ]
    assert len({result.item() for result in results}) == 1
    assert {result.backend for result in results} == {backend}


@pytest.mark.parametrize(
    "targets",
    [
        [2, 0],
        (2, 0),
        np.array([2, 0]),
        np.array([2, 0], np.uint8),
        np.array([2.0, 0.0]),
        tensor([2.0, 0.0]),
    ],
)
def test_classes_may_be_any_whole_numbers(targets: Any) -> None:
    table = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    assert nll_loss(table, targets, "none").tolist() == [-3.0, -4.0]


def test_losses_of_constants_are_constants_and_keep_float32() -> None:
    x = tensor([[1.0, 2.0]], dtype="float32")
    for loss in (
        mse_loss(x, [[1.0, 3.0]]),
        binary_cross_entropy_with_logits(x, np.array([[0.0, 1.0]])),
        cross_entropy(x, [1]),
    ):
        assert not loss.requires_grad
        assert loss.dtype == np.float32


def test_the_targets_themselves_are_not_changed() -> None:
    y, logits = np.array([0.0, 1.0]), np.array([1.0, -1.0])
    x = tensor(logits, requires_grad=True)
    binary_cross_entropy_with_logits(x, y).backward()
    mse_loss(x, y).backward()
    assert (y.tolist(), x.tolist()) == ([0.0, 1.0], [1.0, -1.0])


# What is refused


@pytest.mark.parametrize("loss", [mse_loss, binary_cross_entropy_with_logits])
@pytest.mark.parametrize(
    ("shape", "target"),
    [
        ((4, 1), (4,)),
        ((4,), (4, 1)),
        ((4, 1), (4, 4)),
        ((4,), ()),
        ((), (4,)),
        ((1,), ()),
        ((2, 3), (3, 2)),
        ((2, 3), (6,)),
    ],
)
def test_shapes_are_never_broadcast(
    loss: Callable[..., Tensor], shape: Shape, target: Shape
) -> None:
    name = loss.__name__
    for targets in (np.ones(target), tensor(np.ones(target))):
        with pytest.raises(ShapeError, match=f"{name}: expected .* of one shape") as e:
            loss(tensor(np.ones(shape)), targets)
        assert f"got {shape} and {target}" in str(e.value)


@pytest.mark.parametrize("loss", [nll_loss, cross_entropy])
@pytest.mark.parametrize(
    ("shape", "target"),
    [
        ((2, 3), (2, 1)),
        ((2, 3), (2, 3)),
        ((2, 3), (3,)),
        ((2, 3), (1,)),
        ((2, 3), ()),
        ((3,), (3,)),
        ((2, 3, 4), (2, 3)),
    ],
)
def test_classes_are_one_for_each_row(
    loss: Callable[..., Tensor], shape: Shape, target: Shape
) -> None:
    with pytest.raises(ShapeError, match=r"expected shapes \(n, classes.* and, for"):
        loss(tensor(np.zeros(shape)), np.zeros(target, int))


@pytest.mark.parametrize("loss", [nll_loss, cross_entropy])
@pytest.mark.parametrize("wrong", [-1, 3, -3, 10**9, math.inf])
def test_there_is_no_such_class(loss: Callable[..., Tensor], wrong: float) -> None:
    with pytest.raises(IndexingError, match=rf"from 0 to 2, got {wrong}.* in row 1"):
        loss(tensor(np.zeros((3, 3))), [0, wrong, 7])


@pytest.mark.parametrize(
    "wrong", [[0.5, 1.0], [math.nan, 0.0], ["a", "b"], [True, None]]
)
def test_classes_are_whole_numbers(wrong: Any) -> None:
    with pytest.raises(TypeError, match="expected whole numbers as targets"):
        nll_loss(tensor(np.zeros((2, 2))), wrong)


@pytest.mark.parametrize("wrong", [-1, 2, 1.001, -1e-9])
def test_targets_of_a_binary_choice_are_from_0_to_1(wrong: float) -> None:
    with pytest.raises(ValueError, match="expected targets from 0 to 1"):
        binary_cross_entropy_with_logits([1.0, 2.0], [1.0, wrong])


def test_a_reduction_is_one_of_three() -> None:
    for loss, target in (
        (mse_loss, [[1.0]]),
        (binary_cross_entropy_with_logits, [[1.0]]),
        (cross_entropy, [0]),
    ):
        with pytest.raises(ValueError, match="'mean', 'sum' or 'none', got 'average'"):
            loss([[1.0]], target, "average")


def test_a_dimension_that_is_not_there() -> None:
    for function in (softmax, log_softmax):
        for dim in (2, -3, None):
            with pytest.raises(IndexingError, match=function.__name__):
                function(tensor(np.zeros((2, 3))), dim)


def test_scalars_are_not_tensors() -> None:
    for make in (lambda s: mse_loss(s, [1.0]), lambda s: softmax(s, 0)):
        with pytest.raises(TypeError, match="expected tensors or numbers"):
            make(Scalar(1.0))
