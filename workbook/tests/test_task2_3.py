"""The checks of task 2.3: map, zip and reduce over the numbers of tensors.

What is expected is computed with lists in lists, which know no storage.
"""

from collections.abc import Callable
from functools import partial
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minitorch.backends.loops import tensor_map, tensor_reduce, tensor_zip
from minitorch.storage.indexing import IndexingError, ShapeError
from minitorch.storage.tensor_data import TensorData
from work.ideas import guessed, tried
from work.tables import folded, listed, mapped, repeated, zipped
from work.telling import equal, raises, true

BY_STRIDES = (
    "in a view the numbers stand in the storage in another order: go through the "
    "indices, and find each number at a.position(index)"
)


def square(x: float) -> float:
    return x * x


def inverse(x: float) -> float:
    return 1.0 / x


def plus_one(x: float) -> float:
    return x + 1.0


def minus(x: float, y: float) -> float:
    return x - y


def add(x: float, y: float) -> float:
    return x + y


def times(x: float, y: float) -> float:
    return x * y


def table() -> TensorData:
    """1 to 6 in two rows."""
    return TensorData([1, 2, 3, 4, 5, 6], (2, 3))


def part() -> TensorData:
    """A part of a table: it begins at position 5 of the storage, and has gaps."""
    return TensorData(range(12), (3, 4))[1:, 1:3]


@st.composite
def views(draw: st.DrawFn, smallest: int = 0, largest: int = 3) -> TensorData:
    """Draw tensor data: numbers row by row, or some view of them."""
    shape = draw(st.lists(st.integers(1, 3), min_size=smallest, max_size=largest))
    size = 1
    for n in shape:
        size *= n
    data = TensorData(range(1, size + 1), shape)
    data = data.permute(*draw(st.sampled_from(list(permutations(range(len(shape)))))))
    for dim, n in enumerate(data.shape):
        if n > 1 and draw(st.booleans()):
            step = draw(st.sampled_from([slice(1, None), slice(None, None, -1)]))
            data = data[(*(slice(None),) * dim, step)]
    return data


def told(data: TensorData) -> str:
    """Tensor data as one may write them down: their numbers, and how they lie."""
    plain = data.is_contiguous() and data.offset == 0
    return f"{listed(data)}" + ("" if plain else f", a view with {data!r}")


def check(
    called: str,
    came: Any,
    shape: tuple[int, ...],
    expected: Any,
    idea: str,
    *known: Any,
) -> None:
    """Make sure of a result: a TensorData of this shape with these numbers."""
    true(called, isinstance(came, TensorData), "a TensorData", "return a TensorData")
    wrong_shape = [(expected, "the numbers are right, and the shape is not")]
    if came.shape != shape:
        idea = guessed(listed(came), [*known, *wrong_shape], idea)
    equal(f"{called}: shape", came.shape, shape, idea)
    idea = guessed(listed(came), known, idea)
    equal(called, listed(came), expected, idea)


# tensor_map


def check_map(fn: Callable[[float], float], a: TensorData, idea: str) -> None:
    """Make sure of a map of one function."""
    numbers, before = listed(a), list(a.storage)
    called = f"tensor_map({fn.__name__})({told(a)})"
    came = tensor_map(fn)(a)
    unchanged = (numbers, "apply fn to each number")
    check(called, came, a.shape, mapped(fn, numbers), idea, unchanged)
    equal(f"the storage after {called}", a.storage, before, KEPT)


KEPT = "what comes is new: the storage of the tensor given stays as it is"


def test_map_gives_a_function() -> None:
    """tensor_map returns a function of a tensor."""
    came = tensor_map(square)
    idea = "return the inner function, without calling it"
    true("tensor_map(square)", callable(came), "a function", idea)


def test_map() -> None:
    """A function of each number."""
    check_map(square, table(), "apply fn to each number")
    check_map(square, TensorData([3], ()), "a single number has one index, ()")


