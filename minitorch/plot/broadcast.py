"""Broadcasting: two tables, how their shapes are lined up, and what is repeated."""

import operator
from collections.abc import Callable, Sequence
from typing import Any, Final

from minitorch.tensors.creation import tensor
from minitorch.tensors.indexing import (
    Index,
    Shape,
    ShapeError,
    broadcast_index,
    indices,
    shape_broadcast,
)
from minitorch.tensors.strides import check_shape
from minitorch.tensors.tensor import Tensor
from minitorch.tensors.tensor_data import TensorData

from .box_marks import Colour
from .box_text import text_width, value_text
from .drawing import Drawing, path, text
from .style import GREY
from .tables import (
    HEIGHT,
    LINE,
    Table,
    cell,
    cell_width,
    check_size,
    numbers_beside,
    tint,
)
from .words import count, listing, plain

_SIGNS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "−": operator.sub,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_BETWEEN = 84.0  # pixels between two tables, for a sign and the numbers of the rows
_APART = 50.0  # between the shapes and the tables
_SIZE = 46.0  # the width of a size where shapes are lined up


def plot_broadcast(title: str, a: Any, b: Any, sign: str = "+") -> Drawing:
    """Draw how two tensors are broadcast: their shapes, their tables and the result.

    Each table has the shape of the result. What a tensor holds is coloured; what
    broadcasting repeats is grey and dashed.

    Args:
        title: what stands above.
        a, b: Tensors, TensorData, arrays, or lists of numbers.
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
    lined_up, (left, least) = _lined_up(first.shape, second.shape)
    tables, (wide, high) = _tables([first, second, result], sign)
    left += _APART
    body = f'{lined_up}<g transform="translate({left:.0f} 0)">{tables}</g>'
    alt = f"{plain(title)}. {_tell(first, second, result)}".lstrip(". ")
    return Drawing(title, alt, body, (left + wide, max(least, high)))


def plot_shapes(title: str, a: Sequence[int], b: Sequence[int]) -> Drawing:
    """Draw two shapes lined up on the right, and the shape that they have together.

    A dimension that is missing is filled up with a 1, drawn dashed. A dimension that
    does not fit is crossed out.

    Args:
        title: what stands above.
        a, b: the shapes.

    Returns:
        A drawing whose `alt` tells the result, or the dimension that does not fit.

    >>> plot_shapes("Fits", (4, 1, 3), (2, 1)).alt
    'Fits. The shapes (4, 1, 3) and (2, 1) are broadcast to (4, 2, 3).'
    >>> plot_shapes("Does not", (2, 3), (2,)).alt
    'Does not. The shapes (2, 3) and (2,) cannot be broadcast: 3 and 2 in dimension -1.'
    """
    first, second = check_shape(a), check_shape(b)
    body, extent = _lined_up(first, second)
    alt = f"{plain(title)}. {_tell_shapes(first, second)}".lstrip(". ")
    return Drawing(title, alt, body, extent)


def _tensor(data: Any) -> Tensor:
    """Return numbers as a constant Tensor."""
    if isinstance(data, Tensor):
        return data.detach()
    if isinstance(data, TensorData):
        copy = data.copy()
        return tensor(copy.storage).reshape(copy.shape)
    return tensor(data)


# Shapes lined up


def _lined_up(a: Shape, b: Shape) -> tuple[str, tuple[float, float]]:
    """Return two shapes and their result, a row each, and how large that is."""
    dims, clashes = max(len(a), len(b)), _clashes(a, b)
    left, top = text_width("result") + 24, LINE + 2
    rows = [("a", a), ("b", b)]
    if not clashes:
        rows.append(("result", shape_broadcast(a, b)))
    parts = [_dimensions(dims, left)]
    for row, (name, shape) in enumerate(rows):
        y = top + row * HEIGHT + (10 if name == "result" else 0)
        parts.append(text("axis", left - 14, y + HEIGHT / 2 + 7, name, "end"))
        for dim in range(-dims, 0):
            x = left + (dim + dims) * _SIZE
            parts.append(_size(name, shape, dim, x, y))
    for dim in clashes:
        x, y = left + (dim + dims) * _SIZE + _SIZE / 2, top + 2 * HEIGHT + 24
        cross = f"M{x - 9:.1f} {y - 9:.1f}l18 18m0 -18l-18 18"
        parts.append(path("sign wrong", cross, Colour.pending, 3.5))
    width = max(left + dims * _SIZE, text_width("dimension"))
    return "".join(parts), (width, top + 3 * HEIGHT + 22)


def _dimensions(dims: int, left: float) -> str:
    """Return the numbers of the dimensions, counted from the right."""
    return "".join(
        text(
            "axis",
            left + (i + 0.5) * _SIZE,
            LINE - 8,
            value_text(i - dims),
            "middle",
            GREY,
        )
        for i in range(dims)
    )


def _size(name: str, shape: Shape, dim: int, x: float, y: float) -> str:
    """Return one size of a shape; a 1 that is filled in is drawn as repeated."""
    if -dim > len(shape):
        return cell("repeated", x, y, _SIZE, "1")
    kind = {"a": tint(0), "b": tint(1)}.get(name, "plain")
    return cell(kind, x, y, _SIZE, str(shape[dim]))


def _clashes(a: Shape, b: Shape) -> list[int]:
    """Return the dimensions, counted from the right, that do not fit."""
    pairs = enumerate(zip(reversed(a), reversed(b)), start=1)
    return [-i for i, (n, m) in pairs if n != m and 1 not in (n, m)]


# Tables


def _tables(tensors: Sequence[Tensor], sign: str) -> tuple[str, tuple[float, float]]:
    """Return the tables side by side, each as large as the last one."""
    shape = tensors[-1].shape
    numbers = [x for t in tensors for x in t.numpy().ravel().tolist()]
    table = Table(shape, cell_width(tuple(numbers)), down=True)
    wide, high = table.extent
    wide = max(wide, text_width(f"result {shape}"))
    top, left, parts = 2 * LINE + 8, 34.0, []
    names = zip(["a", "b", "result"], (tint(0), tint(1), "plain"), ("", sign, "="))
    for i, (t, (name, colour, before)) in enumerate(zip(tensors, names)):
        x = left + i * (wide + _BETWEEN)
        between = x - _BETWEEN / 2 - 14, top + high / 2 + 9
        parts.append(
            text("sign", *between, before, "middle", size=28)
            + text("fact", x, LINE - 8, f"{name} {t.shape}", "start")
            + f'<g transform="translate({x:.1f} {top:.1f})">{numbers_beside(table)}'
            + f"{_cells(table, t, colour)}</g>"
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


# Words


def _tell_shapes(a: Shape, b: Shape) -> str:
    try:
        return f"The shapes {a} and {b} are broadcast to {shape_broadcast(a, b)}."
    except ShapeError:
        wrong = [f"{a[dim]} and {b[dim]} in dimension {dim}" for dim in _clashes(a, b)]
        return f"The shapes {a} and {b} cannot be broadcast: {listing(wrong)}."


def _tell(a: Tensor, b: Tensor, result: Tensor) -> str:
    uses = ", ".join(
        f"each number of {name} is used {count(result.numel() // t.numel(), 'time')}"
        for name, t in (("a", a), ("b", b))
    )
    told = f"{_tell_shapes(a.shape, b.shape)} {uses[0].upper()}{uses[1:]}."
    values = [value_text(x) for x in result.numpy().ravel().tolist()]
    if len(values) <= 12:
        told += f" Result: {listing(values)}."
    return told
