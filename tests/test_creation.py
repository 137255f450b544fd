"""Making tensors, and putting them together."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from minitorch import (
    ShapeError,
    Tensor,
    arange,
    cat,
    full,
    ones,
    rand,
    randn,
    stack,
    tensor,
    zeros,
)


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0, 2)])
def test_shapes_are_given_one_by_one_or_together(shape: tuple[int, ...]) -> None:
    for make, value in ((zeros, 0.0), (ones, 1.0)):
        for made in (make(*shape), make(shape)):
            assert made.shape == shape
            assert bool((made == value).all()) or not made.numel()
    assert full(shape, 2.5).numpy().tolist() == np.full(shape, 2.5).tolist()


def test_options_are_those_of_tensor() -> None:
    x = zeros(2, requires_grad=True, dtype="float32", name="b")
    assert (x.requires_grad, str(x.dtype), x.name) == (True, "float32", "b")


@pytest.mark.parametrize("arguments", [(3,), (1, 3), (0, 1, 0.25), (3, 0, -1), (2, 1)])
def test_arange_counts_as_numpy_does(arguments: Any) -> None:
    assert arange(*arguments).tolist() == np.arange(*map(float, arguments)).tolist()


@pytest.mark.parametrize("make", [rand, randn])
def test_the_seed_decides(make: Callable[..., Tensor]) -> None:
    first, again, other = make(4, seed=1), make((4,), seed=1), make(4, seed=2)
    assert first.tolist() == again.tolist()
    assert not (first == other).numpy().any()
    assert not (make(4) == make(4)).numpy().any()


def test_rand_is_even_and_randn_normal() -> None:
    even, normal = rand(10_000, seed=0).numpy(), randn(10_000, seed=0).numpy()
    assert 0 <= even.min() < 0.01 < 0.99 < even.max() < 1
    assert abs(normal.mean()) < 0.05
    assert abs(normal.std() - 1) < 0.05


@pytest.mark.parametrize("dim", [0, 1, 2, -1, -3])
def test_cat_and_stack_do_what_numpy_does(dim: int) -> None:
    a, b = rand(2, 3, 4, seed=1), rand(2, 3, 4, seed=2)
    np.testing.assert_array_equal(
        cat([a, b], dim).numpy(), np.concatenate([a.numpy(), b.numpy()], dim)
    )
    np.testing.assert_array_equal(
        stack([a, b], dim).numpy(), np.stack([a.numpy(), b.numpy()], dim)
    )


def test_stack_can_add_a_last_dimension() -> None:
    assert stack([ones(2), zeros(2)], 1).tolist() == [[1.0, 0.0], [1.0, 0.0]]


@pytest.mark.parametrize(
    ("act", "error", "message"),
    [
        (lambda: cat([]), ValueError, "at least one tensor"),
        (lambda: stack([]), ValueError, "at least one tensor"),
        (lambda: cat([ones(2), 1.0]), TypeError, "expected tensors, got 1.0"),
        (lambda: cat([ones(2, 3), ones(2, 2)]), ShapeError, r"\(2, 3\).*\(2, 2\)"),
        (lambda: cat([ones(2, 3), ones(2)]), ShapeError, "number 1"),
        (lambda: stack([ones(2), ones(3)]), ShapeError, r"one shape, got \(2,\)"),
        (lambda: stack([ones(2)], 2), IndexError, "up to 1, got 2"),
        (lambda: cat([tensor(1.0)]), IndexError, "cat"),
        (lambda: zeros(-1), ShapeError, "sizes of 0 or more"),
        (lambda: zeros(2.0), ShapeError, "sizes of 0 or more"),
        (lambda: arange(0, 1, 0), ValueError, "other than 0"),
    ],
)
def test_what_is_refused(
    act: Callable[[], Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        act()
