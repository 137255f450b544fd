"""Pictures of storage: every cell drawn is one that the tensor really reads."""

import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from svg_parts import (
    SVG,
    Area,
    area,
    classes,
    find,
    outside,
    overlaps,
    parse,
    placed,
    points,
    texts,
)

from minitorch import TensorData, tensor
from minitorch.plot import plot_storage
from minitorch.plot.tables.memory import stored
from minitorch.plot.tables.table import MOST
from minitorch.tensors.indexing import IndexingError

Root = ElementTree.Element


def numbers(*shape: int) -> TensorData:
    return TensorData(range(int(np.prod(shape))), shape)


def cells(root: Root) -> list[tuple[str, str, Area]]:
    """Return class, words and place of each cell, in the order of drawing."""
    found = []
    for group, x, y, _ in placed(root):
        if "cell" in classes(group):
            rect, label = group.find(f"{SVG}rect"), group.find(f"{SVG}text")
            assert rect is not None
            assert label is not None
            found.append((group.get("class", ""), label.text or "", area(rect, x, y)))
    return found


def faults(root: Root) -> list[object]:
    """Return cells and words that lie over one another, or over the edge."""
    inside = {id(part) for e in find(root, "cell") for part in e.iter(f"{SVG}text")}
    found = [
        area(e, x, y)
        for e, x, y, _ in placed(root)
        if e.tag in (f"{SVG}rect", f"{SVG}text") and id(e) not in inside
    ]
    return [*overlaps(found), *outside(root, found)]


def split(root: Root, data: Any) -> tuple[list[str], list[str]]:
    """Return what the table's cells say, and what those of the storage say."""
    said = [words.replace("−", "-") for _, words, _ in cells(root)]
    count = len(stored(data).positions)
    return said[:count], said[count:]


VIEWS = {
    "row by row": numbers(2, 3),
    "transposed": numbers(2, 3).permute(1, 0),
    "a vector": numbers(5),
    "one number": numbers(2, 3)[1, 2],
    "a column": numbers(3, 4)[:, 1],
    "backwards": numbers(3, 4)[::-1, ::-1],
    "every other": numbers(4, 4)[::2, ::2],
    "repeated": TensorData([1.5, -2.25], (2, 1)).broadcast_to((2, 3)),
    "sheets": numbers(2, 3, 4),
    "sheets, permuted": numbers(2, 3, 4).permute(2, 0, 1),
    "a window": TensorData(range(5), (3, 3), strides=(1, 1)),
}
by_name = pytest.mark.parametrize("name", VIEWS)


@by_name
def test_the_table_shows_what_each_index_reads(name: str) -> None:
    data = VIEWS[name]
    table, storage = split(parse(plot_storage("T", data).svg()), data)
    assert [float(x) for x in table] == [data.get(i) for i in data.indices()]
    assert [float(x) for x in storage] == data.storage


@by_name
def test_a_cell_of_the_storage_has_the_colour_of_the_row_that_reads_it(
    name: str,
) -> None:
    data = VIEWS[name]
    drawn = cells(parse(plot_storage("T", data).svg()))
    positions = [data.position(index) for index in data.indices()]
    seen: dict[int, str] = {}
    for (kind, *_), position in zip(drawn, positions, strict=False):
        if position in seen:
            assert kind == "cell repeated"
        else:
            seen[position] = kind
    for position, (kind, *_) in enumerate(drawn[len(positions) :]):
        assert kind == seen.get(position, "cell unread")


@by_name
def test_nothing_lies_over_anything_else(name: str) -> None:
    data = VIEWS[name]
    last = tuple(n - 1 for n in data.shape)
    for index in (None, last):
        for strides in (True, False):
            drawing = plot_storage("T", data, index=index, strides=strides)
            assert faults(parse(drawing.svg())) == []


@given(st.data())
def test_nothing_lies_over_anything_else_in_any_view(draw: st.DataObject) -> None:
    shape = draw.draw(st.lists(st.integers(1, 4), max_size=3).map(tuple))
    if int(np.prod(shape)) > MOST:
        shape = shape[1:]
    data = numbers(*shape)
    data = data.permute(*draw.draw(st.permutations(range(len(shape)))))
    steps = [draw.draw(st.sampled_from([1, 2, -1])) for _ in shape]
    data = data[tuple(slice(None, None, step) for step in steps)]
    index = tuple(draw.draw(st.integers(0, n - 1)) for n in data.shape)
    assert faults(parse(plot_storage("T", data, index=index).svg())) == []
    assert faults(parse(plot_storage("T", data).svg())) == []


