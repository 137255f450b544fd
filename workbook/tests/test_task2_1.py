"""The checks of task 2.1: strides, positions, indices, and dimensions in another order.

A table is written row by row into lists of lists, and a number stands where it stands
there. None of the checks needs two of the functions at once.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minitorch.storage.indexing import (
    IndexingError,
    index_to_position,
    strides_from_shape,
    to_index,
)
from minitorch.storage.tensor_data import TensorData
from work.ideas import guessed
from work.tables import counted, entry, places
from work.telling import equal, raises, true

shapes = st.lists(st.integers(1, 4), max_size=4).map(tuple)


def whole_numbers(called: str, came: Any, kind: str) -> None:
    """Make sure that it is a tuple of whole numbers."""
    true(called, isinstance(came, tuple), f"a tuple, as {kind} are", "return a tuple")
    for number in came:
        right = type(number) is int
        true(
            f"{called}, type of {number!r}", right, "int", "divide with //, not with /"
        )


# strides_from_shape


STRIDES = {
    (5,): (1,),
    (2, 3): (3, 1),
    (3, 2): (2, 1),
    (4, 2, 3): (6, 3, 1),
    (2, 3, 4): (12, 4, 1),
    (2, 2, 3, 5): (30, 15, 5, 1),
}


@pytest.mark.parametrize("shape", STRIDES)
def test_strides(shape: tuple[int, ...]) -> None:
    """Strides of numbers that stand row by row."""
    called, came = f"strides_from_shape({shape})", strides_from_shape(shape)
    equal(called, came, STRIDES[shape], idea_of_strides(came, shape))
    whole_numbers(called, came, "strides")


def idea_of_strides(came: Any, shape: tuple[int, ...]) -> str:
    """What is missing where strides are wrong."""
    right = STRIDES[shape]
    own = tuple(stride * n for stride, n in zip(right, shape))
    known = [
        (None, "return the strides"),
        (list(right), "return a tuple, not a list"),
        (own, "a stride counts what is right of its dimension, not its own size"),
        (right[::-1], "the last stride is 1: put them in the order of the dimensions"),
        (shape, "a stride is a product of all sizes to its right, not a single size"),
        ((*shape[1:], 1), "a stride is the product of all sizes to its right"),
    ]
    if isinstance(came, tuple) and came[:1] == (1,) and len(shape) > 1:
        return (
            "row by row, the last number of the index has neighbours in the storage: "
            "the last stride is 1; with the first being 1 it is column by column"
        )
    return guessed(came, known, "a stride is the product of all sizes to its right")


@given(st.lists(st.integers(2, 4), max_size=4))
def test_strides_of_any_shape(shape: list[int]) -> None:
    """One step along a dimension is one stride in the storage."""
    equal(
        f"strides_from_shape({tuple(shape)})",
        strides_from_shape(tuple(shape)),
        from_shape(tuple(shape)),
        "a stride is the product of all sizes to the right of its dimension",
    )


def test_strides_without_dimensions() -> None:
    """No dimensions have no strides."""
    idea = "a shape without dimensions is (), and it has as many strides: none"
    equal("strides_from_shape(())", strides_from_shape(()), (), idea)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [((3, 1, 2), (2, 2, 1)), ((1, 1), (1, 1)), ((2, 0, 3), (0, 3, 1))],
)
def test_strides_of_small_sizes(shape: tuple[int, ...], expected: Any) -> None:
    """Sizes of 1 and 0 are sizes like others."""
    idea = "sizes of 1 and 0 are multiplied as all others are"
    equal(f"strides_from_shape({shape})", strides_from_shape(shape), expected, idea)


def test_strides_of_a_list() -> None:
    """A list is taken as a shape, and stays as it is."""
    shape = [4, 2, 3]
    came = strides_from_shape(shape)
    equal("strides_from_shape([4, 2, 3])", came, (6, 3, 1), "a shape may be a list")
    idea = "the caller goes on using the shape: do not change it"
    equal("the list after strides_from_shape([4, 2, 3])", shape, [4, 2, 3], idea)


# index_to_position


def test_position_in_a_table() -> None:
    """The position of an index into a table."""
    came = index_to_position((1, 2), (3, 1))
    known = [
        (None, "return the position"),
        (3, "each number of the index is multiplied by its stride; these are added"),
        (7, "each number of the index belongs to the stride at the same place"),
        (6, "the products are added, not multiplied"),
        (5.0, "a position is a whole number"),
    ]
    idea = guessed(came, known, "multiply each number by its stride and add them up")
    equal("index_to_position((1, 2), (3, 1))", came, 5, idea)


@pytest.mark.parametrize(
    ("index", "strides", "expected", "reversed_"),
    [
        ((1, 2), (1, 3), 7, 5),
        ((2, 0, 1), (5, 100, 7), 17, 19),
        ((3,), (2,), 6, None),
    ],
)
def test_position_by_strides(
    index: Any, strides: Any, expected: int, reversed_: Any
) -> None:
    """Any strides may be given, as those of a view."""
    called = f"index_to_position({index}, {strides})"
    came = index_to_position(index, strides)
    known = [
        (reversed_, "each number of the index belongs to the stride at the same place")
    ]
    idea = "a view has other strides than its shape says: only those given count"
    equal(called, came, expected, guessed(came, known, idea))


@pytest.mark.parametrize(
    ("index", "strides", "expected"), [((1, 2), (-4, 1), -2), ((3, 1), (0, 1), 1)]
)
def test_position_by_odd_strides(index: Any, strides: Any, expected: int) -> None:
    """Strides may be negative or 0."""
    idea = "strides that are negative or 0 are multiplied as all others are"
    called = f"index_to_position({index}, {strides})"
    equal(called, index_to_position(index, strides), expected, idea)


@given(st.lists(st.integers(2, 4), max_size=4).map(tuple), st.data())
def test_position_of_any_index(shape: tuple[int, ...], data: st.DataObject) -> None:
    """Row by row, positions are counted as the table is written."""
    index, strides = data.draw(st.sampled_from(places(shape))), from_shape(shape)
    equal(
        f"index_to_position({index}, {strides})",
        index_to_position(index, strides),
        entry(counted(shape), index),
        "multiply each number of the index by its stride and add up the products",
    )


def test_position_without_dimensions() -> None:
    """Without dimensions there is one number, at position 0."""
    idea = "an empty sum is 0"
    equal("index_to_position((), ())", index_to_position((), ()), 0, idea)


@pytest.mark.parametrize(("index", "strides"), [((1,), (3, 1)), ((0, 1, 2), (3, 1))])
def test_position_refuses(index: Any, strides: Any) -> None:
    """Too many numbers, or too few, are refused."""
    raises(
        f"index_to_position({index}, {strides})",
        IndexingError,
        lambda: index_to_position(index, strides),
        "without as many numbers as strides, raise IndexingError: zip stops silently "
        "at the shorter one",
    )


# to_index


def test_indices_in_order() -> None:
    """The six indices of a table in their order."""
    came = [to_index(ordinal, (2, 3)) for ordinal in range(6)]
    called = "[to_index(ordinal, (2, 3)) for ordinal in range(6)]"
    other = [(ordinal % 2, ordinal // 2) for ordinal in range(6)]
    known = [
        ([None] * 6, "return the index"),
        ([list(index) for index in places((2, 3))], "return a tuple, not a list"),
        ([index[::-1] for index in places((2, 3))], REVERSED),
        (other, FASTEST),
        ([index[::-1] for index in other], FASTEST),
    ]
    equal(called, came, places((2, 3)), guessed(came, known, DIGITS))
    for index in came:
        whole_numbers(called, index, "indices")


FASTEST = "the last number of the index runs fastest, as the last digit does"
REVERSED = "the remainders come from the back: put them in the order of the dimensions"
DIGITS = (
    "from the last dimension on: the remainder of a division by its size is the "
    "number, the quotient is left for the dimensions before it"
)


@given(shapes, st.data())
def test_index_of_any_ordinal(shape: tuple[int, ...], data: st.DataObject) -> None:
    """The index at any place in the order of all."""
    every = places(shape)
    ordinal = data.draw(st.integers(0, len(every) - 1))
    came = to_index(ordinal, shape)
    known = [(every[ordinal][::-1], REVERSED)]
    called = f"to_index({ordinal}, {shape})"
    equal(called, came, every[ordinal], guessed(came, known, DIGITS))


def test_index_of_a_list() -> None:
    """A list is taken as a shape, and stays as it is."""
    shape = [2, 3, 4]
    equal("to_index(17, [2, 3, 4])", to_index(17, shape), (1, 1, 1), DIGITS)
    idea = "the caller goes on using the shape: do not change it"
    equal("the list after to_index(17, [2, 3, 4])", shape, [2, 3, 4], idea)


@pytest.mark.parametrize(
    ("ordinal", "shape"), [(6, (2, 3)), (7, (2, 3)), (-1, (2, 3)), (0, (2, 0)), (1, ())]
)
def test_index_refuses(ordinal: int, shape: tuple[int, ...]) -> None:
    """A place that is not there is refused."""
    raises(
        f"to_index({ordinal}, {shape})",
        IndexingError,
        lambda: to_index(ordinal, shape),
        "the places go from 0 to the number of indices - 1: raise IndexingError for "
        "all others",
    )


# permute


def block() -> TensorData:
    """Numbers of the shape (2, 3, 4), read from position 5 of their storage on."""
    return TensorData(range(60), (2, 3, 4), strides=(24, 8, 2), offset=5)


PERMUTED = {
    (1, 0, 2): ((3, 2, 4), (8, 24, 2)),
    (2, 0, 1): ((4, 2, 3), (2, 24, 8)),
    (1, 2, 0): ((3, 4, 2), (8, 2, 24)),
    (2, 1, 0): ((4, 3, 2), (2, 8, 24)),
}


@pytest.mark.parametrize("order", PERMUTED)
def test_permute(order: tuple[int, ...]) -> None:
    """The dimensions in another order."""
    data = block()
    view = data.permute(*order)
    called = f"data.permute{order} of shape (2, 3, 4) and strides (24, 8, 2)"
    true(called, isinstance(view, TensorData), "a TensorData", "return the view")
    expected = dict(zip(("shape", "strides"), PERMUTED[order]))
    inverse = tuple(order.index(dim) for dim in range(3))
    backwards = dict(zip(("shape", "strides"), PERMUTED[inverse]))
    for part, right in expected.items():
        came = getattr(view, part)
        old = getattr(data, part)
        known = [
            (old, f"sizes and strides change places, both; here the {part} did not"),
            (
                backwards[part],
                "this is the way back: dimension j of the view is dimension order[j] "
                "of the data",
            ),
            (list(right), f"{part}: a tuple, not a list"),
        ]
        if part == "strides":
            known.append((from_shape(view.shape), RECKONED))
        idea = guessed(came, known, "dimension j of the view is dimension order[j]")
        equal(f"{called}: {part}", came, right, idea)


RECKONED = (
    "the strides are those of the data in another order; those of a new shape would "
    "read other numbers"
)


def from_shape(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The strides of a shape without sizes of 1, as a table of numbers shows them."""
    table = counted(shape)
    units = [[int(i == dim) for i in range(len(shape))] for dim in range(len(shape))]
    return tuple(entry(table, unit) for unit in units)


