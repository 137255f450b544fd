"""Plain loops agree with numpy on random views, and wrong loops do not."""

import math
import operator
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_views import (
    Array,
    bigger_shapes,
    counted,
    data_of,
    full_shapes,
    numpy_of,
    views,
)

from minitorch import operators
from minitorch.loops.operations import (
    tensor_map,
    tensor_matmul,
    tensor_reduce,
    tensor_zip,
)
from minitorch.tensors.indexing import IndexingError, ShapeError
from minitorch.tensors.tensor_data import TensorData

View = tuple[TensorData, Array]


def apart(x: float, y: float) -> float:
    """Depends on the order of its arguments, as a wrong loop might not."""
    return x - 2 * y


# Map and zip


@given(views())
def test_map_applies_a_function_to_each_number(view: View) -> None:
    data, array = view
    result = tensor_map(lambda x: x * x + 1)(data)
    assert result.shape == array.shape
    np.testing.assert_array_equal(numpy_of(result), array * array + 1)


@given(views())
def test_results_are_contiguous_and_inputs_stay(view: View) -> None:
    data, _ = view
    before = list(data.storage)
    result = tensor_map(operators.neg)(data)
    assert result.is_contiguous()
    assert result.tuple()[0] is result.storage
    assert result.storage is not data.storage
    assert data.storage == before


@given(views(), views())
def test_zip_broadcasts_as_numpy_does(view1: View, view2: View) -> None:
    (a, array_a), (b, array_b) = view1, view2
    try:
        expected = array_a - 2 * array_b
    except ValueError:
        with pytest.raises(ShapeError):
            tensor_zip(apart)(a, b)
    else:
        result = tensor_zip(apart)(a, b)
        assert result.shape == expected.shape
        np.testing.assert_array_equal(numpy_of(result), expected)


@given(full_shapes, st.data())
def test_zip_of_a_tensor_with_a_larger_one(
    shape: tuple[int, ...], data: st.DataObject
) -> None:
    small = counted(shape)
    large = counted(data.draw(bigger_shapes(shape)))
    result = tensor_zip(apart)(data_of(small), data_of(large))
    np.testing.assert_array_equal(numpy_of(result), small - 2 * large)
    result = tensor_zip(apart)(data_of(large), data_of(small))
    np.testing.assert_array_equal(numpy_of(result), large - 2 * small)


def test_reading_the_storage_in_its_own_order_is_wrong() -> None:
    """A transposed square has the same shape, so only its numbers tell."""
    a = data_of(counted((2, 2)))
    assert tensor_map(operators.id)(a.permute(1, 0)).storage == [1, 3, 2, 4]
    assert tensor_zip(apart)(a, a.permute(1, 0)).storage == [-1, -4, -1, -4]


def test_results_of_whole_numbers_are_floats() -> None:
    result = tensor_map(lambda x: 1)(data_of(counted((2,))))
    assert [type(x) for x in result.storage] == [float, float]


# Reduce


@given(views(), st.data())
def test_reduce_folds_along_the_right_dimension(
    view: View, data: st.DataObject
) -> None:
    tensor, array = view
    if not tensor.dims:
        return
    axis = data.draw(st.integers(-tensor.dims, tensor.dims - 1))
    result = tensor_reduce(operators.add, 0.0)(tensor, axis)
    expected = array.sum(axis, keepdims=True)
    assert result.shape == expected.shape
    np.testing.assert_allclose(numpy_of(result), expected)


@given(views(full_shapes), st.data())
def test_reduce_without_a_start(view: View, data: st.DataObject) -> None:
    tensor, array = view
    if 0 in tensor.shape or not tensor.dims:
        return
    axis = data.draw(st.integers(0, tensor.dims - 1))
    smallest = tensor_reduce(min)(tensor, axis)
    np.testing.assert_array_equal(numpy_of(smallest), array.min(axis, keepdims=True))


def test_reduce_goes_from_the_first_to_the_last() -> None:
    a = data_of(counted((2, 3)))
    assert tensor_reduce(operator.sub)(a, 1).storage == [1 - 2 - 3, 4 - 5 - 6]
    assert tensor_reduce(operator.sub, 10.0)(a, 0).storage == [5.0, 3.0, 1.0]
    assert tensor_reduce(operator.sub)(a[:, ::-1], 1).storage == [3 - 2 - 1, 6 - 5 - 4]


