"""What people write for a dimension, a shape or an index, checked and made plain."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from minitorch.autodiff import Variable
from minitorch.tensors.backend import Dim, Shape
from minitorch.tensors.indexing import IndexingError, ShapeError


def checked_dim(dim: Any, shape: Shape, where: str) -> int:
    """Return a dimension counted from the front.

    Raises:
        IndexingError: the shape has no such dimension.

    >>> checked_dim(-1, (2, 3), "sum")
    1
    """
    dims = len(shape)
    if not isinstance(dim, int) or not -dims <= dim < dims:
        raise IndexingError(
            f"{where}: expected a dimension from {-dims} to {dims - 1} of the shape "
            f"{shape}, got {dim!r}"
        )
    return dim % dims


def checked_dims(dim: Any, shape: Shape, where: str) -> Dim:
    """Return one dimension, or several, counted from the front; None stays.

    Raises:
        IndexingError: the shape has no such dimension, or one is named twice.

    >>> checked_dims((0, -1), (2, 3), "sum")
    (0, 1)
    """
    if dim is None or isinstance(dim, int):
        return dim if dim is None else checked_dim(dim, shape, where)
    dims = tuple(checked_dim(d, shape, where) for d in dim)
    if len(set(dims)) < len(dims):
        raise IndexingError(f"{where}: expected each dimension once, got {dim!r}")
    return dims


def checked_order(order: Sequence[Any], shape: Shape) -> Shape:
    """Return an order of dimensions.

    Raises:
        IndexingError: it does not name every dimension once.

    >>> checked_order((-1, 0), (2, 3))
    (-1, 0)
    """
    dims, given = len(shape), tuple(flat(order))
    if sorted(d % max(dims, 1) for d in given) != list(range(dims)):
        raise IndexingError(
            f"permute: expected each of {dims} dimensions once, got {given}"
        )
    return given


def new_shape(sizes: Sequence[Any], shape: Shape, where: str) -> Shape:
    """Return a new shape for the elements of an old one, with -1 filled in.

    Raises:
        ShapeError: it is not one of as many elements.

    >>> new_shape((3, -1), (2, 6), "reshape")
    (3, 4)
    """
    count, found = math.prod(shape), list(flat(sizes))
    known = math.prod(n for n in found if n != -1)
    if found.count(-1) == 1 and known and count % known == 0:
        found[found.index(-1)] = count // known
    if math.prod(found) != count or min(found, default=0) < 0:
        raise ShapeError(
            f"{where}: expected a shape of {count} elements for the shape {shape}, got "
            f"{tuple(flat(sizes))}"
        )
    return tuple(found)


def flat(sizes: Sequence[Any]) -> Sequence[int]:
    """Return f(2, 3) and f((2, 3)) alike.

    >>> flat((2, 3)), flat(((2, 3),))
    ((2, 3), (2, 3))
    """
    if len(sizes) == 1 and isinstance(sizes[0], (tuple, list)):
        return sizes[0]
    return sizes


def plain_index(index: Any) -> Any:
    """Return an index without tensors and lists, which become arrays of integers.

    Raises:
        IndexingError: a tensor holds fractions.

    >>> plain_index((0, [1, 2]))
    (0, array([1, 2]))
    """
    if isinstance(index, tuple):
        return tuple(plain_index(part) for part in index)
    if isinstance(index, Variable):
        numbers = np.asarray(index.data)
        whole = numbers.astype(int)
        if (whole != numbers).any():
            raise IndexingError(f"expected whole numbers as an index, got {index}")
        return whole
    return np.asarray(index) if isinstance(index, list) else index
