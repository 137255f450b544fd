"""Every backend keeps the promises of the interface, each method by itself."""

import itertools
import math
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import mutually_broadcastable_shapes
from random_views import Array, counted, full_shapes

from minitorch import operators
from minitorch.backends import numbers
from minitorch.backends.arrays import BACKENDS, backend_of
from minitorch.backends.backend import Backend
from minitorch.backends.numpy_backend import fast

FLOAT = np.dtype(np.float64)
ODD = [0.0, -0.0, 1.0, -1.0, 2.0, -3.0, 0.7, -8.5, 710.0, -800.0, 1e300, -1e300, 1e-300]
ODD += [math.inf, -math.inf, math.nan]

backends = pytest.mark.parametrize("backend", BACKENDS.values(), ids=list(BACKENDS))


def agree(backend: Backend, result: Any, expected: Any) -> None:
    expected = np.asarray(expected)
    assert backend_of(result) is backend
    assert result.shape == expected.shape
    np.testing.assert_allclose(np.asarray(result), expected, rtol=1e-12)


# Functions of numbers and numpy's of arrays

PAIRS = {operators.add, operators.mul, operators.max, operators.relu_back}
PAIRS |= {numbers.power, numbers.min, numbers.remainder}


@pytest.mark.parametrize("fn", fast, ids=lambda f: f.__name__)
@given(data=st.data())
def test_fast_functions_are_the_plain_ones(
    fn: Callable[..., float], data: st.DataObject
) -> None:
    same_answer(fn, [data.draw(st.floats(-4, 4)) for _ in range(1 + (fn in PAIRS))])


@pytest.mark.parametrize("fn", fast, ids=lambda f: f.__name__)
def test_odd_numbers_get_the_same_answer_too(fn: Callable[..., float]) -> None:
    if fn in (math.sin, math.cos):
        return  # they have no answer for infinity, nor numpy more than a warning
    for odd in itertools.product(ODD, repeat=1 + (fn in PAIRS)):
        # A product with 0.0 stands for the choice in relu_back, so ∞ becomes NaN.
        if fn is not operators.relu_back or math.isfinite(odd[1]):
            same_answer(fn, odd)


def same_answer(fn: Callable[..., float], values: Sequence[float]) -> None:
    arrays = [np.array([0.5, x]) for x in values]
    try:
        expected = fn(*values)
    except ValueError as error:
        message = re.escape(str(error))
        with np.errstate(all="ignore"), pytest.raises(ValueError, match=message):
            fast[fn](*arrays)
        return
    assert type(expected) is float
    with np.errstate(all="ignore"):
        result = float(fast[fn](*arrays)[1])
    if not math.isclose(result, expected, rel_tol=1e-12, abs_tol=1e-307):
        assert math.isnan(result), values
        assert math.isnan(expected), values


def test_sigmoid_keeps_its_digits_and_says_nothing_of_large_numbers() -> None:
    x = np.array([-1000.0, -700.0, -40.0, 0.0, 40.0, 1000.0])
    expected = [operators.sigmoid(float(one)) for one in x]
    np.testing.assert_allclose(fast[operators.sigmoid](x), expected, rtol=1e-15)


@backends
def test_any_function_can_be_mapped_zipped_and_folded(backend: Backend) -> None:
    array = counted((2, 3))
    a = backend.array(array, FLOAT)
    agree(backend, backend.map(lambda x: 3 * x - 1, a), 3 * array - 1)
    agree(backend, backend.zip(lambda x, y: x - 2 * y, a, a[0]), array - 2 * array[0])
    folded = backend.reduce(lambda x, y: x - y, a, 0)
    agree(backend, folded, array[0] - array[1])
    folded = backend.reduce(lambda x, y: x - y, a, 1, keepdim=True, start=10.0)
    agree(backend, folded, 10.0 - array.sum(1, keepdims=True))


# Sums


@st.composite
def dims(draw: st.DrawFn, ndim: int) -> Any:
    one = st.integers(-ndim, ndim - 1) if ndim else st.none()
    several = st.sets(st.integers(0, ndim - 1)) if ndim else st.just(set())
    return draw(st.none() | one | several.map(tuple))


@backends
@given(shape=full_shapes, data=st.data(), keepdim=st.booleans())
def test_reductions(
    backend: Backend, shape: tuple[int, ...], data: st.DataObject, keepdim: bool
) -> None:
    array = counted(shape) - 5.0
    a, dim = backend.array(array, FLOAT), data.draw(dims(array.ndim))
    settings = {"axis": dim, "keepdims": keepdim}
    agree(backend, backend.sum(a, dim, keepdim), array.sum(**settings))
    for fn, f in ((operators.max, np.max), (numbers.min, np.min)):
        agree(backend, backend.reduce(fn, a, dim, keepdim), f(array, **settings))


