"""Tensor data: views agree with those of numpy and share their storage."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_views import Array, counted, data_of, keys, numpy_of, shapes, views

from minitorch.storage.indexing import IndexingError, ShapeError
from minitorch.storage.tensor_data import TensorData

View = tuple[TensorData, Array]


def six() -> TensorData:
    return TensorData([1, 2, 3, 4, 5, 6], (2, 3))


# Numbers in a row


@given(shapes)
def test_it_holds_the_numbers_in_order(shape: tuple[int, ...]) -> None:
    array = counted(shape)
    data = data_of(array)
    assert (data.shape, data.dims, data.size) == (array.shape, array.ndim, array.size)
    assert list(data.indices()) == list(np.ndindex(shape))
    for index in data.indices():
        assert data.get(index) == array[index]


@given(views())
def test_views_agree_with_numpy(view: View) -> None:
    data, array = view
    assert data.shape == array.shape
    np.testing.assert_array_equal(numpy_of(data), array)
    for size, stride, expected in zip(data.shape, data.strides, array.strides):
        assert array.size == 0 or size == 1 or stride * 8 == expected


@given(views(), st.data())
def test_a_key_takes_the_same_part_as_in_numpy(view: View, data: st.DataObject) -> None:
    tensor, array = view
    key = data.draw(keys(array.shape))
    np.testing.assert_array_equal(numpy_of(tensor[key]), array[key])
    if len(key) == 1:
        np.testing.assert_array_equal(numpy_of(tensor[key[0]]), array[key])


@given(views())
def test_contiguous_data_are_the_same_numbers_row_by_row(view: View) -> None:
    data, array = view
    new = data.contiguous()
    np.testing.assert_array_equal(numpy_of(new), array)
    assert new.is_contiguous()
    assert (new is data) == data.is_contiguous()
    row = new.storage[new.offset : new.offset + new.size]
    assert row == array.ravel().tolist()


@given(views())
def test_contiguous_is_what_numpy_calls_so(view: View) -> None:
    data, array = view
    assert data.is_contiguous() == array.flags.c_contiguous


@given(views(), st.data())
def test_a_copy_can_be_read_in_any_shape(view: View, data: st.DataObject) -> None:
    tensor, array = view
    copy = tensor.copy()
    assert copy.storage is not tensor.storage
    assert copy.storage == array.ravel().tolist()
    shape = data.draw(st.permutations(array.shape))
    np.testing.assert_array_equal(numpy_of(copy.view(*shape)), array.reshape(shape))
    if array.size:
        flat = numpy_of(copy.view(-1, array.size))
        np.testing.assert_array_equal(flat, array.reshape(1, array.size))


def test_not_contiguous_data_must_not_be_read_as_if_they_were() -> None:
    turned = six().permute(1, 0)
    assert turned.storage == [1, 2, 3, 4, 5, 6]
    assert turned.contiguous().storage == [1, 4, 2, 5, 3, 6]
    with pytest.raises(ShapeError) as error:
        turned.view(6)
    assert str(error.value) == (
        "view: cannot read shape (3, 2) as (6,), as the numbers do not stand row by "
        "row: expected strides (2, 1), got (1, 3); contiguous() makes a copy with these"
    )
    assert numpy_of(turned.contiguous().view(6)).tolist() == [1, 4, 2, 5, 3, 6]


def test_decreasing_strides_are_not_enough_to_be_contiguous() -> None:
    part = six()[:, :2]
    assert part.strides == (3, 1)
    assert not part.is_contiguous()
    assert not six()[0, ::2].is_contiguous()
    assert six()[1:].is_contiguous()


def test_permuting_takes_the_order_and_not_its_inverse() -> None:
    data = data_of(counted((2, 3, 4)))
    assert data.permute(2, 0, 1).shape == (4, 2, 3)
    assert data.permute(2, 0, 1).permute(1, 2, 0).strides == data.strides
    assert data.permute(-1, 0, 1).strides == (1, 12, 4)


# One storage


def test_views_share_their_storage() -> None:
    data = six()
    views = [
        data.permute(1, 0),
        data[1],
        data[:, ::-1],
        data.view(3, 2),
        data.broadcast_to((4, 2, 3)),
    ]
    assert all(view.storage is data.storage for view in views)
    data.set((1, 0), 40.0)
    assert [
        views[0].get((0, 1)),
        views[1].get(0),
        views[2].get((1, 2)),
        views[3].get((1, 1)),
        views[4].get((3, 1, 0)),
    ] == [40.0] * 5
    views[2].set((0, 0), 30)
    assert data.get((0, 2)) == 30.0


def test_a_list_of_floats_is_shared_and_other_numbers_are_copied() -> None:
    floats, whole = [1.0, 2.0], [1, 2]
    assert TensorData(floats, (2,)).storage is floats
    data = TensorData(whole, (2,))
    assert data.storage is not whole
    assert [type(x) for x in data.storage] == [float, float]
    assert type(TensorData([np.float64(1)], (1,)).storage[0]) is float
    assert TensorData(np.arange(2.0), (2,)).storage == [0.0, 1.0]


def test_storage_shape_and_strides_as_a_tuple() -> None:
    data = six()
    assert data.permute(1, 0).tuple() == (data.storage, (3, 2), (1, 3))
    with pytest.raises(IndexingError, match=r"got offset 3; copy\(\) makes such data"):
        data[1].tuple()
    assert data[1].copy().tuple() == ([4.0, 5.0, 6.0], (3,), (1,))


def test_the_shape_of_two_is_found_under_its_old_name_too() -> None:
    assert TensorData.shape_broadcast((2, 1), (3,)) == (2, 3)


# Errors


def test_an_index_outside() -> None:
    with pytest.raises(
        IndexingError, match=r"index 2 .* dimension 0 of shape \(2, 3\)"
    ):
        six().get((2, 0))
    with pytest.raises(IndexingError, match="expected 2 numbers, one"):
        six().set(0, 1.0)
    assert TensorData([5], ()).get(()) == 5.0
    assert six().get(np.array([1, 2])) == 6.0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((range(5), (2, 3)), "shape (2, 3) needs a storage of 6 numbers, got 5"),
        ((range(7), (2, 3)), "shape (2, 3) needs a storage of 6 numbers, got 7"),
        ((range(6), 6), "expected a shape such as (2, 3) or (4,), got 6"),
        (
            (range(6), (2, -3)),
            "expected sizes of 0 or more, got shape (2, -3) with size -3 in "
            "dimension 1",
        ),
        (
            (range(6), (2, 3), (1,)),
            "expected one stride for each of the 2 dimensions of shape (2, 3), got "
            "strides (1,)",
        ),
        (
            (range(6), (2, 3), (3, 2)),
            "shape (2, 3) with strides (3, 2) and offset 0 needs the positions 0 to 7, "
            "got a storage of 6 numbers",
        ),
        (
            (range(6), (2, 3), (3, 1), 1),
            "shape (2, 3) with strides (3, 1) and offset 1 needs the positions 1 to 6, "
            "got a storage of 6 numbers",
        ),
        (
            (range(6), (2,), (-1,)),
            "shape (2,) with strides (-1,) and offset 0 needs the positions -1 to 0, "
            "got a storage of 6 numbers",
        ),
    ],
)
def test_a_storage_that_does_not_fit(arguments: Any, message: str) -> None:
    with pytest.raises(ShapeError) as error:
        TensorData(*arguments)
    assert str(error.value) == message


@pytest.mark.parametrize("shape", [(4, 2), (-1, 4), (-1, -1), (-6, -1), (0, -1), ()])
def test_a_view_of_another_size(shape: tuple[int, ...]) -> None:
    with pytest.raises(ShapeError) as error:
        six().view(*shape)
    assert str(error.value) == (
        f"cannot view shape (2, 3) as {shape}: expected sizes with the product 6, at "
        "most one of them -1"
    )


@pytest.mark.parametrize("order", [(0,), (0, 0), (0, 1, 0), ()])
def test_an_order_that_does_not_name_each_dimension(order: tuple[int, ...]) -> None:
    with pytest.raises(IndexingError) as error:
        six().permute(*order)
    assert str(error.value) == (
        f"permute: expected each of the 2 dimensions of shape (2, 3) once, got {order}"
    )


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (
            (0, 0, 0),
            "shape (2, 3) has 2 dimensions, the key (0, 0, 0) has entries for 3",
        ),
        (([0, 1],), "expected a whole number for an index, got [0, 1]"),
        ((True,), "expected a whole number for an index, got True"),
        ((..., ...), "expected ... at most once in a key, got (Ellipsis, Ellipsis)"),
        (
            (slice(None), 3),
            "index 3 is outside dimension 1 of shape (2, 3), which has size 3: "
            "expected a number from -3 to 2",
        ),
    ],
)
def test_a_key_that_does_not_fit(key: Any, message: str) -> None:
    with pytest.raises(IndexingError) as error:
        six()[key]
    assert str(error.value) == message


def test_broadcasting_to_a_shape_that_does_not_fit() -> None:
    with pytest.raises(
        ShapeError, match=r"shape \(2, 3\) to \(3, 3\): dimension -2 has"
    ):
        six().broadcast_to((3, 3))


# In print


@given(views(shapes))
def test_printed_numbers_are_those_inside(view: View) -> None:
    data, array = view
    assert np.shape(eval(data.to_string())) == np.shape(array.tolist())
    np.testing.assert_array_equal(eval(data.to_string()), array.tolist())


def test_a_block_of_two_tables_in_print() -> None:
    assert str(data_of(counted((2, 2, 2)) - 3.5)) == (
        "[[[-2.5, -1.5],\n  [-0.5,  0.5]],\n\n [[ 1.5,  2.5],\n  [ 3.5,  4.5]]]"
    )


def test_odd_numbers_and_shapes_in_print() -> None:
    assert str(TensorData([math.nan, -math.inf], (2,))) == "[ nan, -inf]"
    assert str(TensorData([-2.0], ())) == "-2.0"
    assert str(TensorData([], (0, 2))) == "[]"
    assert str(TensorData([], (2, 0))) == "[[],\n []]"
