"""The checks of task 2.2: the shape that two shapes have together, what is repeated."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minitorch.storage.indexing import ShapeError, broadcast_index, shape_broadcast
from minitorch.storage.strides import broadcast_strides
from work.ideas import guessed, tried
from work.telling import equal, raises

RIGHT = "line up the shapes on the right, and fill the shorter one with 1 in front"
ONE = "a size of 1 is repeated as often as the other shape asks for, whichever has it"


def check_shapes(first: Any, second: Any, expected: Any, idea: str) -> None:
    """Make sure of the shape of two shapes, given in either order."""
    check_ordered(first, second, expected, idea)
    check_ordered(second, first, expected, idea)


def check_ordered(a: Any, b: Any, expected: Any, idea: str) -> None:
    """Make sure of the shape of two shapes."""
    called = f"shape_broadcast({a}, {b})"
    come = partial(shape_broadcast, a, b)
    came = tried(called, come, repr(expected), idea, ShapeError)
    known = [
        (None, "return the shape"),
        (list(expected), "return a tuple, not a list"),
        (expected[::-1], "the sizes come from the back: turn them round"),
    ]
    equal(called, came, expected, guessed(came, known, idea))


# shape_broadcast


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 3, 4)])
def test_equal_shapes(shape: tuple[int, ...]) -> None:
    """Equal shapes stay."""
    check_shapes(shape, shape, shape, "equal sizes stay as they are")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((2, 1), (2, 3), (2, 3)),
        ((1, 3), (2, 3), (2, 3)),
        ((2, 3, 4), (2, 1, 4), (2, 3, 4)),
        ((1, 1), (1, 1), (1, 1)),
    ],
)
def test_ones(first: Any, second: Any, expected: Any) -> None:
    """A size of 1 fits every other."""
    check_shapes(first, second, expected, ONE)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((2, 3), (3,), (2, 3)),
        ((4, 2, 3), (2, 3), (4, 2, 3)),
        ((4, 2, 3), (3,), (4, 2, 3)),
        ((3, 3, 2), (3, 2), (3, 3, 2)),
    ],
)
def test_on_the_right(first: Any, second: Any, expected: Any) -> None:
    """Shapes of different lengths are lined up on the right."""
    check_shapes(first, second, expected, RIGHT)


def test_single_numbers() -> None:
    """A single number fits every shape."""
    idea = "the shape of a single number is (): filled with 1 in front, it fits all"
    check_shapes((), (2, 3), (2, 3), idea)
    check_shapes((), (), (), idea)


def test_both_repeated() -> None:
    """Each of the two may be repeated, in another dimension."""
    idea = f"both may be repeated: {ONE}"
    check_shapes((3, 1), (1, 4), (3, 4), idea)
    check_shapes((3, 1), (4,), (3, 4), idea)
    check_shapes((4, 1, 3), (2, 1), (4, 2, 3), idea)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [((0,), (1,), (0,)), ((2, 0), (2, 1), (2, 0)), ((3, 1), (0,), (3, 0))],
)
def test_repeated_no_times(first: Any, second: Any, expected: Any) -> None:
    """A size of 1 against a size of 0 gives 0."""
    idea = "a 1 beside a 0 is repeated 0 times: the other size counts, not the larger"
    check_shapes(first, second, expected, idea)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((2, 3), (2, 4)),
        ((2, 3), (2,)),
        ((3, 2), (3,)),
        ((2, 2), (4,)),
        ((2, 3), (3, 2)),
        ((2,), (0,)),
        ((4, 2, 3), (5, 1, 3)),
    ],
)
def test_refused(first: Any, second: Any) -> None:
    """Shapes that do not fit are refused."""
    idea = "two different sizes, neither of them 1, do not fit: raise ShapeError"
    if len(first) != len(second):
        idea = f"{RIGHT}; then {idea}"
    for a, b in ((first, second), (second, first)):
        called = f"shape_broadcast({a}, {b})"
        raises(called, ShapeError, partial(shape_broadcast, a, b), idea)


def test_lists_stay() -> None:
    """Lists are taken as shapes, and stay as they are."""
    first, second = [4, 1, 3], [2, 1]
    equal(
        "shape_broadcast([4, 1, 3], [2, 1])", shape_broadcast(first, second), (4, 2, 3)
    )
    idea = "the caller goes on using the shapes: do not change them"
    equal("the lists afterwards", [first, second], [[4, 1, 3], [2, 1]], idea)


# Any shapes


@dataclass(frozen=True)
class Pair:
    """A shape, and two that are broadcast to it.

    Args:
        big: the shape of both.
        small: the first: some of the sizes are 1, or not there in front.
        other: the second, which has what the first has not.
        kept: for each dimension of the first, whether it is as large as that of big.
    """

    big: tuple[int, ...]
    small: tuple[int, ...]
    other: tuple[int, ...]
    kept: tuple[bool, ...]


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    """Draw a shape, and hide some of its sizes in the one or in the other."""
    big = draw(st.lists(st.integers(1, 3), max_size=4))
    hidden = [draw(st.sampled_from(["", "first", "second"])) for _ in big]
    small = [1 if where == "first" else n for n, where in zip(big, hidden)]
    other = [1 if where == "second" else n for n, where in zip(big, hidden)]
    kept = [where != "first" for where in hidden]
    # In front, a 1 may be left out.
    while small and small[0] == 1 and draw(st.booleans()):
        del small[0], kept[0]
    while other and other[0] == 1 and len(small) == len(big) and draw(st.booleans()):
        del other[0]
    return Pair(tuple(big), tuple(small), tuple(other), tuple(kept))


@given(pairs())
def test_any_shapes(pair: Pair) -> None:
    """Any two shapes that fit."""
    idea = f"{RIGHT}; {ONE}"
    check_shapes(pair.small, pair.other, pair.big, idea)


# broadcast_index


ZERO = "where the size is 1 there is only the index 0"
LEFT_OUT = "what the smaller shape has no dimension for is left out, on the left"


@pytest.mark.parametrize(
    ("index", "big", "shape", "expected", "idea"),
    [
        ((1, 2), (2, 3), (2, 3), (1, 2), "equal shapes have equal indices"),
        ((1, 2), (2, 3), (2, 1), (1, 0), ZERO),
        ((1, 2), (2, 3), (1, 3), (0, 2), ZERO),
        ((1, 2), (2, 3), (3,), (2,), LEFT_OUT),
        ((3, 1, 2), (4, 2, 3), (2, 1), (1, 0), f"{LEFT_OUT}; {ZERO}"),
        ((3, 1, 2), (4, 2, 3), (4, 1, 1), (3, 0, 0), ZERO),
        ((1, 2), (2, 3), (), (), "a single number has the index ()"),
    ],
)
def test_index(index: Any, big: Any, shape: Any, expected: Any, idea: str) -> None:
    """The index that stands for one into a larger shape."""
    called = f"broadcast_index({index}, {big}, {shape})"
    came = broadcast_index(index, big, shape)
    whole = index[len(index) - len(shape) :]
    known = [
        (None, "return the index"),
        (list(expected), "return a tuple, not a list"),
        (expected[::-1], "the numbers come from the back: turn them round"),
        (index, idea),
        (whole, ZERO),
        (index[: len(shape)], "line up on the right: leave out the first numbers"),
    ]
    equal(called, came, expected, guessed(came, known, idea))


@given(pairs(), st.data())
def test_any_index(pair: Pair, data: st.DataObject) -> None:
    """The index into any smaller shape."""
    index = tuple(data.draw(st.integers(0, n - 1)) for n in pair.big)
    last = index[len(pair.big) - len(pair.small) :]
    expected = tuple(i if kept else 0 for i, kept in zip(last, pair.kept))
    called = f"broadcast_index({index}, {pair.big}, {pair.small})"
    came = broadcast_index(index, pair.big, pair.small)
    equal(called, came, expected, f"{LEFT_OUT}; {ZERO}")


NOT_FITTING = [((2,), (2, 3)), ((2, 3), (3,)), ((2, 3), (1, 3))]


@pytest.mark.parametrize(("shape", "big"), NOT_FITTING)
def test_index_refused(shape: Any, big: Any) -> None:
    """A shape that cannot be broadcast to the larger one has no such index."""
    index = (0,) * len(big)
    called = f"broadcast_index({index}, {big}, {shape})"
    idea = "call check_broadcast(shape, big_shape), which raises ShapeError"
    raises(called, ShapeError, lambda: broadcast_index(index, big, shape), idea)


# broadcast_strides


REPEATED = "where a size of 1 is repeated, the stride is 0: the position stays"
IN_FRONT = "a dimension that was not there repeats everything: its stride is 0"


@pytest.mark.parametrize(
    ("shape", "strides", "big", "expected", "idea"),
    [
        ((2, 3), (3, 1), (2, 3), (3, 1), "what is not repeated keeps its stride"),
        ((2, 3), (1, 2), (2, 3), (1, 2), "a view keeps its own strides"),
        ((2, 1), (1, 1), (2, 3), (1, 0), REPEATED),
        ((1, 3), (3, 1), (2, 3), (0, 1), REPEATED),
        ((3,), (1,), (2, 3), (0, 1), IN_FRONT),
        ((3,), (-2,), (4, 2, 3), (0, 0, -2), IN_FRONT),
        ((2, 1), (5, 7), (4, 2, 3), (0, 5, 0), f"{IN_FRONT}; {REPEATED}"),
        ((), (), (2, 3), (0, 0), IN_FRONT),
    ],
)
def test_strides(shape: Any, strides: Any, big: Any, expected: Any, idea: str) -> None:
    """The strides with which a larger shape is read."""
    called = f"broadcast_strides({shape}, {strides}, {big})"
    came = broadcast_strides(shape, strides, big)
    known = [
        (None, "return the strides"),
        (list(expected), "return a tuple, not a list"),
        ((0,) * (len(big) - len(shape)) + tuple(strides), REPEATED),
        (expected[len(big) - len(shape) :], IN_FRONT),
        ((*expected[len(big) - len(shape) :], *(0,) * (len(big) - len(shape))), RIGHT),
    ]
    equal(called, came, expected, guessed(came, known, idea))


@given(pairs())
def test_any_strides(pair: Pair) -> None:
    """The strides with which any larger shape is read."""
    strides = tuple(10 ** (dim + 1) for dim in range(len(pair.small)))
    called = f"broadcast_strides({pair.small}, {strides}, {pair.big})"
    came = broadcast_strides(pair.small, strides, pair.big)
    equal(f"the type of {called}", type(came).__name__, "tuple", "return a tuple")
    equal(f"the length of {called}", len(came), len(pair.big), IN_FRONT)
    missing = len(pair.big) - len(pair.small)
    for dim, size in enumerate(pair.big):
        own = dim >= missing and pair.kept[dim - missing]
        expected = strides[dim - missing] if own else 0
        if size > 1:  # of a size of 1 no stride is ever used
            idea = "what is not repeated keeps its stride" if own else REPEATED
            equal(f"{called}[{dim}]", came[dim], expected, idea)


@pytest.mark.parametrize(("shape", "big"), NOT_FITTING)
def test_strides_refused(shape: Any, big: Any) -> None:
    """A shape that cannot be broadcast to the larger one has no such strides."""
    strides = (1,) * len(shape)
    called = f"broadcast_strides({shape}, {strides}, {big})"
    idea = "call check_broadcast(shape, big_shape), which raises ShapeError"
    raises(called, ShapeError, lambda: broadcast_strides(shape, strides, big), idea)