def test_reduce_over_the_wrong_axis_of_a_square_shows_in_the_shape() -> None:
    a = data_of(counted((2, 2)))
    assert tensor_reduce(operators.add)(a, 0).shape == (1, 2)
    assert tensor_reduce(operators.add)(a, 0).storage == [4.0, 6.0]
    assert tensor_reduce(operators.add)(a, 1).storage == [3.0, 7.0]


def test_reducing_nothing() -> None:
    nothing = TensorData([], (2, 0))
    assert tensor_reduce(operators.add, 0.0)(nothing, 1).storage == [0.0, 0.0]
    assert tensor_reduce(operators.max)(nothing, 0).shape == (1, 0)
    with pytest.raises(
        ValueError, match=r"numbers along dimension 1, got shape \(2, 0\)"
    ):
        tensor_reduce(operators.max)(nothing, 1)


def test_reduce_along_a_dimension_that_is_not_there() -> None:
    with pytest.raises(IndexingError, match="axis 2 is not there"):
        tensor_reduce(operators.add)(data_of(counted((2, 2))), 2)


# Matrix multiplication


@st.composite
def products(draw: st.DrawFn) -> tuple[View, View]:
    """Two batches of matrices that can be multiplied, some transposed or sliced."""
    n, k, m = (draw(st.integers(0, 3)) for _ in range(3))
    batch = draw(st.lists(st.integers(1, 3), max_size=2))
    one = [draw(st.sampled_from([1, size])) for size in batch]
    other = batch[draw(st.integers(0, len(batch))) :]
    shapes = [(*one, n, k), (*other, k, m)]
    result = []
    for shape in shapes:
        array = counted((*shape[:-2], shape[-1], 2 * shape[-2]))
        data = data_of(array)[..., ::2]
        turned = array[..., ::2].swapaxes(-1, -2)
        order = [*range(data.dims - 2), data.dims - 1, data.dims - 2]
        result.append((data.permute(*order), turned))
    return result[0], result[1]


@given(products())
def test_matrix_products_agree_with_numpy(product: tuple[View, View]) -> None:
    (a, array_a), (b, array_b) = product
    result = tensor_matmul(a, b)
    expected = array_a @ array_b
    assert result.shape == expected.shape
    np.testing.assert_allclose(numpy_of(result), expected)


def test_matrix_products_by_hand() -> None:
    a = data_of(counted((2, 3)))
    b = data_of(counted((3, 2)))
    assert tensor_matmul(a, b).storage == [22, 28, 49, 64]
    assert tensor_matmul(b, a).storage == [9, 12, 15, 19, 26, 33, 29, 40, 51]
    assert tensor_matmul(a, a.permute(1, 0)).storage == [14, 32, 32, 77]


@pytest.mark.parametrize(
    ("shape1", "shape2", "message"),
    [
        (
            (2, 3),
            (2, 3),
            "matrix multiplication: expected as many columns in the first as rows in "
            "the second, got 3 and 2 in the shapes (2, 3) and (2, 3)",
        ),
        (
            (3,),
            (3, 2),
            "matrix multiplication: expected at least 2 dimensions each, got shapes "
            "(3,) and (3, 2)",
        ),
        (
            (2, 1, 1),
            (3, 1, 1),
            "cannot broadcast shapes (2,) and (3,): dimension -1 has size 2 in the "
            "first and 3 in the second; expected equal sizes, or a 1",
        ),
    ],
)
def test_matrices_that_do_not_fit(
    shape1: tuple[int, ...], shape2: tuple[int, ...], message: str
) -> None:
    with pytest.raises(ShapeError) as error:
        tensor_matmul(data_of(counted(shape1)), data_of(counted(shape2)))
    assert str(error.value) == message


# Wrong programs: each must be told from the right one by what is tested above


def wrong_strides(data: TensorData) -> TensorData:
    """Strides in reverse order."""
    return TensorData(data.storage, data.shape, data.strides[::-1], data.offset)


def no_strides(data: TensorData) -> TensorData:
    """Read as if contiguous."""
    return TensorData(data.storage[: data.size], data.shape)


@pytest.mark.parametrize("wrong", [wrong_strides, no_strides])
def test_wrong_readings_give_other_numbers(
    wrong: Callable[[TensorData], TensorData],
) -> None:
    turned = data_of(counted((3, 3))).permute(1, 0)
    right = tensor_map(operators.id)(turned).storage
    assert tensor_map(operators.id)(wrong(turned)).storage != right
    ones = data_of(np.ones((3, 3)))
    assert tensor_map(operators.id)(wrong(ones)).storage == [1.0] * 9  # ones hide it
    assert math.isclose(sum(right), 45.0)  # and so does a sum of all
