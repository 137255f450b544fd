"""Index, position and broadcasting, checked against numpy on random shapes."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from random_views import bigger_shapes, counted, full_shapes, shapes

from minitorch.storage.axes import check_axis, check_index
from minitorch.storage.indexing import (
    IndexingError,
    ShapeError,
    broadcast_index,
    index_to_position,
    shape_broadcast,
    strides_from_shape,
    to_index,
)

Shape = tuple[int, ...]


# Index and position


@given(full_shapes)
def test_position_and_index_are_inverse(shape: Shape) -> None:
    strides = strides_from_shape(shape)
    for ordinal in range(math.prod(shape)):
        assert index_to_position(to_index(ordinal, shape), strides) == ordinal


@given(shapes)
def test_indices_come_in_numpy_order_and_are_inside(shape: Shape) -> None:
    found = [to_index(ordinal, shape) for ordinal in range(math.prod(shape))]
    assert found == list(np.ndindex(shape))


@given(full_shapes)
def test_strides_are_those_of_numpy(shape: Shape) -> None:
    array = counted(shape)
    assert strides_from_shape(shape) == tuple(s // 8 for s in array.strides)


def test_strides_do_not_depend_on_the_first_size() -> None:
    """Strides taken from the wrong end are (1, 4, 8) or (2, 4, 1) here."""
    assert strides_from_shape((4, 2, 3)) == (6, 3, 1)
    assert strides_from_shape((7, 2, 3)) == (6, 3, 1)


def test_one_index_of_three_dimensions_by_hand() -> None:
    assert index_to_position((3, 1, 2), strides_from_shape((4, 2, 3))) == 3 * 6 + 3 + 2
    assert to_index(23, (4, 2, 3)) == (3, 1, 2)
    assert to_index(10, (4, 2, 3)) == (1, 1, 1)


def test_no_dimensions_means_one_number() -> None:
    assert to_index(0, ()) == ()
    assert index_to_position((), ()) == 0


@pytest.mark.parametrize(
    ("ordinal", "shape"), [(6, (2, 3)), (-1, (2, 3)), (0, (0, 3)), (1, ())]
)
def test_an_ordinal_without_an_index(ordinal: int, shape: Shape) -> None:
    with pytest.raises(IndexingError) as error:
        to_index(ordinal, shape)
    assert f"{math.prod(shape)} indices" in str(error.value)
    assert str(shape) in str(error.value)
    assert str(error.value).endswith(f"got {ordinal}")


def test_an_index_of_the_wrong_length() -> None:
    with pytest.raises(
        IndexingError, match=r"index of 2 .* strides \(3, 1\), got \(1,"
    ):
        index_to_position((1,), (3, 1))


# Broadcasting


@given(shapes, shapes)
def test_shapes_broadcast_as_in_numpy(shape1: Shape, shape2: Shape) -> None:
    try:
        expected = np.broadcast_shapes(shape1, shape2)
    except ValueError:
        with pytest.raises(ShapeError):
            shape_broadcast(shape1, shape2)
    else:
        assert shape_broadcast(shape1, shape2) == expected


@given(shapes, st.data())
def test_indices_broadcast_as_in_numpy(shape: Shape, data: st.DataObject) -> None:
    big_shape = data.draw(bigger_shapes(shape))
    array = counted(shape)
    big = np.broadcast_to(array, big_shape)
    for big_index in np.ndindex(big_shape):
        assert array[broadcast_index(big_index, big_shape, shape)] == big[big_index]


@given(shapes, shapes)
def test_an_index_is_not_broadcast_to_other_shapes(shape: Shape, big: Shape) -> None:
    try:
        np.broadcast_to(np.zeros(shape), big)
    except ValueError:
        assume(0 not in big)
        with pytest.raises(ShapeError):
            broadcast_index((0,) * len(big), big, shape)


def test_broadcasting_from_the_left_is_wrong() -> None:
    """Lined up on the left, (3,) would go with the 2, and (2,) with the 3."""
    assert shape_broadcast((2, 3), (3,)) == (2, 3)
    with pytest.raises(ShapeError):
        shape_broadcast((2, 3), (2,))
    assert broadcast_index((1, 2), (2, 3), (3,)) == (2,)


@pytest.mark.parametrize(
    ("shape1", "shape2", "message"),
    [
        (
            (2, 3),
            (4, 3),
            "cannot broadcast shapes (2, 3) and (4, 3): dimension -2 has size 2 in the "
            "first and 4 in the second; expected equal sizes, or a 1",
        ),
        (
            (5, 2, 3),
            (2,),
            "cannot broadcast shapes (5, 2, 3) and (2,): dimension -1 has size 3 in "
            "the first and 2 in the second; expected equal sizes, or a 1",
        ),
    ],
)
def test_shapes_that_disagree(shape1: Shape, shape2: Shape, message: str) -> None:
    with pytest.raises(ShapeError) as error:
        shape_broadcast(shape1, shape2)
    assert str(error.value) == message


def test_shapes_that_do_not_broadcast_to_another() -> None:
    with pytest.raises(ShapeError) as error:
        broadcast_index((1, 2), (2, 3), (2, 2))
    assert str(error.value) == (
        "cannot broadcast shape (2, 2) to (2, 3): dimension -1 has size 2, expected 1 "
        "or 3"
    )
    with pytest.raises(ShapeError) as error:
        broadcast_index((1,), (2,), (1, 2))
    assert str(error.value) == (
        "cannot broadcast shape (1, 2) to (2,): expected at most 1 dimensions, got 2"
    )


# What people write


def test_negative_numbers_count_from_the_end() -> None:
    assert check_index((-1, -3), (2, 3)) == (1, 0)
    assert check_axis(-1, 3) == 2
    assert check_index((np.int64(1),), (2,)) == (1,)


@pytest.mark.parametrize(
    ("index", "shape", "message"),
    [
        (
            (0, 3),
            (2, 3),
            "index 3 is outside dimension 1 of shape (2, 3), which has size 3: "
            "expected a number from -3 to 2",
        ),
        (
            (-3, 0),
            (2, 3),
            "index -3 is outside dimension 0 of shape (2, 3), which has size 2: "
            "expected a number from -2 to 1",
        ),
        (
            (1,),
            (2, 3),
            "index (1,) into shape (2, 3): expected 2 numbers, one for each dimension, "
            "got 1",
        ),
        ((0.5,), (2,), "expected a whole number for an index, got 0.5"),
        ((True,), (2,), "expected a whole number for an index, got True"),
        (
            (0,),
            (0,),
            "index 0 is outside dimension 0 of shape (0,), which has size 0: expected "
            "none, as it is empty",
        ),
    ],
)
def test_an_index_that_does_not_fit(index: Any, shape: Shape, message: str) -> None:
    with pytest.raises(IndexingError) as error:
        check_index(index, shape)
    assert str(error.value) == message


def test_an_axis_that_is_not_there() -> None:
    with pytest.raises(IndexingError, match="from -2 to 1, with 2 dimensions"):
        check_axis(2, 2)


def test_the_errors_can_be_caught_as_those_of_python() -> None:
    assert issubclass(IndexingError, IndexError)
    assert issubclass(ShapeError, ValueError)
    assert issubclass(ShapeError, IndexingError)