def test_map_transposed() -> None:
    """The numbers of a transposed table."""
    check_map(square, table().permute(1, 0), BY_STRIDES)


def test_map_of_a_part() -> None:
    """The numbers of a part of a table."""
    idea = (
        "a part does not begin at position 0, and the storage holds more numbers: "
        "a.position(index) says where each is"
    )
    check_map(plus_one, part(), idea)
    check_map(plus_one, table()[::-1], idea)


def test_map_of_these_alone() -> None:
    """Numbers of the storage that do not belong to the tensor."""
    called = f"tensor_map(inverse)({told(part())})"
    idea = (
        "fn is called for the numbers of the tensor, and for no others of its storage"
    )
    run = partial(tensor_map(inverse), part())
    expected = mapped(inverse, listed(part()))
    came = tried(called, run, str(expected), idea, ZeroDivisionError)
    check(called, came, (2, 2), expected, idea)


def test_map_of_repeated() -> None:
    """Numbers that are repeated with a stride of 0."""
    idea = "there is a result for each index, and not for each number of the storage"
    check_map(plus_one, TensorData([10, 20], (2, 1)).broadcast_to((2, 3)), idea)


@pytest.mark.parametrize("shape", [(0,), (2, 0), (0, 3)])
def test_map_of_nothing(shape: tuple[int, ...]) -> None:
    """A tensor without numbers gives one without numbers."""
    check_map(square, TensorData([], shape), "no index, no number; the shape stays")


@given(views())
def test_any_map(a: TensorData) -> None:
    """A function of each number of any view."""
    check_map(square, a, BY_STRIDES)


# tensor_zip


def check_zip(a: TensorData, b: TensorData, shape: tuple[int, ...], idea: str) -> None:
    """Make sure of a zip, with a function to which the order matters."""
    called = f"tensor_zip(minus)({told(a)}, {told(b)})"
    first, second = repeated(listed(a), shape), repeated(listed(b), shape)
    expected = zipped(minus, first, second)
    before = list(a.storage), list(b.storage)
    run = partial(tensor_zip(minus), a, b)
    came = tried(called, run, str(expected), idea, IndexError)
    turned = (zipped(minus, second, first), "fn is given the number of a first")
    check(
        called,
        came,
        shape,
        expected,
        idea,
        *([turned] if expected != turned[0] else []),
    )
    equal(f"the storages after {called}", (a.storage, b.storage), before, KEPT)


def test_zip() -> None:
    """Pairs of numbers of two tensors of one shape."""
    other = TensorData([10, 20, 30, 40, 50, 60], (2, 3))
    check_zip(table(), other, (2, 3), "fn is applied to each pair of numbers")
    single = TensorData([3], ())
    check_zip(single, single, (), "a single number has one index, ()")


def test_zip_with_a_row() -> None:
    """A row to every row of a table."""
    row = TensorData([10, 20, 30], (3,))
    idea = (
        "the two are broadcast: shape_broadcast is the shape of the result, and "
        "broadcast_index says which number of each stands for its index"
    )
    check_zip(table(), row, (2, 3), idea)
    check_zip(row, table(), (2, 3), idea)
    check_zip(table(), TensorData([10], ()), (2, 3), idea)


def test_zip_of_a_column_and_a_row() -> None:
    """Each number of a column with each number of a row."""
    idea = (
        "both are repeated here: go through the indices of the result, and ask for the "
        "index into either of the two"
    )
    column, row = TensorData([1, 2, 3], (3, 1)), TensorData([10, 20], (2,))
    check_zip(column, row, (3, 2), idea)
    check_zip(row, column, (3, 2), idea)


