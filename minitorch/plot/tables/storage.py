"""Storage and shape: a tensor's row of numbers, and the table as which it is read."""

from collections.abc import Sequence
from typing import Any

from minitorch.plot.paper.drawing import Drawing
from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.svg import group
from minitorch.plot.paper.words import text_pixels, value_text
from minitorch.plot.tables.memory import Stored, stored
from minitorch.plot.tables.storage_words import facts, tell
from minitorch.plot.tables.table import (
    ARROW,
    HEIGHT,
    LINE,
    MOST,
    Table,
    across,
    cell,
    cell_width,
    check_size,
    downwards,
    hop,
    numbers_beside,
    tint,
)
from minitorch.tensors.indexing import Index, Shape

_LEFT = 150.0  # pixels left of table and storage, for what their rows are called
_LEVEL = 32.0  # from one height of hops to the next


def plot_storage(
    title: str,
    data: Any,
    *,
    index: Sequence[int] | None = None,
    strides: bool = True,
    room: Sequence[int] = (),
) -> Drawing:
    """Draw the storage of a tensor as a row of cells, and above it what the shape says.

    The cells that a row of the table reads have its colour in the storage too; what is
    read more than once is grey and dashed but for the first time, what is not read is
    grey. Arrows show the strides: from one index to the next in the table, and how far
    that is in the storage. With an index they show the walk to its position instead.

    Args:
        title: what stands above.
        data: a Tensor, TensorData or an array of numpy, of at most three dimensions.
        index: one number for each dimension, of the cell to walk to.
        strides: whether strides are drawn and told.
        room: a shape; the picture leaves room for a table of that shape, so that
            storage and words stay in their place in a sequence of pictures.

    Returns:
        A drawing whose `alt` tells which positions each row of the table reads.

    Raises:
        TypeError: data is no tensor.
        ValueError: there are more dimensions or numbers than can be drawn.
        IndexingError: the index is not inside the shape.

    >>> from minitorch import TensorData
    >>> data = TensorData(range(6), (2, 3))
    >>> print(plot_storage("Six numbers", data, index=(1, 2)).alt)
    Six numbers. A table of shape (2, 3) over a storage of 6 numbers, read with \
strides (3, 1) and offset 0. Row 0 reads the positions 0, 1 and 2. Row 1 reads the \
positions 3, 4 and 5. Index (1, 2) is at position 0 + 1 · 3 + 2 · 1 = 5, which holds 5.
    """
    what = stored(data)
    check_size(what.shape, "plot_storage")
    if len(what.numbers) > MOST:
        raise ValueError(
            f"plot_storage draws at most {MOST} cells of storage, got "
            f"{len(what.numbers)}. Draw a copy() of the part."
        )
    place = None if index is None else what.check(tuple(index))
    chart = _Chart(what, place, strides, tuple(room))
    return Drawing(title, tell(what, place, strides), chart.body(), chart.extent)


