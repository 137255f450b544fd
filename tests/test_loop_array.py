"""Arrays on plain loops: operators, brackets, and what their backend makes of them."""

import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, note
from hypothesis import strategies as st
from random_views import Array, counted, keys, views

from minitorch.backends.loop_array import LoopArray
from minitorch.storage.indexing import ShapeError

Pair = tuple[LoopArray, Array]

LOOPS = LoopArray.backend
OPERATORS = [
    *(operator.add, operator.sub, operator.mul, operator.truediv, operator.pow),
    *(operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne),
]


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    data, array = draw(views())
    return LoopArray.holding(data), array


def loops(array: Any) -> LoopArray:
    return LoopArray.from_numpy(array)


def agree(result: Any, expected: Any) -> None:
    assert isinstance(result, LoopArray)
    expected = np.asarray(expected)
    assert result.shape == expected.shape
    np.testing.assert_allclose(np.asarray(result), expected, rtol=1e-12)


# Operators


@given(pair1=pairs(), pair2=pairs())
def test_operators_broadcast_as_in_numpy(pair1: Pair, pair2: Pair) -> None:
    for act in OPERATORS:
        note(act.__name__)
        broadcasts_as_in_numpy(act, pair1, pair2)


def broadcasts_as_in_numpy(
    act: Callable[[Any, Any], Any], pair1: Pair, pair2: Pair
) -> None:
    (a, array_a), (b, array_b) = pair1, pair2
    array_b = array_b % 5
    b = loops(array_b)
    try:
        with np.errstate(all="ignore"):
            expected = act(array_a, array_b)
    except ValueError:
        with pytest.raises(ShapeError):
            act(a, b)
    else:
        agree(act(a, b), expected)
        agree(act(a, array_b), expected)
        agree(act(array_a, b), expected)


@pytest.mark.parametrize("act", OPERATORS, ids=lambda f: f.__name__)
def test_numbers_on_either_side(act: Callable[[Any, Any], Any]) -> None:
    array = counted((2, 3))
    for x in (2.0, 3, np.float64(2), np.array(2)):
        agree(act(loops(array), x), act(array, np.asarray(x)))
        agree(act(x, loops(array)), act(np.asarray(x, float), array))


@given(pairs())
def test_signs(pair: Pair) -> None:
    a, array = pair
    agree(-a, -array)
    agree(abs(-a), array)


def test_assignments_with_an_operator_make_a_new_array() -> None:
    a = before = loops([1.0, 2.0])
    a += 1
    agree(a, [2, 3])
    agree(before, [1, 2])


matrices = [((2, 3), (3, 4)), ((3,), (3, 4)), ((2, 3), (3,)), ((3,), (3,))]
batches = [((5, 2, 3), (3, 4)), ((3,), (5, 3, 2)), ((5, 2, 3), (3,))]


@pytest.mark.parametrize(("shape1", "shape2"), [*matrices, *batches])
def test_products_of_matrices_and_vectors(shape1: Any, shape2: Any) -> None:
    a, b = counted(shape1), counted(shape2)
    agree(loops(a) @ loops(b), a @ b)
    agree(a @ loops(b), a @ b)
    agree(loops(a) @ b, a @ b)