@by_name
def test_the_walk_ends_at_the_index(name: str) -> None:
    data = VIEWS[name]
    last = tuple(n - 1 for n in data.shape)
    root = parse(plot_storage("T", data, index=last).svg())
    marked = [(words, a) for kind, words, a in cells(root) if "current" in kind]
    (said, _), (again, place) = marked
    assert said == again == plain(data.get(last))
    walks = [hop.get("d", "") for hop in find(root, "hop")]
    steps = sum(i for i, stride in zip(last, data.strides, strict=True) if stride != 0)
    assert len(walks) == steps
    if walks:
        end, _ = [*points(walks[-1])][-1]
        moved = next(x for e, x, *_ in placed(root) if "hop" in classes(e))
        assert place.left < end + moved < place.right


def plain(x: float) -> str:
    return f"{x:.3g}".replace("-", "−")


def test_without_an_index_each_stride_is_one_arrow_over_the_storage() -> None:
    root = parse(plot_storage("T", numbers(2, 3, 4)).svg())
    assert sorted(texts(root, "hop-text")) == ["+1", "+12", "+4"]
    assert sorted(texts(root, "stride")) == ["stride 1", "stride 12", "stride 4"]


def test_a_stride_of_zero_is_named_and_moves_nowhere() -> None:
    root = parse(plot_storage("T", VIEWS["repeated"]).svg())
    assert "stride 0" in texts(root, "stride")
    assert texts(root, "hop-text") == ["+1"]


def test_without_strides_no_arrow_is_drawn_and_none_is_told() -> None:
    drawing = plot_storage("T", numbers(2, 3), strides=False)
    root = parse(drawing.svg())
    assert not find(root, "back")
    assert "stride" not in drawing.alt
    assert texts(root, "fact") == ["shape (2, 3)"]


# The sentence


@by_name
def test_the_sentence_lists_the_positions(name: str) -> None:
    data = VIEWS[name]
    alt = plot_storage("T", data).alt
    positions = [data.position(index) for index in data.indices()]
    assert f"shape {data.shape} over a storage of {len(data.storage)} number" in alt
    rows = re.findall(r"reads the positions? ([\d, and]+)\.", alt)
    listed = [int(n) for row in rows for n in re.findall(r"\d+", row)]
    if rows:
        assert listed == positions
    unread = sorted(set(range(len(data.storage))) - set(positions))
    told = re.findall(r"Not read: the positions? ([\d, and]+)\.", alt)
    assert [int(n) for n in re.findall(r"\d+", "".join(told))] == unread


def test_the_sentence_calculates_the_position() -> None:
    alt = plot_storage("T", numbers(3, 4)[::-1], index=(1, 2)).alt
    assert alt.endswith("position 8 + 1 · (-4) + 2 · 1 = 6, which holds 6.")


# What is drawn


def test_tensors_and_arrays_of_numpy_show_the_memory_that_they_share() -> None:
    x = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    lesson = TensorData([1, 2, 3, 4, 5, 6], (2, 3))
    for same, view in [
        (lesson, x),
        (lesson.permute(1, 0), x.T),
        (lesson[:, 1], x[:, 1]),
        (lesson[::-1, ::2], x[::-1, ::2]),
        (lesson[1], x.numpy()[1]),
        (lesson[:, :1].broadcast_to((2, 3)), np.broadcast_to(x.numpy()[:, :1], (2, 3))),
    ]:
        assert plot_storage("T", view).svg() == plot_storage("T", same).svg()


def test_pictures_with_the_same_room_have_everything_in_the_same_place() -> None:
    views = [numbers(2, 3), numbers(2, 3).permute(1, 0), numbers(6)]
    drawings = [plot_storage("T", v, room=(3, 6)) for v in views]
    drawings.append(plot_storage("T", views[0], index=(1, 2), room=(3, 6)))
    assert len({d.extent for d in drawings}) == 1
    rows = {
        tuple(place[1:3] for *_, place in cells(parse(d.svg()))[-6:]) for d in drawings
    }
    assert len(rows) == 1


def test_the_same_data_give_the_same_bytes() -> None:
    assert (
        plot_storage("T", numbers(2, 3)).svg() == plot_storage("T", numbers(2, 3)).svg()
    )


# What is refused


@pytest.mark.parametrize("data", [numbers(1, 1, 1, 1), numbers(0), numbers(61)])
def test_what_cannot_be_drawn_is_refused(data: TensorData) -> None:
    with pytest.raises(ValueError, match="draws tables of at most 3 dimensions"):
        plot_storage("T", data)


def test_a_part_of_a_large_storage_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 60 cells of storage, got 100"):
        plot_storage("T", numbers(10, 10)[0])


def test_memory_with_gaps_is_refused() -> None:
    window = np.lib.stride_tricks.as_strided(np.arange(9.0)[::2], (2,), (16,))
    with pytest.raises(ValueError, match="whose memory has gaps"):
        plot_storage("T", window)


def test_an_index_outside_is_refused() -> None:
    with pytest.raises(IndexingError, match="outside dimension 1"):
        plot_storage("T", numbers(2, 3), index=(0, 3))


def test_a_list_is_refused() -> None:
    with pytest.raises(TypeError, match="expected a Tensor"):
        plot_storage("T", [1.0, 2.0])
