"""A LoopArray does what numpy's array does: operators, functions, methods, slices."""

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_views import Array, counted, full_shapes, keys, views

from minitorch.loops.array import LoopArray, array_functions
from minitorch.loops.ufuncs import starts, ufuncs
from minitorch.tensors.indexing import IndexingError, ShapeError
from minitorch.tensors.tensor_data import TensorData

Pair = tuple[LoopArray, Array]

ODD = [0.0, -0.0, 1.0, -1.0, 2.0, -3.0, 0.7, -8.5, 710.0, -800.0, 1e300, -1e300, 1e-300]
ODD += [math.inf, -math.inf, math.nan]


@st.composite
def pairs(draw: st.DrawFn, full: bool = False) -> Pair:
    data, array = draw(views(full_shapes) if full else views())
    return LoopArray(data.storage, data.shape, data.strides, data.offset), array


def loops(array: Any) -> LoopArray:
    return LoopArray.from_numpy(array)


def agree(result: Any, expected: Any) -> None:
    assert isinstance(result, LoopArray)
    expected = np.asarray(expected)
    assert result.shape == expected.shape
    np.testing.assert_allclose(np.asarray(result), expected, rtol=1e-12)


# Functions of elements


@pytest.mark.parametrize("ufunc", ufuncs, ids=lambda f: f.__name__)
@given(data=st.data())
def test_functions_answer_as_those_of_numpy(ufunc: Any, data: st.DataObject) -> None:
    numbers = [data.draw(st.floats(-4, 4)) for _ in range(ufunc.nin)]
    same_answer(ufunc, numbers)


@pytest.mark.parametrize("ufunc", ufuncs, ids=lambda f: f.__name__)
def test_odd_numbers_get_numpys_answer_too(ufunc: Any) -> None:
    for numbers in itertools.product(ODD, repeat=ufunc.nin):
        same_answer(ufunc, numbers)


def same_answer(ufunc: Any, numbers: Sequence[float]) -> None:
    with np.errstate(all="ignore"):
        expected = ufunc(*numbers)
    result = ufuncs[ufunc](*numbers)
    assert type(result) is float
    if not math.isclose(result, expected, rel_tol=1e-12):
        assert math.isnan(result), numbers
        assert math.isnan(expected), numbers


@pytest.mark.parametrize(
    ("ufunc", "numbers"),
    [
        (np.sqrt, [-1.0]),
        (np.log, [-1.0]),
        (np.divide, [0.0, 0.0]),
        (np.power, [-8.0, 0.5]),
    ],
)
def test_the_undefined_is_an_error_where_numpy_was_asked_for_one(
    ufunc: Any, numbers: list[float]
) -> None:
    for kind in (np.array, loops):
        arrays = [kind([1.0, x]) for x in numbers]
        with np.errstate(invalid="raise"), pytest.raises(FloatingPointError):
            ufunc(*arrays)
        with np.errstate(all="ignore"):
            assert np.isnan(np.asarray(ufunc(*arrays))).tolist() == [False, True]


@pytest.mark.parametrize("ufunc", [f for f in ufuncs if f.nin == 2], ids=str)
def test_arrays_and_numbers_mix_on_either_side(ufunc: Any) -> None:
    array, row = counted((2, 3)), np.array([3.0, 2.0, 1.0])
    a = loops(array)
    for other in [row, loops(row), 2.0, 2, np.float64(2), np.array(2), [3, 2, 1]]:
        agree(ufunc(a, other), ufunc(array, np.asarray(other)))
        agree(ufunc(other, a), ufunc(np.asarray(other), array))


@given(pairs(), pairs())
def test_operators_broadcast_as_in_numpy(pair1: Pair, pair2: Pair) -> None:
    (a, array_a), (b, array_b) = pair1, pair2
    try:
        expected = -array_a * array_b / 2 + (array_a > array_b) - array_b**2
    except ValueError:
        with pytest.raises(ShapeError):
            a + b
    else:
        agree(-a * b / 2 + (a > b) - b**2, expected)
        agree(-array_a * b / 2 + (a > array_b) - b**2, expected)


def test_assignments_with_an_operator_write_in_place() -> None:
    a = loops(np.ones((2, 2)))
    part, before = a[0], a
    a += 1
    a *= np.array([1.0, 2.0])
    assert a is before
    agree(a, [[2, 4], [2, 4]])
    agree(part, [2, 4])
    array = np.ones(2)
    array -= loops([1, 2])
    assert array.tolist() == [0.0, -1.0]