@pytest.mark.parametrize(
    ("compute", "message"),
    [
        (lambda a: np.exp(a), "does not support ufuncs"),
        (lambda a: a // 2, "unsupported operand"),
        (lambda a: len(a[0, 0]), "without dimensions has no length"),
        (lambda a: LOOPS.array(np.ones(2), np.dtype(np.float32)), "float64 only"),
    ],
)
def test_what_is_not_there(compute: Callable[[LoopArray], Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        compute(loops(np.ones((2, 2))))


# Brackets and shapes


@given(pairs(), st.data())
def test_writing_into_a_part(pair: Pair, data: st.DataObject) -> None:
    a, array = pair[0].copy(), pair[1].copy()
    key = data.draw(keys(array.shape))
    new = -counted(np.shape(array[key]))
    a[key] = new
    array[key] = new
    agree(a, array)
    a[key] = 7
    array[key] = 7
    agree(a, array)


def test_writing_numbers_that_are_read_at_the_same_time() -> None:
    a = loops([1, 2, 3])
    a[:] = a[::-1]
    agree(a, [3, 2, 1])


@given(pairs(), st.data())
def test_reshaping_and_transposing(pair: Pair, data: st.DataObject) -> None:
    a, array = pair
    shape = tuple(data.draw(st.permutations(array.shape)))
    agree(a.reshape(shape), array.reshape(shape))
    order = data.draw(st.permutations(range(array.ndim)))
    agree(a.transpose(order), array.transpose(order))
    if array.ndim > 1:
        agree(a.mT, array.swapaxes(-1, -2))


def test_parts_and_reshaped_arrays_share_their_numbers() -> None:
    a = loops(counted((2, 3)))
    a.reshape((3, 2))[0, 0] = 10
    a.mT[2, 1] = 60
    agree(a, [[10, 2, 3], [4, 5, 60]])
    a.mT.reshape((6,))[0] = -1
    assert float(a[0, 0]) == 10.0


@given(st.data())
def test_lists_of_places_are_read_and_written(data: st.DataObject) -> None:
    array = counted((3, 4))
    places = st.lists(st.integers(-3, 2), max_size=5)
    truths = st.lists(st.booleans(), min_size=3, max_size=3)
    rows = data.draw(places.map(lambda x: np.array(x, int)) | truths.map(np.array))
    key = data.draw(st.sampled_from([rows, (rows, 1), (slice(1, 3), [0, -1]), True]))
    a = loops(array)
    agree(a[key], array[key])
    a[key] = array[key] = -1.0
    agree(a, array)
    zeros, d = np.zeros((3, 4)), np.full(array[key].shape, 2.0)
    np.add.at(zeros, key, d)
    agree(a.backend.put(loops(d), key, (3, 4)), zeros)


@pytest.mark.parametrize("key", [(0, 0, 0), "x", [5], [0.5]])
def test_keys_that_fit_no_shape(key: Any) -> None:
    with pytest.raises(IndexError):
        loops(counted((2, 3)))[key]


# What it is


@given(pairs())
def test_there_and_back(pair: Pair) -> None:
    a, array = pair
    np.testing.assert_array_equal(np.asarray(a), array)
    assert np.asarray(a).shape == array.shape
    assert a.is_contiguous() == array.flags.c_contiguous
    if array.ndim:
        assert len(a) == len(array)
        for part, expected in zip(a, array, strict=True):
            agree(part, expected)


def test_it_holds_floats_only() -> None:
    a = loops(np.arange(3))
    assert a.dtype == np.float64
    assert [type(x) for x in a.storage] == [float] * 3
    assert np.asarray(a, np.float32).dtype == np.float32
    with pytest.raises(ValueError, match="only as a copy"):
        np.asarray(a, copy=False)


def test_single_numbers() -> None:
    a = loops(counted((2, 3)))
    assert math.isclose(float(a[:1, 1:2]), 2.0)
    assert bool(a[0, 0] == 1)
    for convert in (float, bool):
        with pytest.raises(ValueError, match=r"a single number, got shape \(2, 3\)"):
            convert(a)


def test_how_it_prints() -> None:
    assert repr(loops([[1, 2], [3, 40]])) == (
        "LoopArray([[ 1.0,  2.0],\n           [ 3.0, 40.0]])"
    )
    assert repr(loops(np.ones((2, 1, 1)))) == (
        "LoopArray([[[1.0]],\n\n           [[1.0]]])"
    )
    assert repr(loops(np.ones((0, 2)))) == "LoopArray([], shape=(0, 2))"
    assert repr(loops(1.5)) == "LoopArray(1.5)"
