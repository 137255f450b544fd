"""The two backends agree: on values, on gradients, on what they refuse."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, mutually_broadcastable_shapes
from tensor_cases import CASES, Case, inputs

from minitorch import Tensor, grad_check, tensor
from minitorch.backends.loop_array import LoopArray

WITHOUT_LISTS = [case for case in CASES if "picked" not in case.name]


@pytest.mark.parametrize("transposed", [False, True], ids=["rows", "columns"])
@pytest.mark.parametrize("case", WITHOUT_LISTS, ids=str)
def test_values_and_gradients_agree(case: Case, transposed: bool) -> None:
    if transposed and "view" in case.name:
        pytest.skip("a view needs rows")
    fast = inputs(case, transposed)
    slow = inputs(case, transposed, backend="loops")
    result, expected = case.build(*slow), case.build(*fast)
    assert type(result.data) is LoopArray
    assert result.shape == expected.shape
    np.testing.assert_allclose(result.numpy(), expected.numpy(), 1e-12, 1e-12)
    weights = np.random.default_rng(2).uniform(0.5, 1.5, result.shape)
    result.backward(weights)
    expected.backward(weights)
    for own, other in zip(slow, fast, strict=True):
        assert type(own.derivative) is LoopArray
        np.testing.assert_allclose(np.asarray(own.grad), other.grad, 1e-12, 1e-12)


def stored(shape: tuple[int, ...], order: list[int], seed: int, backend: str) -> Tensor:
    """A leaf of random numbers whose dimensions lie in memory in another order."""
    in_memory = [shape[i] for i in order]
    values = np.random.default_rng(seed).uniform(-2, 2, in_memory)
    back = sorted(range(len(order)), key=order.__getitem__)
    leaf = Tensor(np.zeros(shape), requires_grad=True, backend=backend)
    leaf.data = Tensor(values, backend=backend).permute(tuple(back)).data
    return leaf


@given(mutually_broadcastable_shapes(num_shapes=2, max_dims=3), st.data())
def test_any_shapes_strides_and_broadcasts(shapes: Any, data: st.DataObject) -> None:
    orders = [data.draw(st.permutations(range(len(s)))) for s in shapes.input_shapes]
    results = []
    for backend in ("numpy", "loops"):
        a, b = (
            stored(shape, order, seed, backend)
            for seed, (shape, order) in enumerate(
                zip(shapes.input_shapes, orders, strict=True)
            )
        )
        out = (a * b + a).sigmoid() - b.tanh() * (a > b)
        total = out.sum() + out.max()
        total.backward()
        results.append([total.numpy(), np.asarray(a.grad), np.asarray(b.grad)])
    for fast, slow in zip(*results, strict=True):
        np.testing.assert_allclose(slow, fast, rtol=1e-9, atol=1e-12)


@settings(max_examples=50)
@given(array_shapes(min_dims=1, max_dims=3, max_side=4), st.data())
def test_any_reduction(shape: tuple[int, ...], data: st.DataObject) -> None:
    dims = data.draw(st.sets(st.integers(0, len(shape) - 1), min_size=1))
    name = data.draw(st.sampled_from(["sum", "mean", "max", "min"]))
    order = data.draw(st.permutations(range(len(shape))))
    fast, slow = (stored(shape, list(order), 0, b) for b in ("numpy", "loops"))
    expected = getattr(np, name)(fast.numpy(), axis=tuple(dims))
    for x in (fast, slow):
        result = getattr(x, name)(tuple(dims)).numpy()
        np.testing.assert_allclose(result, expected, atol=1e-12)


def test_the_backend_stays_what_it_is() -> None:
    x = tensor([[1.0, 2.0]], backend="loops", requires_grad=True)
    y = (2 * x.T).relu().mean()
    assert (x.backend, y.backend, x.detach().backend) == ("loops", "loops", "loops")
    assert tensor(x.numpy()).backend == "numpy"
    y.backward()
    assert type(x.derivative) is LoopArray


def test_loops_are_checked_as_any_other() -> None:
    x = tensor([[1.0, 2.0], [3.0, 4.0]], backend="loops")
    grad_check(lambda a: (a @ a.T).exp().sum(0) / 10, x / 4)


def test_loops_compute_with_float64_only() -> None:
    with pytest.raises(TypeError, match="float64 only"):
        tensor([1.0], dtype="float32", backend="loops")


def test_a_tensor_of_each_backend_in_one_computation() -> None:
    x, y = tensor([1.0, 2.0], backend="loops"), tensor([3.0, 4.0])
    assert (x + y).tolist() == (y + x).tolist() == [4.0, 6.0]
