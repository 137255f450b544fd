"""Broadcasting: two tables, their result, and what is repeated."""

import operator
from collections.abc import Callable, Sequence
from typing import Any, Final

from minitorch.plot.paper.drawing import Drawing
from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.svg import group
from minitorch.plot.paper.words import count, listing, text_pixels, value_text
from minitorch.plot.tables.lined_up import lined_up, tell_shapes
from minitorch.plot.tables.table import (
    LINE,
    Table,
    cell,
    cell_width,
    check_size,
    numbers_beside,
    tint,
)
from minitorch.tensors.creation import tensor
from minitorch.tensors.indexing import (
    Index,
    Shape,
    broadcast_index,
    indices,
    shape_broadcast,
)
from minitorch.tensors.tensor import Tensor
from minitorch.tensors.tensor_data import TensorData

_SIGNS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "−": operator.sub,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_BETWEEN = 84.0  # pixels between two tables, for a sign and the numbers of the rows
_APART = 50.0  # between the shapes and the tables


def plot_broadcast(title: str, a: Any, b: Any, sign: str = "+") -> Drawing:
    """Draw how two tensors are broadcast: their shapes, their tables and the result.

    Each table has the shape of the result. What a tensor holds is coloured; what
    broadcasting repeats is grey and dashed.

    Args:
        title: what stands above.
        a, b: tensors, TensorData, arrays, or lists of numbers.
        sign: "+", "-", "*" or "/", between the two.

    Returns:
        A drawing whose `alt` tells the shapes and what is repeated how often.

    Raises:
        ValueError: the sign is another, or the result is too large to be drawn.
        ShapeError: the two cannot be broadcast; ``plot_shapes`` shows why.

    >>> print(plot_broadcast("A column and a row", [[10.0], [20.0]], [1.0, 2.0]).alt)
    A column and a row. The shapes (2, 1) and (2,) are broadcast to (2, 2). Each \
number of a is used 2 times, each number of b is used 2 times. Result: 11, 12, 21 \
and 22.
    """
    if sign not in _SIGNS:
        raise ValueError(f"expected a sign of {[*_SIGNS]}, got {sign!r}")
    first, second = _tensor(a), _tensor(b)
    shape = shape_broadcast(first.shape, second.shape)
    check_size(shape, "plot_broadcast")
    result = _SIGNS[sign](first, second)
    shapes, (left, least) = lined_up(first.shape, second.shape)
    tables, (wide, high) = _tables([first, second, result], sign)
    left += _APART
    body = shapes + group("", tables, left)
    told = _tell(first, second, result)
    return Drawing(title, told, body, (left + wide, max(least, high)))


def _tensor(data: Any) -> Tensor:
    """Return numbers as a constant Tensor."""
    if isinstance(data, Tensor):
        return data.detach()
    if isinstance(data, TensorData):
        copy = data.copy()
        return tensor(copy.storage).reshape(copy.shape)
    return tensor(data)


def _tables(tensors: Sequence[Tensor], sign: str) -> tuple[str, tuple[float, float]]:
    """Return the tables side by side, each as large as the last one."""
    shape = tensors[-1].shape
    numbers = [x for t in tensors for x in t.numpy().ravel().tolist()]
    table = Table(shape, cell_width(tuple(numbers)), down=True)
    wide, high = table.extent
    wide = max(wide, text_pixels(f"result {shape}"))
    top, left, parts = 2 * LINE + 8, 34.0, []
    names = zip(["a", "b", "result"], (tint(0), tint(1), "plain"), ("", sign, "="))
    for i, (t, (name, colour, before)) in enumerate(zip(tensors, names)):
        x = left + i * (wide + _BETWEEN)
        between = x - _BETWEEN / 2 - 14, top + high / 2 + 9
        parts.append(
            text("sign", *between, before, "middle", size=21)
            + text("fact", x, LINE - 8, f"{name} {t.shape}")
            + group("", numbers_beside(table) + _cells(table, t, colour), x, top)
        )
    return "".join(parts), (left + 3 * wide + 2 * _BETWEEN, top + high)


def _cells(table: Table, t: Tensor, colour: str) -> str:
    """Return the cells of a tensor's table in the larger shape."""
    own = _first_uses(table.shape, t.shape)
    parts = []
    for index in indices(table.shape):
        small = broadcast_index(index, table.shape, t.shape)
        words = value_text(t.data[small].item() if small else t.item())
        kind = colour if own[small] == index else "repeated"
        parts.append(cell(kind, *table.place(index), table.width, words))
    return "".join(parts)


def _first_uses(big_shape: Shape, shape: Shape) -> dict[Index, Index]:
    """Return for each index of the smaller shape the first one that stands for it."""
    first: dict[Index, Index] = {}
    for index in indices(big_shape):
        first.setdefault(broadcast_index(index, big_shape, shape), index)
    return first


def _tell(a: Tensor, b: Tensor, result: Tensor) -> str:
    uses = ", ".join(
        f"each number of {name} is used {count(result.numel() // t.numel(), 'time')}"
        for name, t in (("a", a), ("b", b))
    )
    told = f"{tell_shapes(a.shape, b.shape)} {uses[0].upper()}{uses[1:]}."
    values = [value_text(x) for x in result.numpy().ravel().tolist()]
    if len(values) <= 12:
        told += f" Result: {listing(values)}."
    return told