def test_zip_of_views() -> None:
    """A table and one that was transposed; a table and a part of another."""
    other = TensorData([10, 20, 30, 40, 50, 60], (3, 2)).permute(1, 0)
    check_zip(table(), other, (2, 3), BY_STRIDES)
    check_zip(other, table(), (2, 3), BY_STRIDES)
    idea = "each of the two has strides and an offset of its own"
    check_zip(part(), TensorData([10, 20, 30, 40], (2, 2)), (2, 2), idea)
    check_zip(TensorData([10, 20, 30, 40], (2, 2)), part(), (2, 2), idea)


@given(views(), st.data())
def test_any_zip(a: TensorData, draw: st.DataObject) -> None:
    """Any view with some of its numbers, repeated."""
    b = a
    for dim, n in enumerate(a.shape):
        if n > 1 and draw.draw(st.booleans()):
            b = b[(*(slice(None),) * dim, slice(0, 1))]
    if b.shape[:1] == (1,) and draw.draw(st.booleans()):
        b = b[0]
    idea = "read each of the two at its position of the broadcast index"
    check_zip(a, b, a.shape, idea)
    check_zip(b, a, a.shape, idea)


def test_zip_refuses() -> None:
    """Shapes that cannot be broadcast are refused."""
    for shape in ((2,), (3, 3), (3, 2)):
        other = TensorData([1] * (shape[0] * (*shape, 1)[1]), shape)
        called = f"tensor_zip(minus) of the shapes (2, 3) and {shape}"
        idea = "shape_broadcast raises ShapeError for shapes that do not fit"
        raises(called, ShapeError, partial(tensor_zip(minus), table(), other), idea)


# tensor_reduce


def check_reduce(
    fn: Callable[[float, float], float],
    a: TensorData,
    axis: int,
    idea: str,
    start: float | None = None,
) -> None:
    """Make sure of a fold along one dimension."""
    given_start = "" if start is None else f", start={start}"
    called = f"tensor_reduce({fn.__name__}{given_start})({told(a)}, {axis})"
    dim = axis % a.dims
    shape = tuple(1 if i == dim else n for i, n in enumerate(a.shape))
    expected = folded(fn, listed(a), dim, start)
    known = []
    for other in range(a.dims):
        if other != dim:
            wrong = folded(fn, listed(a), other, start)
            known.append((wrong, f"axis {axis} is the dimension that becomes 1"))
    beginning = [(v, i) for v, i in beginnings(fn, a, dim) if v != expected]
    before = list(a.storage)
    came = tensor_reduce(fn, start)(a, axis)
    true(called, isinstance(came, TensorData), "a TensorData", "return a TensorData")
    gone = a.shape[:dim] + a.shape[dim + 1 :]
    if came.shape == gone != shape:
        idea = "the dimension stays, with the size 1: it is not dropped"
    check(called, came, shape, expected, idea, *known, *beginning)
    equal(f"the storage after {called}", a.storage, before, KEPT)


def beginnings(
    fn: Callable[[float, float], float], a: TensorData, dim: int
) -> list[tuple[Any, str]]:
    """What comes where a fold begins with a number that nobody has asked for."""
    idea = (
        "without a start, begin with the first number of the line: 0 is right for a "
        "sum, and wrong for a product or a maximum"
    )
    return [(folded(fn, listed(a), dim, start), idea) for start in (0.0, 1.0)]


@pytest.mark.parametrize("axis", [0, 1])
def test_sums(axis: int) -> None:
    """Sums along either dimension of a table."""
    idea = "along the axis the numbers are folded into one; all else stays"
    check_reduce(add, table(), axis, idea, start=0.0)
    check_reduce(add, table(), axis, idea)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_sums_of_three_dimensions(axis: int) -> None:
    """Sums along each dimension of two sheets."""
    idea = "along the axis the numbers are folded into one; all else stays"
    check_reduce(add, TensorData(range(24), (2, 3, 4)), axis, idea)


def test_products() -> None:
    """Products, and largest numbers."""
    idea = "without a start, begin with the first number of the line"
    check_reduce(times, table(), 1, idea)
    negative = TensorData([-5, -1, -3, -2, -6, -4], (2, 3))
    check_reduce(max, negative, 1, idea)
    check_reduce(max, negative, 0, idea)