class _Chart:
    """The places of everything in one picture."""

    def __init__(
        self, what: Stored, index: Index | None, strides: bool, room: Shape
    ) -> None:
        self.what, self.index, self.strides = what, index, strides
        width = cell_width(what.numbers)
        self.table = Table(what.shape, width)
        self.facts = facts(what, index, strides)
        spare = Table(room, width).extent if room else (0.0, 0.0)
        wide = max(self.table.extent[0], spare[0])
        high = max(self.table.extent[1], spare[1], 2 * HEIGHT)
        sheets = max(len(what.shape), len(room)) == 3
        self.top = LINE + ARROW + (ARROW + LINE if sheets else 0.0)
        self.beside = _LEFT + wide + 44
        self.levels = _levels(what)
        most = (3 if sheets else 2) if strides else 0
        self.row = self.top + high + most * _LEVEL + 34
        longest = "position 0 = 0" + len(room) * " + 0 · 00" if room else ""
        told = self.beside + max(map(text_pixels, [longest, *self.facts]))
        self.extent = (
            max(told, _LEFT + width * len(what.numbers)),
            self.row + HEIGHT + LINE,
        )

    def body(self) -> str:
        """Return everything but the title."""
        told = [
            text("fact", self.beside, LINE * (i + 1), fact, "start")
            for i, fact in enumerate(self.facts)
        ]
        beside = numbers_beside(self.table) + self._sheet_names()
        if self.strides:
            beside += self._stride_arrows()
        return (
            group("", beside + self._cells(), _LEFT, self.top)
            + "".join(told)
            + self._storage()
            + self._hops()
        )

    def _cells(self) -> str:
        """Return the table, with what is read once more in grey."""
        seen, parts = set(), []
        for index, position in self.what.positions.items():
            kind = "repeated" if position in seen else _colour(index)
            words = value_text(self.what.numbers[position])
            x, y = self.table.place(index)
            here = index == self.index
            parts.append(cell(kind, x, y, self.table.width, words, here))
            seen.add(position)
        return "".join(parts)

    def _storage(self) -> str:
        """Return the row of cells with their positions below."""
        kinds: dict[int, str] = {}
        for index, position in self.what.positions.items():
            kinds.setdefault(position, _colour(index))
        at = None if self.index is None else self.what.position(self.index)
        names, width = self.row + HEIGHT + 22, self.table.width
        parts = [
            text("axis", _LEFT - 14, self.row + HEIGHT / 2 + 7, "storage", "end"),
            text("axis", _LEFT - 14, names, "position", "end"),
        ]
        for i, number in enumerate(self.what.numbers):
            x, kind = _LEFT + i * width, kinds.get(i, "unread")
            parts.append(cell(kind, x, self.row, width, value_text(number), i == at))
            parts.append(text("axis", x + width / 2, names, str(i), "middle"))
        return "".join(parts)

    def _sheet_names(self) -> str:
        if len(self.what.shape) < 3:
            return ""
        y, right = -LINE - ARROW - 4, self.table.extent[0]
        starts = [self.table.sheet(i)[0] for i in range(self.what.shape[0])]
        middle = (right - starts[-1]) / 2
        return "".join(
            text("axis", x + middle, y, f"[{i}]", "middle")
            for i, x in enumerate(starts)
        )

    def _stride_arrows(self) -> str:
        """Return an arrow from the first index to the next in each dimension."""
        half, parts = self.table.width / 2, []
        dims = len(self.what.shape)
        for dim, stride in enumerate(self.what.strides):
            if self.what.shape[dim] < 2:
                continue
            words = f"stride {value_text(stride)}"
            if dim == dims - 1:
                parts.append(across(half, 3 * half, -LINE - 4, words))
            elif dim == dims - 2:
                parts.append(downwards(-34, HEIGHT / 2, 1.5 * HEIGHT, words))
            else:
                y, width = -2 * LINE - ARROW - 6, self.table.sheet(1)[0]
                parts.append(across(half, half + width, y, words))
        return "".join(parts)

    def _hops(self) -> str:
        """Return the strides as arrows over the storage, or the walk to the index."""
        if not self.strides:
            return ""
        at, parts = self.what.offset, []
        for dim, stride in enumerate(self.what.strides):
            level = self.levels.get(dim, 0)
            if self.index is not None:
                times, apart = self.index[dim], 0
            else:
                times, apart = min(self.what.shape[dim] - 1, 1), 13 * level
            for _ in range(times if stride else 0):
                parts.append(self._hop(at, stride, level, apart))
                at += stride
            if self.index is None:
                at = self.what.offset
        return "".join(parts)

    def _hop(self, position: int, stride: int, level: int, apart: float) -> str:
        """Return one step of a walk, its ends beside the middles of the two cells."""
        side = 1 if stride > 0 else -1
        middle = _LEFT + (position + 0.5) * self.table.width
        end = middle + stride * self.table.width - 10 * side
        words = value_text(stride) if stride < 0 else f"+{stride}"
        start = middle + (10 - apart) * side
        return hop(start, end, self.row, 18 + level * _LEVEL, words)


def _colour(index: Index) -> str:
    """Return the colour of a cell: rows of a table, sheets of several, differ."""
    return tint(index[0] if len(index) > 1 else 0)


def _levels(what: Stored) -> dict[int, int]:
    """Return how high the hops of each dimension go: the longest highest."""
    moving = [d for d, s in enumerate(what.strides) if s and what.shape[d] > 1]
    order = sorted(moving, key=lambda dim: (abs(what.strides[dim]), -dim))
    return {dim: level for level, dim in enumerate(order)}
