"""Tensors: what they hold, what they say, and what they refuse."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import minitorch
from minitorch import (
    IndexingError,
    Scalar,
    ShapeError,
    Tensor,
    tensor,
    topological_sort,
)


def table(**options: Any) -> Tensor:
    return tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], **options)


# What a tensor is


def test_a_tensor_knows_its_shape() -> None:
    x = table()
    assert x.shape == x.size() == (2, 3)
    assert (x.size(0), x.size(-1), x.dims, x.ndim) == (2, 3, 2, 2)
    assert (x.numel(), len(x)) == (6, 2)
    assert tensor(2.0).shape == ()


@pytest.mark.parametrize("data", [[[1, 2]], [[True, 2.0]], np.array([[1, 2]])])
def test_numbers_become_float64(data: Any) -> None:
    x = tensor(data)
    assert x.dtype == np.float64
    assert x.tolist() == [[1.0, 2.0]]


def test_float32_stays_float32() -> None:
    x = tensor([1.0, 2.0], dtype="float32", requires_grad=True)
    y = (1 + x * 2 - 0.5) / np.float64(3.0) + [1.0, 2.0]
    assert y.dtype == np.float32
    y.mean().backward()
    assert x.grad is not None
    assert x.grad.dtype == np.float32
    assert tensor(np.ones(2, np.float32)).dtype == np.float32


def test_data_are_copied() -> None:
    numbers = np.ones(3)
    x = tensor(numbers)
    again = tensor(x)
    numbers[:] = 5.0
    x.data[0] = 7.0
    assert x.tolist() == [7.0, 1.0, 1.0]
    assert again.tolist() == [1.0, 1.0, 1.0]


def test_numbers_come_out_again() -> None:
    assert tensor(0.5).item() == 0.5
    assert type(tensor([[0.5]]).item()) is float
    assert float(tensor([2.0])) == 2.0
    assert table().numpy().sum() == 21.0
    assert [row.tolist() for row in table()] == [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]


def test_what_it_prints() -> None:
    x = tensor([1.0, 2.0], requires_grad=True, name="x")
    assert repr(x) == "tensor([1., 2.], requires_grad=True, name='x')"
    assert repr(x * 2) == "tensor([2., 4.], grad_fn=Mul)"
    assert repr(tensor([1.0], dtype="float32")) == "tensor([1.], dtype=float32)"
    assert repr(table()) == "tensor([[1., 2., 3.],\n        [4., 5., 6.]])"


# Its place in a graph


def test_leaves_constants_and_results() -> None:
    constant, leaf = tensor([1.0]), tensor([1.0], requires_grad=True)
    assert constant.is_constant()
    assert not constant.requires_grad
    assert leaf.is_leaf()
    assert leaf.grad_fn is None
    result = leaf * constant
    assert not result.is_leaf()
    assert not result.is_constant()
    assert result.grad_fn is not None
    assert result.grad_fn.__name__ == "Mul"
    assert result.parents == (leaf, constant)


def test_what_constants_make_is_a_constant() -> None:
    x = table()
    prepared = ((x - x.mean(0)) / 2).T[0] @ tensor([1.0, 2.0])
    assert prepared.is_constant()
    assert prepared.grad_fn is None
    assert prepared.ctx is None
    with pytest.raises(ValueError, match="constant"):
        prepared.backward()


def test_a_constant_receives_nothing() -> None:
    x, w = table(), tensor([1.0, 2.0, 3.0], requires_grad=True)
    (x * w).sum().backward()
    assert x.grad is None
    np.testing.assert_array_equal(w.grad, [5.0, 7.0, 9.0])


def test_detached_values_are_constants() -> None:
    x = tensor([2.0], requires_grad=True, name="x")
    (x.detach() * x).backward()
    np.testing.assert_array_equal(x.grad, [2.0])
    assert x.detach().name == "x"


def test_a_leaf_can_be_made_to_receive_a_derivative_and_not_to() -> None:
    x = tensor([1.0])
    assert x.requires_grad_() is x
    assert x.is_leaf()
    assert x.requires_grad_(False).is_constant()
    result = 2 * x.requires_grad_()
    with pytest.raises(ValueError, match="a result of Mul; use detach"):
        result.requires_grad_(False)


def test_grad_can_be_set_to_what_fits() -> None:
    x = tensor([1.0, 2.0], requires_grad=True)
    x.grad = [3, 4]  # type: ignore[assignment]
    np.testing.assert_array_equal(x.grad, [3.0, 4.0])
    with pytest.raises(ShapeError):
        x.grad = np.ones(3)
    x.grad = None
    assert x.grad is None


def test_the_engine_of_scalars_sorts_tensors_too() -> None:
    x = tensor([1.0], requires_grad=True)
    y = x * 2
    z = y + x
    assert [v.name or v.last_fn.__name__ for v in topological_sort(z) if v.last_fn] == [
        "Add",
        "Mul",
    ]


def test_tensors_as_keys_stand_for_themselves() -> None:
    x, y = tensor([1.0]), tensor([1.0])
    assert len({x: 1, y: 2}) == 2


# Arithmetic


@pytest.mark.parametrize("other", [2, 2.0, np.float64(2), np.array([2.0, 2.0, 2.0])])
def test_numbers_and_arrays_on_either_side(other: Any) -> None:
    x = table(requires_grad=True)
    for result, expected in (
        (x + other, 2.0 + x.numpy()),
        (other + x, 2.0 + x.numpy()),
        (x - other, x.numpy() - 2.0),
        (other - x, 2.0 - x.numpy()),
        (x / other, x.numpy() / 2.0),
        (other / x, 2.0 / x.numpy()),
        (x**other, x.numpy() ** 2.0),
        (other**x, 2.0 ** x.numpy()),
    ):
        assert type(result) is Tensor
        assert result.requires_grad
        np.testing.assert_allclose(result.numpy(), expected)


def test_comparisons_are_ones_and_zeros_of_every_element() -> None:
    x = tensor([1.0, 2.0, 3.0], requires_grad=True)
    for result, expected in (
        (x < 2, [1.0, 0.0, 0.0]),
        (x <= 2, [1.0, 1.0, 0.0]),
        (x > 2, [0.0, 0.0, 1.0]),
        (x >= 2, [0.0, 1.0, 1.0]),
        (x == 2, [0.0, 1.0, 0.0]),
        (x != tensor([1.0, 5.0, 3.0]), [0.0, 1.0, 0.0]),
    ):
        assert result.tolist() == expected
        assert result.is_constant()
    assert (x == None) is False  # noqa: E711
    assert (x > 0).all().item() == 1.0
    assert (table() > 1).all(1).tolist() == [0.0, 1.0]
    assert bool((x == x.detach()).all())


def test_argmax_says_where() -> None:
    x = tensor([[1.0, 3.0, 3.0], [9.0, 2.0, 1.0]])
    assert x.argmax(1).tolist() == [1, 0]
    assert x.argmax(0).tolist() == [1, 0, 0]


def test_views_share_memory_and_copies_do_not() -> None:
    x = table()
    view, copy = x.view(3, 2), x.T.contiguous()
    x.data[0, 0] = 9.0
    assert view[0, 0].item() == 9.0
    assert copy[0, 0].item() == 1.0
    assert x.contiguous() is x


def test_strides_count_elements() -> None:
    x = table()
    assert x.strides == (3, 1)
    assert x.T.strides == (1, 3)
    assert (x.is_contiguous(), x.T.is_contiguous()) == (True, False)


# What it refuses


def wrong(message: str, error: type[Exception], act: Callable[[], Any]) -> Any:
    return pytest.param(message, error, act, id=message)


x = table(requires_grad=True)
REFUSED = [
    wrong(
        r"shapes \(2, 3\) and \(2,\): dimension -1", ShapeError, lambda: x + np.ones(2)
    ),
    wrong("dimension -1 has size 3", ShapeError, lambda: x < tensor([1.0, 2.0])),
    wrong("got 3 and 2 in the shapes", ShapeError, lambda: x @ x),
    wrong(r"use \* to multiply by a number", ShapeError, lambda: x @ 2),
    wrong(
        r"batches of the shapes .*\(2, 3, 3\) and \(5, 3, 3\)",
        ShapeError,
        lambda: batch(2) @ batch(5),
    ),
    wrong("sum: expected a dimension from -2 to 1", IndexError, lambda: x.sum(2)),
    wrong("each dimension once", IndexingError, lambda: x.mean((0, -2))),
    wrong("max: expected a dimension .* got '0'", IndexingError, lambda: x.max("0")),
    wrong("a shape of 6 elements", ShapeError, lambda: x.reshape(4, 2)),
    wrong("a shape of 6 elements", ValueError, lambda: x.view(-1, -1)),
    wrong("call contiguous", ShapeError, lambda: x.T.view(6)),
    wrong("each of 2 dimensions once", IndexingError, lambda: x.permute(0, 0)),
    wrong("each of 2 dimensions once", IndexingError, lambda: x.permute(0)),
    wrong("a matrix, got shape", ShapeError, lambda: x[0].T),
    wrong("does not fit the shape", IndexingError, lambda: x[2]),
    wrong("does not fit the shape", IndexingError, lambda: x[0, 0, 0]),
    wrong("not changed in place", RuntimeError, lambda: x.__setitem__(0, 1.0)),
    wrong("one element, got shape", ValueError, lambda: x.item()),
    wrong(r"say \(…\).all\(\)", ValueError, lambda: bool(x == x)),
    wrong("no length", TypeError, lambda: len(tensor(1.0))),
    wrong("tensors or numbers, got Scalar", TypeError, lambda: x + Scalar(1.0)),
    wrong("expected numbers, got", TypeError, lambda: tensor("text")),
    wrong("expected numbers, got", TypeError, lambda: tensor([None])),
    wrong("lists of the same length", ShapeError, lambda: tensor([[1.0], [1.0, 2.0]])),
    wrong("float64 or float32", TypeError, lambda: tensor([1.0], dtype="float16")),
    wrong("a backend of", ValueError, lambda: tensor([1.0], backend="abacus")),
    wrong("log: expected a number of 0", ValueError, lambda: (-x).log()),
    wrong("sqrt: expected a number of 0", ValueError, lambda: (-x).sqrt()),
    wrong("power: expected a whole", ValueError, lambda: (-x) ** 0.5),
    wrong("power: expected a whole", ValueError, lambda: (-x) ** tensor(0.5)),
    wrong("at least one element", ValueError, lambda: tensor([]).max()),
    wrong("Mean: expected elements", ValueError, lambda: tensor([]).mean()),
    wrong("expected numbers, got {1.0}", TypeError, lambda: x + {1.0}),
]


def batch(size: int) -> Tensor:
    return tensor(np.ones((size, 3, 3)))


@pytest.mark.parametrize(("message", "error", "act"), REFUSED)
def test_what_is_refused(
    message: str, error: type[Exception], act: Callable[[], Any]
) -> None:
    with pytest.raises(error, match=message):
        act()
    assert x.grad is None
    assert x.tolist() == table().tolist()


def test_infinite_results_give_no_warning() -> None:
    # As in PyTorch; pytest makes an error of every warning.
    assert (tensor([1.0]) / 0.0).item() == np.inf
    assert tensor([0.0]).log().item() == -np.inf
    assert (tensor([1e30], dtype=np.float32) * 1e300).item() == np.inf
    assert tensor([1e300], dtype=np.float32).item() == np.inf
    x = tensor([0.0, 1e300], requires_grad=True)
    (x.sqrt() + x * x).sum().backward()
    assert x.grad.tolist() == [np.inf, 2e300]
    with pytest.warns(RuntimeWarning, match="divide by zero"):
        np.ones(1) / np.zeros(1)  # numpy itself is left as it is


def test_scalars_do_without_numpy_until_a_tensor_is_asked_for() -> None:
    program = (
        "import sys, minitorch; minitorch.Scalar(1.0) + 2\n"
        "assert 'numpy' not in sys.modules\n"
        "minitorch.tensor([1.0])\n"
        "assert 'numpy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_there_is_nothing_else_in_the_package() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'tensr'"):
        minitorch.tensr  # noqa: B018
    assert set(minitorch.__all__) <= set(dir(minitorch))