@backends
def test_reductions_of_nothing(backend: Backend) -> None:
    nothing = backend.array(np.ones((0, 3)), FLOAT)
    agree(backend, backend.sum(nothing, 0), [0, 0, 0])
    agree(backend, backend.reduce(operators.max, nothing, 1), [])
    with pytest.raises(ValueError, match="reduc"):
        backend.reduce(operators.max, nothing)


@backends
def test_a_broken_number_is_not_hidden(backend: Backend) -> None:
    a = backend.array(np.array([[1.0, math.nan], [3.0, 2.0]]), FLOAT)
    agree(backend, backend.reduce(operators.max, a, 1), [math.nan, 3.0])
    agree(backend, backend.reduce(numbers.min, a, 0), [1.0, math.nan])


@backends
@given(shapes=mutually_broadcastable_shapes(num_shapes=2, max_dims=3))
def test_sums_undo_broadcasting(backend: Backend, shapes: Any) -> None:
    large = shapes.result_shape
    for shape in shapes.input_shapes:
        # With ones, the sum is how often each number was repeated.
        ones = backend.array(np.ones(large), FLOAT)
        times = math.prod(large) / math.prod(shape)
        agree(backend, backend.sum_to(ones, shape), np.full(shape, times))
        small = counted(shape)
        b = backend.array(small, FLOAT)
        agree(backend, backend.sum_of_products(ones, b, shape), small * times)
        agree(backend, backend.sum_of_products(b, ones, large), small * np.ones(large))


@backends
def test_products_are_summed_over_the_right_dimensions(backend: Backend) -> None:
    """Squares, in which a sum over the wrong dimension has the right shape."""
    array, other = counted((3, 3)), counted((3, 3))[::-1]
    a, b = backend.array(array, FLOAT), backend.array(other, FLOAT)
    for shape in ((), (3,), (1, 3), (3, 1), (3, 3)):
        repeated = tuple(range(2 - len(shape)))
        repeated += tuple(i for i, n in enumerate(shape, 2 - len(shape)) if n == 1)
        expected = (array * other).sum(repeated).reshape(shape)
        agree(backend, backend.sum_of_products(a, b, shape), expected)


# Choosing and arranging


@backends
@given(mutually_broadcastable_shapes(num_shapes=3, max_dims=2))
def test_where_takes_one_or_the_other(backend: Backend, shapes: Any) -> None:
    arrays: list[Array] = [counted(shape) for shape in shapes.input_shapes]
    a, b, c = (backend.array(array, FLOAT) for array in (arrays[0] % 2, *arrays[1:]))
    agree(
        backend, backend.where(a, -b, c), np.where(arrays[0] % 2, -arrays[1], arrays[2])
    )


@backends
@given(shape=full_shapes.filter(len), data=st.data())
def test_joining(backend: Backend, shape: tuple[int, ...], data: st.DataObject) -> None:
    dim = data.draw(st.integers(-len(shape), len(shape) - 1))
    array = counted(shape)
    parts = [array, -np.concatenate([array, array], dim), 2 * array]
    arrays = [backend.array(part, FLOAT) for part in parts]
    agree(backend, backend.concatenate(arrays, dim), np.concatenate(parts, dim))


@backends
def test_putting_back(backend: Backend) -> None:
    d = backend.array(np.array([1.0, 2.0]), FLOAT)
    agree(backend, backend.put(d, (slice(None), 1), (2, 2)), [[0, 1], [0, 2]])
    agree(backend, backend.put(d, slice(0, 3, 2), (3,)), [1, 0, 2])


def test_what_is_named_twice_receives_both() -> None:
    d = np.array([1.0, 2.0, 4.0])
    found = BACKENDS["numpy"].put(d, np.array([0, 1, 0]), (3,))
    assert found.tolist() == [5.0, 2.0, 0.0]


@backends
def test_views_share_their_numbers(backend: Backend) -> None:
    a = backend.array(counted((2, 3)), FLOAT)
    assert backend.strides(a) == (3, 1)
    assert backend.strides(a.mT) == (1, 3)
    repeated = backend.broadcast_to(a, (4, 2, 3))
    assert backend.strides(repeated) == (0, 3, 1)
    a[0, 0] = 9.0
    assert float(repeated[3, 0, 0]) == 9.0
    agree(backend, backend.broadcast_to(a[0, 1], (2, 2)), [[2, 2], [2, 2]])
