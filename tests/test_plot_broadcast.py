"""Pictures of broadcasting: what they show is what the engine computes."""

import operator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from svg_parts import classes, find, parse, texts
from test_plot_storage import cells, faults

from minitorch import ShapeError, TensorData, tensor
from minitorch.plot import plot_broadcast, plot_shapes

COLUMN, ROW = [[10.0], [20.0], [30.0]], [1.0, 2.0, 3.0, 4.0]


def counted(shape: tuple[int, ...]) -> Any:
    return np.arange(1.0, np.prod(shape) + 1).reshape(shape)


def tables(a: Any, b: Any, sign: str = "+") -> list[list[tuple[str, str]]]:
    """Return class and words of the cells of the three tables."""
    root = parse(plot_broadcast("T", a, b, sign).svg())
    size = np.broadcast(np.asarray(a), np.asarray(b)).size
    drawn = [(kind, words) for kind, words, _ in cells(root)][-3 * size :]
    return [drawn[i * size : (i + 1) * size] for i in range(3)]


SHAPES = [
    ((3, 1), (4,)),
    ((2, 3), (3,)),
    ((2, 3), (1, 1)),
    ((2, 3), ()),
    ((1, 3), (2, 1)),
    ((2, 3, 2), (3, 1)),
    ((2, 1, 2), (1, 3, 1)),
    ((4,), (4,)),
]
by_shapes = pytest.mark.parametrize(("shape1", "shape2"), SHAPES)


@by_shapes
@pytest.mark.parametrize(
    ("sign", "compute"),
    [
        ("+", operator.add),
        ("-", operator.sub),
        ("*", operator.mul),
        ("/", operator.truediv),
    ],
)
def test_the_tables_hold_what_numpy_computes(
    shape1: tuple[int, ...], shape2: tuple[int, ...], sign: str, compute: Any
) -> None:
    a, b = counted(shape1), counted(shape2)
    expected = [*np.broadcast_arrays(a, b), compute(a, b)]
    for drawn, array in zip(tables(a, b, sign), expected, strict=True):
        shown = [float(words.replace("−", "-")) for _, words in drawn]
        assert shown == pytest.approx(array.ravel().tolist(), rel=0.005)


@by_shapes
def test_as_many_cells_are_coloured_as_there_are_numbers(
    shape1: tuple[int, ...], shape2: tuple[int, ...]
) -> None:
    a, b, result = tables(counted(shape1), counted(shape2))
    for drawn, shape, kind in ((a, shape1, "cell tint0"), (b, shape2, "cell tint1")):
        kinds = [k for k, _ in drawn]
        assert kinds.count(kind) == np.prod(shape, dtype=int)
        assert kinds.count("cell repeated") == len(drawn) - kinds.count(kind)
        own = [float(words) for k, words in drawn if k == kind]
        assert own == counted(shape).ravel().tolist()
    assert {k for k, _ in result} == {"cell plain"}


@by_shapes
def test_nothing_lies_over_anything_else(
    shape1: tuple[int, ...], shape2: tuple[int, ...]
) -> None:
    a, b = counted(shape1), counted(shape2)
    assert faults(parse(plot_broadcast("T", a, b).svg())) == []
    assert faults(parse(plot_shapes("T", shape1, shape2).svg())) == []


def test_tensors_tensor_data_arrays_and_lists_are_drawn_alike() -> None:
    data = TensorData(range(1, 7), (3, 2)).permute(1, 0)
    array = counted((3, 2)).T
    svgs = {
        plot_broadcast("T", x, [1.0, 2.0, 3.0]).svg()
        for x in (data, array, tensor(array, requires_grad=True), array.tolist())
    }
    assert len(svgs) == 1


def test_the_sentence_tells_shapes_uses_and_result() -> None:
    assert plot_broadcast("Sum", COLUMN, ROW[:2]).alt == (
        "Sum. The shapes (3, 1) and (2,) are broadcast to (3, 2). Each number of a is "
        "used 2 times, each number of b is used 3 times. Result: 11, 12, 21, 22, 31 "
        "and 32."
    )


# Shapes lined up


def test_a_missing_dimension_is_filled_up_with_a_dashed_one() -> None:
    root = parse(plot_shapes("T", (4, 1, 3), (2, 1)).svg())
    assert [(kind.split()[1], words) for kind, words, _ in cells(root)] == [
        ("tint0", "4"),
        ("tint0", "1"),
        ("tint0", "3"),
        ("repeated", "1"),
        ("tint1", "2"),
        ("tint1", "1"),
        ("plain", "4"),
        ("plain", "2"),
        ("plain", "3"),
    ]


def test_equal_dimensions_stand_below_one_another() -> None:
    root = parse(plot_shapes("T", (4, 1, 3), (2, 1)).svg())
    lefts = [place.left for *_, place in cells(root)]
    assert lefts[:3] == lefts[3:6] == lefts[6:]


@given(st.lists(st.integers(1, 3), max_size=4), st.lists(st.integers(1, 3), max_size=4))
def test_it_says_what_numpy_says(a: list[int], b: list[int]) -> None:
    drawing = plot_shapes("T", a, b)
    root = parse(drawing.svg())
    assert faults(root) == []
    try:
        shape = np.broadcast_shapes(tuple(a), tuple(b))
    except ValueError:
        assert "cannot be broadcast" in drawing.alt
        assert find(root, "wrong")
        assert "result" not in texts(root, "axis")
    else:
        assert drawing.alt.endswith(f"are broadcast to {shape}.")
        assert not find(root, "wrong")
        drawn = [words for kind, words, _ in cells(root) if "plain" in kind]
        assert drawn == [str(n) for n in shape]


def test_every_part_has_a_class_and_none_an_id() -> None:
    inline = plot_broadcast("T", COLUMN, ROW)._repr_mimebundle_()["text/html"]
    parts = [e for e in parse(inline).iter() if e.tag.endswith(("text", "path"))]
    assert parts
    assert all(classes(e) for e in parts)
    assert "id" not in {key for e in parts for key in e.attrib}


# What is refused


def test_shapes_that_do_not_fit_are_refused_with_the_engines_words() -> None:
    with pytest.raises(ShapeError, match="cannot broadcast"):
        plot_broadcast("T", counted((2, 3)), counted((2,)))


def test_a_result_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="plot_broadcast draws tables of at most"):
        plot_broadcast("T", counted((8, 1)), counted((8,)))


def test_another_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a sign of"):
        plot_broadcast("T", COLUMN, ROW, "%")
