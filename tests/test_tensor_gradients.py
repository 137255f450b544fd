"""Every derivative of tensors, against central differences."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays, mutually_broadcastable_shapes
from tensor_cases import CASES, Case, inputs

from minitorch import Context, Tensor, TensorFunction, grad_check, tensor
from minitorch.backends.arrays import BACKENDS
from minitorch.storage.indexing import ShapeError


@pytest.mark.parametrize("transposed", [False, True], ids=["rows", "columns"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_gradients_are_what_central_differences_find(
    case: Case, transposed: bool
) -> None:
    if transposed and "view" in case.name:
        pytest.skip("a view needs rows")
    grad_check(case.build, *inputs(case, transposed))


@pytest.mark.parametrize("name", ["amax", "amin"])
def test_the_largest_share_the_derivative(name: str) -> None:
    x = tensor([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]], requires_grad=True)
    sign = 1.0 if name == "amax" else -1.0
    x.data *= sign
    getattr(x, name)(1).backward([6.0, 12.0])
    np.testing.assert_array_equal(x.grad, [[0.0, 3.0, 3.0], [4.0, 4.0, 4.0]])


def test_at_corners_the_derivative_is_pytorchs() -> None:
    x = tensor([0.0, -0.0], requires_grad=True)
    x.relu().sum().backward()
    np.testing.assert_array_equal(x.grad, [0.0, 0.0])
    x.zero_grad_()
    x.abs().sum().backward()
    np.testing.assert_array_equal(x.grad, [0.0, 0.0])
    x.zero_grad_()
    (x**2 + x**1).sum().backward()
    np.testing.assert_array_equal(x.grad, [1.0, 1.0])


def test_far_from_0_nothing_overflows() -> None:
    x = tensor([-1000.0, 1000.0], requires_grad=True)
    y = x.sigmoid() + x.tanh()
    np.testing.assert_array_equal(y.numpy(), [-1.0, 2.0])
    y.sum().backward()
    np.testing.assert_array_equal(x.grad, [0.0, 0.0])


def test_sigmoid_keeps_its_digits_where_it_is_small() -> None:
    np.testing.assert_allclose(
        tensor([-40.0]).sigmoid().numpy(), np.exp(-40.0), rtol=1e-12
    )


@given(shapes=mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3))
def test_what_was_broadcast_is_summed_up(shapes: Any) -> None:
    a, b = (
        Tensor(np.random.default_rng(i).random(shape), requires_grad=True)
        for i, shape in enumerate(shapes.input_shapes)
    )
    out = a * b
    assert out.shape == shapes.result_shape
    d = np.random.default_rng(2).random(out.shape)
    out.backward(d)
    for leaf, other in ((a, b), (b, a)):
        # What one element of the leaf meets: everything that was computed from it.
        index = np.broadcast_to(np.arange(leaf.numel()).reshape(leaf.shape), out.shape)
        met = d * np.broadcast_to(other.numpy(), out.shape)
        expected = [met[index == i].sum() for i in range(leaf.numel())]
        np.testing.assert_allclose(np.ravel(leaf.grad), expected, atol=1e-12)


@given(arrays(np.float64, st.tuples(st.integers(1, 3), st.integers(1, 3))))
def test_sums_reach_every_element(numbers: Any) -> None:
    x = Tensor(np.nan_to_num(numbers, posinf=1.0, neginf=0.0) / 1e300, True)
    (x.sum() + 2 * x.mean() + x.sum(0).sum() + x.sum((0, 1))).backward()
    np.testing.assert_allclose(x.grad, np.full(x.shape, 3.0 + 2.0 / x.numel()))


def test_derivatives_accumulate_until_they_are_forgotten() -> None:
    x = tensor([1.0, 2.0], requires_grad=True)
    for expected in (3.0, 6.0):
        (3 * x).sum().backward()
        np.testing.assert_array_equal(x.grad, [expected, expected])
    x.zero_grad_()
    assert x.grad is None


def test_no_two_leaves_share_the_memory_of_their_derivatives() -> None:
    x, y = tensor([1.0], requires_grad=True), tensor([1.0], requires_grad=True)
    d = np.array([5.0])
    (x + y).backward(d)
    assert x.grad is not None
    x.grad[:] = 0.0
    np.testing.assert_array_equal(y.grad, [5.0])
    np.testing.assert_array_equal(d, [5.0])


def test_data_may_change_after_forward_and_before_backward() -> None:
    x = tensor([2.0], requires_grad=True)
    y = x * x
    x.data = x.data + 100.0
    y.backward()
    np.testing.assert_array_equal(x.grad, [4.0])


def test_backward_starts_from_one_element_or_from_a_gradient() -> None:
    x = tensor([[1.0, 2.0]], requires_grad=True)
    with pytest.raises(ValueError, match=r"one element, got shape \(1, 2\)"):
        (2 * x).backward()
    with pytest.raises(ShapeError, match=r"expected the shape \(1, 2\), got \(2,\)"):
        (2 * x).backward([1.0, 1.0])
    with pytest.raises(ShapeError):
        (2 * x).backward(1.0)
    assert x.grad is None
    x[:, :1].backward()
    np.testing.assert_array_equal(x.grad, [[1.0, 0.0]])


def test_a_backward_of_the_wrong_shape_is_named() -> None:
    class Wrong(TensorFunction):
        @staticmethod
        def forward(ctx: Any, a: Any) -> Any:
            return a.sum(axis=1)

        @staticmethod
        def backward(ctx: Any, d_out: Any) -> Any:
            return d_out

    x = tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], requires_grad=True)
    with pytest.raises(ShapeError, match=r"Wrong.backward: .*\(3, 2\).*got shape \(3,"):
        Wrong.apply(x).sum().backward()
    assert x.grad is None


def test_a_check_finds_a_wrong_derivative_and_says_where() -> None:
    class Swapped(TensorFunction):
        @staticmethod
        def forward(ctx: Any, a: Any) -> Any:
            return a * np.array([1.0, 2.0])

        @staticmethod
        def backward(ctx: Any, d_out: Any) -> Any:
            return d_out * np.array([2.0, 1.0])

    with pytest.raises(AssertionError, match=r"argument 0 at \[0\]: backward gives"):
        grad_check(Swapped.apply, tensor([0.5, 0.5]))


def test_a_long_chain_needs_no_recursion() -> None:
    x = tensor([1.0], requires_grad=True)
    y = x
    for _ in range(10_000):
        y = y + 1.0
    y.backward()
    np.testing.assert_array_equal(x.grad, [1.0])


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_infinite_derivative_stops_at_an_inactive_relu(backend: str) -> None:
    x = tensor([-1.0, 4.0], requires_grad=True, backend=backend)
    x.relu().sqrt().sum().backward()
    assert x.grad is not None
    assert np.asarray(x.grad).tolist() == [0.0, 0.25]


def test_a_forward_that_returns_no_array_is_named() -> None:
    class Nothing(TensorFunction):
        """Forgets to return."""

        @staticmethod
        def forward(ctx: Context, a: Any) -> Any:
            return None

    with pytest.raises(TypeError, match="Nothing: expected an array of float"):
        Nothing.apply(tensor([1.0]))