def test_comparisons_are_ones_and_zeros() -> None:
    a = loops([1.0, 2.0, 3.0])
    assert (a == 2).tolist() == [0.0, 1.0, 0.0]
    assert (np.array([1.0, 1.0, 4.0]) < a).tolist() == [0.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("compute", "message"),
    [
        (lambda a: np.arcsin(a), r"expected one of .*absolute, add, .*got np\.arcsin"),
        (lambda a: a // 2, r"got np\.floor_divide, use np\.asarray"),
        (lambda a: np.add.outer(a, a), r"plain call of np\.add .* got outer with"),
        (lambda a: np.add.reduce(a, where=a > 0), r"got reduce with {'where'"),
        (lambda a: np.divide.reduce(a), r"plain call of np\.divide .* got reduce with"),
        (lambda a: np.add(a, 1, dtype=np.float32), "for float64, got .*float32"),
        (lambda a: np.linalg.inv(a), r"expected one of .*concatenate.*got np\.inv"),
        (lambda a: a.astype(np.float32), "float64 only, got dtype .*float32"),
        (lambda a: a + "x", "returned NotImplemented"),
        (lambda a: a + None, "returned NotImplemented"),
        (lambda a: len(a.sum()), "without dimensions has no length"),
    ],
)
def test_what_is_not_there(compute: Callable[[LoopArray], Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        compute(loops(np.ones((2, 2))))


# Matrix multiplication


matrices = [((2, 3), (3, 4)), ((3,), (3, 4)), ((2, 3), (3,)), ((3,), (3,))]
batches = [((5, 2, 3), (3, 4)), ((3,), (5, 3, 2)), ((5, 2, 3), (3,))]


@pytest.mark.parametrize(("shape1", "shape2"), [*matrices, *batches])
def test_products_of_matrices_and_vectors(shape1: Any, shape2: Any) -> None:
    a, b = counted(shape1), counted(shape2)
    agree(loops(a) @ loops(b), a @ b)
    agree(a @ loops(b), a @ b)
    agree(loops(a) @ b, a @ b)


# Reductions


@st.composite
def axes(draw: st.DrawFn, ndim: int) -> Any:
    one = st.integers(-ndim, ndim - 1) if ndim else st.none()
    several = st.sets(st.integers(0, ndim - 1)) if ndim else st.just(set())
    return draw(st.none() | one | several.map(tuple))


@pytest.mark.parametrize("name", ["sum", "mean", "max", "min", "all", "any"])
@given(data=st.data(), keepdims=st.booleans())
def test_reductions_agree_with_numpy(
    name: str, data: st.DataObject, keepdims: bool
) -> None:
    a, array = data.draw(pairs())
    axis = data.draw(axes(array.ndim))
    sign = data.draw(st.sampled_from([0.0, 1.0, -1.0]))
    a, array = a * sign, array * sign
    if 0 in array.shape and name in ("max", "min", "mean"):
        return
    expected = getattr(array, name)(axis=axis, keepdims=keepdims)
    agree(getattr(a, name)(axis=axis, keepdims=keepdims), expected)
    function = getattr(np, name)
    agree(function(a, axis=axis, keepdims=keepdims), expected)


@pytest.mark.parametrize("ufunc", starts, ids=lambda f: f.__name__)
@given(data=st.data(), keepdims=st.booleans())
def test_reductions_with_a_function(
    ufunc: Any, data: st.DataObject, keepdims: bool
) -> None:
    a, array = data.draw(pairs())
    axis = data.draw(axes(array.ndim))
    if 0 not in array.shape:
        expected = ufunc.reduce(array, axis=axis, keepdims=keepdims)
        agree(ufunc.reduce(a, axis=axis, keepdims=keepdims), expected)
    if array.ndim and 0 not in array.shape:
        agree(ufunc.reduce(a), ufunc.reduce(array))


def test_reductions_of_nothing() -> None:
    nothing = loops(np.ones((0, 3)))
    agree(nothing.sum(axis=0), [0, 0, 0])
    agree(nothing.max(axis=1), [])
    assert math.isnan(nothing.mean().item())
    with pytest.raises(ValueError, match=r"along dimension 0, got shape \(0, 3\)"):
        nothing.max()


def test_a_broken_number_is_not_hidden() -> None:
    a = loops([[1.0, math.nan], [3.0, 2.0]])
    agree(a.max(axis=1), [math.nan, 3.0])
    agree(a.min(axis=0), [1.0, math.nan])
    assert a.argmax(axis=1).tolist() == [1, 0]


@given(st.data())
def test_argmax_is_the_first_of_the_largest(data: st.DataObject) -> None:
    a, array = data.draw(pairs(full=True))
    if 0 in array.shape:
        return
    few = np.asarray(array % 3)
    axis = data.draw(st.none() | st.integers(0, a.ndim - 1) if a.ndim else st.none())
    a = loops(few)
    np.testing.assert_array_equal(a.argmax(axis), few.argmax(axis))
    assert a.argmax(axis).dtype == int


# Shapes and parts


@given(pairs(), st.data())
def test_reshaping_and_transposing(pair: Pair, data: st.DataObject) -> None:
    a, array = pair
    shape = tuple(data.draw(st.permutations(array.shape)))
    agree(a.reshape(shape), array.reshape(shape))
    agree(a.reshape(-1), array.reshape(-1))
    if shape:
        agree(a.reshape(*shape), array.reshape(*shape))
    agree(a.transpose(), array.transpose())
    agree(a.T, array.T)
    order = data.draw(st.permutations(range(array.ndim)))
    agree(a.transpose(order), array.transpose(order))
    agree(np.transpose(a, order), array.transpose(order))
    if array.ndim > 1:
        agree(a.swapaxes(0, -1), array.swapaxes(0, -1))


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


def test_parts_and_reshaped_arrays_share_their_numbers() -> None:
    a = loops(counted((2, 3)))
    a.reshape(3, 2)[0, 0] = 10
    a.T[2, 1] = 60
    agree(a, [[10, 2, 3], [4, 5, 60]])
    a.T.reshape(6)[0] = -1
    assert a[0, 0].item() == 10
    assert isinstance(a[0, 0], LoopArray)


@pytest.mark.parametrize("key", [[0, 1], np.array([0, 1]), (0, 0, 0), True, "x"])
def test_keys_that_need_numpy(key: Any) -> None:
    with pytest.raises(IndexingError):
        loops(counted((2, 3)))[key]


# Functions of whole arrays


@given(pairs(), pairs())
def test_where_takes_one_or_the_other(pair1: Pair, pair2: Pair) -> None:
    (a, array_a), (b, array_b) = pair1, pair2
    even = array_a % 2 == 0
    try:
        expected = np.where(even, array_b, -1.0)
    except ValueError:
        with pytest.raises(ShapeError):
            np.where(a, b, -1.0)
        return
    agree(np.where(loops(even), b, -1.0), expected)
    agree(np.where(loops(even), array_b, -1.0), expected)
    agree(np.where(even, b, -1.0), expected)


@given(pairs(full=True), st.data(), st.integers(1, 3))
def test_joining(pair: Pair, data: st.DataObject, count: int) -> None:
    a, array = pair
    axis = data.draw(st.integers(-array.ndim - 1, array.ndim))
    agree(np.stack([a] * count, axis), np.stack([array] * count, axis))
    if array.ndim:
        axis = data.draw(st.integers(-array.ndim, array.ndim - 1))
        longer = np.concatenate([array, array], axis)
        for others in [[], [longer], [longer, array]]:
            parts = [array, *others]
            agree(
                np.concatenate([a, *map(loops, others)], axis=axis),
                np.concatenate(parts, axis),
            )


def test_joining_what_does_not_fit() -> None:
    a = loops(counted((2, 3)))
    with pytest.raises(ShapeError) as error:
        np.concatenate([a, loops(counted((1, 2)))])
    assert str(error.value) == (
        "concatenate: expected shapes that differ in dimension 0 only, got (2, 3) and "
        "(1, 2) with sizes 3 and 2 in dimension 1"
    )
    with pytest.raises(ShapeError, match=r"as many dimensions in each .* and \(3,\)"):
        np.concatenate([a, a[0]])
    with pytest.raises(ShapeError):
        np.stack([a, a[:1]])


def test_arrays_like_another() -> None:
    a = loops(counted((2, 3)))
    agree(np.zeros_like(a), np.zeros((2, 3)))
    agree(np.ones_like(a), np.ones((2, 3)))
    agree(np.full_like(a, 7), np.full((2, 3), 7.0))
    agree(np.broadcast_to(a, (4, 2, 3)), np.broadcast_to(counted((2, 3)), (4, 2, 3)))
    agree(np.broadcast_to(a[0, 0], (2,)), [1, 1])
    agree(np.copy(a), counted((2, 3)))
    assert np.copy(a).storage is not a.storage


def test_questions_that_numpy_answers() -> None:
    a = loops([[0.0, 1.0], [2.0, 0.0]])
    assert [x.tolist() for x in np.nonzero(a)] == [[0, 1], [1, 0]]
    assert np.allclose(a, a + 1e-12)
    assert not np.array_equal(a, a + 1)
    assert (np.shape(a), np.ndim(a), np.size(a)) == ((2, 2), 2, 4)
    assert len(array_functions) > 20


# What it is


@given(pairs())
def test_there_and_back(pair: Pair) -> None:
    a, array = pair
    np.testing.assert_array_equal(np.asarray(a), array)
    assert np.asarray(a).shape == array.shape
    assert a.tolist() == array.tolist()
    assert (a.shape, a.ndim, a.size) == (array.shape, array.ndim, array.size)
    assert a.flags.c_contiguous == array.flags.c_contiguous
    if array.ndim:
        assert len(a) == len(array)
        for part, expected in zip(a, array, strict=True):
            agree(part, expected)
    assert isinstance(a, TensorData)


def test_it_holds_floats_only() -> None:
    a = loops(np.arange(3))
    assert a.dtype == np.float64
    assert [type(x) for x in a.storage] == [float] * 3
    assert a.astype(float) is not a
    assert np.asarray(a, np.float32).dtype == np.float32
    with pytest.raises(ValueError, match="only as a copy"):
        np.asarray(a, copy=False)


def test_single_numbers() -> None:
    a = loops(counted((2, 3)))
    assert type(a.sum().item()) is float
    assert float(a.max()) == 6.0
    assert float(a[:1, :1]) == 1.0
    assert bool((a > 5).any())
    assert not (a > 5).all()
    for convert in (float, bool, LoopArray.item):
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
