"""Indices: what people write in brackets behind a tensor, made plain for arrays."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from minitorch.autodiff import Variable
from minitorch.storage.indexing import IndexingError
from minitorch.tensors.arguments import whole


def plain_index(index: Any) -> tuple[Any, ...]:
    """Return an index as a tuple, with arrays in the place of tensors and lists.

    They are copied, so what the index meant stays the same until backward. The answers
    of a comparison choose the elements where they are true; any other tensor holds
    positions.

    Raises:
        IndexingError: a tensor holds fractions, or a part is of another kind.

    >>> plain_index((0, [1, 2]))
    (0, array([1, 2]))
    """
    parts = index if isinstance(index, tuple) else (index,)
    return tuple(plain_part(part) for part in parts)


def plain_part(part: Any) -> Any:
    """Return a part of an index; see ``plain_index``."""
    if part is None or part is ... or isinstance(part, slice):
        return part
    if isinstance(part, Variable):
        return positions(part)
    if not isinstance(part, (list, tuple, range, np.ndarray)):
        n = part if isinstance(part, (bool, np.bool_)) else whole(part)
        if n is None:
            raise IndexingError(
                "expected whole numbers, slices, lists of numbers, or a comparison as "
                f"an index, got {part!r}"
            )
        return n
    array = np.array(part)  # of its own, also where part is an array
    if not array.size and not isinstance(part, np.ndarray):
        return array.astype(int)
    return int(array) if array.shape == () and array.dtype.kind in "iu" else array


def positions(tensor: Any) -> Any:
    """Return a tensor of whole numbers as an array of integers, a mask as one of bools.

    Raises:
        IndexingError: it holds fractions.
    """
    numbers = np.asarray(tensor.data)
    if getattr(tensor, "is_mask", False):
        return numbers.astype(bool)
    found = numbers.astype(int)
    if (found != numbers).any():
        raise IndexingError(f"expected whole numbers as an index, got {tensor}")
    return found if found.shape else int(found)


def steps(index: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield an index as one or two, to be used one after the other.

    Numbers go first where there are lists as well: then the dimensions that are left
    stay in their order, as in PyTorch. (To numpy a number beside a list is a list.)

    >>> list(steps((0, slice(None), [0, 1])))
    [(0, slice(None, None, None), slice(None, None, None)), (slice(None, None, None), \
[0, 1])]
    """
    if not any(isinstance(part, (list, np.ndarray)) for part in index) or not any(
        type(part) is int for part in index
    ):
        yield index
        return
    first: list[Any] = []
    for part in index:
        if part is ... or type(part) is int:
            first.append(part)
        elif part is not None:
            dims = part.ndim if getattr(part, "dtype", None) == np.bool_ else 1
            first += [slice(None)] * dims
    yield tuple(first)
    yield tuple(part for part in index if type(part) is not int)
