"""Tables of numbers as lists in lists: what tensors are compared with.

They know nothing of storage and strides, so a mistake with these cannot hide in them.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import count, product
from typing import Any

Table = Any
"""A number, or a list of tables."""


def counted(shape: Sequence[int]) -> Table:
    """The numbers 0, 1, 2, … written row by row into a table of a shape.

    >>> counted((2, 3))
    [[0, 1, 2], [3, 4, 5]]
    """
    return written(count(), tuple(shape))


def written(numbers: Iterator[Any], shape: tuple[int, ...]) -> Table:
    """Numbers written row by row into a table of a shape."""
    if not shape:
        return next(numbers)
    return [written(numbers, shape[1:]) for _ in range(shape[0])]


def entry(table: Table, index: Sequence[int]) -> Any:
    """What stands at an index."""
    for i in index:
        table = table[i]
    return table


def places(shape: Sequence[int]) -> list[tuple[int, ...]]:
    """All indices of a shape, as one counts."""
    return list(product(*(range(n) for n in shape)))


def listed(data: Any) -> Table:
    """The numbers of tensor data as lists in lists, taken apart slice by slice."""
    if not data.shape:
        return data.storage[data.offset]
    return [listed(data[i]) for i in range(data.shape[0])]


def mapped(fn: Callable[[float], float], a: Table) -> Table:
    """A table of fn of each number.

    >>> mapped(abs, [[1, -2]])
    [[1, 2]]
    """
    return [mapped(fn, part) for part in a] if isinstance(a, list) else fn(a)


def zipped(fn: Callable[[float, float], float], a: Table, b: Table) -> Table:
    """A table of fn of the pairs of two tables of one shape."""
    if isinstance(a, list):
        return [zipped(fn, x, y) for x, y in zip(a, b, strict=True)]
    return fn(a, b)


def repeated(a: Table, shape: Sequence[int]) -> Table:
    """A table written out as a larger one, as broadcasting reads it.

    >>> repeated([[1], [2]], (2, 3))
    [[1, 1, 1], [2, 2, 2]]
    >>> repeated(5, (2, 1))
    [[5], [5]]
    """
    for _ in range(len(shape) - depth(a)):
        a = [a]
    if not shape:
        return a
    parts = a * shape[0] if len(a) == 1 else a
    return [repeated(part, shape[1:]) for part in parts]


def depth(a: Table) -> int:
    """How many lists are in each other."""
    return 1 + depth(a[0] if a else 0) if isinstance(a, list) else 0


def folded(
    fn: Callable[[float, float], float], a: Table, axis: int, start: float | None
) -> Table:
    """A table folded with fn along a dimension, which is left with the size 1.

    >>> folded(lambda x, y: x + y, [[1, 2], [3, 4]], 0, None)
    [[4, 6]]
    """
    if axis:
        return [folded(fn, part, axis - 1, start) for part in a]
    result = a[0] if start is None else mapped(lambda x: fn(start, x), a[0])
    for part in a[1:]:
        result = zipped(fn, result, part)
    return [result]