def test_from_a_start() -> None:
    """A start that was given."""
    idea = "fold from the start: fn(start, x₁) comes first, for each line anew"
    check_reduce(times, table(), 1, idea, start=10.0)
    check_reduce(minus, table(), 0, idea, start=100.0)
    check_reduce(add, TensorData([1, 2, 3], (3,)), 0, idea, start=0.5)


def test_from_zero() -> None:
    """A start of 0."""
    idea = "0.0 is a start, too: ask whether start is None"
    came = tensor_reduce(minus, 0.0)(table(), 1)
    called = f"tensor_reduce(minus, start=0.0)({listed(table())}, 1)"
    check(called, came, (2, 1), folded(minus, listed(table()), 1, 0.0), idea)


def test_from_the_left() -> None:
    """The order of a fold, for a function to which it matters."""
    idea = "fold from the left: fn(fn(x₁, x₂), x₃), the result so far comes first"
    check_reduce(minus, table(), 1, idea)
    check_reduce(minus, table(), 0, idea)


def test_single_numbers() -> None:
    """Along a size of 1 there is nothing to fold."""
    idea = "without a start, a single number is the result; fn is not called"
    check_reduce(minus, TensorData([5, 7], (2, 1)), 1, idea)
    idea = "fn(start, x₁), also for a single number"
    check_reduce(minus, TensorData([5, 7], (2, 1)), 1, idea, start=1.0)


def test_reduce_of_views() -> None:
    """A transposed table, and a part of one."""
    for axis in (0, 1):
        check_reduce(minus, table().permute(1, 0), axis, BY_STRIDES)
        idea = (
            "the first number of a line is at a.position(index), and so on by strides"
        )
        check_reduce(minus, part(), axis, idea)
        check_reduce(minus, table()[::-1, ::-1], axis, idea)


def test_axis_from_the_end() -> None:
    """A negative axis is counted from the end."""
    idea = "check_axis(axis, a.dims) gives the axis counted from the front"
    check_reduce(minus, table(), -1, idea)
    check_reduce(minus, table(), -2, idea)


def test_no_such_axis() -> None:
    """An axis that is not there is refused."""
    idea = "check_axis(axis, a.dims) raises IndexingError"
    for axis in (2, -3):
        called = f"tensor_reduce(add)({listed(table())}, {axis})"
        run = partial(tensor_reduce(add, 0.0), table(), axis)
        raises(called, IndexingError, run, idea)


def test_nothing_to_fold() -> None:
    """Lines without numbers: their result is the start, and without one an error."""
    empty = TensorData([], (2, 0))
    idea = "of no numbers, the start is left, for each line"
    came = tensor_reduce(add, 5.0)(empty, 1)
    check(
        "tensor_reduce(add, start=5.0) of shape (2, 0), 1",
        came,
        (2, 1),
        [[5.0], [5.0]],
        idea,
    )
    idea = "no number and no start: raise ValueError"
    called = "tensor_reduce(add) of shape (2, 0), 1"
    raises(called, ValueError, partial(tensor_reduce(add), empty, 1), idea)
    came = tensor_reduce(add)(empty, 0)
    idea = "without lines there is nothing to fold, and no error: the shape is (1, 0)"
    check("tensor_reduce(add) of shape (2, 0), 0", came, (1, 0), [[]], idea)


@given(views(smallest=1), st.data())
def test_any_reduce(a: TensorData, draw: st.DataObject) -> None:
    """A fold of any view along any dimension."""
    axis = draw.draw(st.integers(0, a.dims - 1))
    start = draw.draw(st.sampled_from([None, 100.0]))
    idea = "fold each line from the left, reading its numbers by the strides"
    check_reduce(minus, a, axis, idea, start)