def test_permute_shares() -> None:
    """A view reads the same storage; no number is copied."""
    data = block()
    view = data.permute(2, 0, 1)
    true(
        "data.permute(2, 0, 1).storage is data.storage",
        view.storage is data.storage,
        "the same storage",
        "a view shares the storage: nothing is copied",
    )
    true(
        "data.permute(2, 0, 1) is data",
        view is not data,
        "another TensorData",
        "return a new view, and leave the data as they are",
    )
    came = (data.shape, data.strides)
    idea = "return a new view, and leave the data as they are"
    expected = ((2, 3, 4), (24, 8, 2))
    equal("shape and strides of the data afterwards", came, expected, idea)


def test_permute_keeps_the_offset() -> None:
    """A view of a part begins where the part begins."""
    idea = "the index (0, …, 0) stays where it is: keep the offset"
    equal("data.permute(2, 0, 1).offset", block().permute(2, 0, 1).offset, 5, idea)


def test_permute_from_the_end() -> None:
    """Negative numbers are counted from the end."""
    came = block().permute(-1, 0, -2)
    idea = "use what check_order returns: there, -1 has become the last dimension"
    equal("data.permute(-1, 0, -2).shape", came.shape, (4, 2, 3), idea)
    equal("data.permute(-1, 0, -2).strides", came.strides, (2, 24, 8), idea)


@pytest.mark.parametrize("order", [(0, 1), (0, 0, 1), (0, 1, 3), (0, 1, 2, 2), ()])
def test_permute_refuses(order: tuple[int, ...]) -> None:
    """An order that does not name each dimension once is refused."""
    raises(
        f"data.permute{order} of shape (2, 3, 4)",
        IndexingError,
        lambda: block().permute(*order),
        "every dimension must be named once: check_order raises IndexingError if not",
    )
