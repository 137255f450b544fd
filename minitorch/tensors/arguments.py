"""What people write for a dimension, a shape or an index, checked and made plain."""

import math
import operator
import warnings
from collections.abc import Sequence
from typing import Any

from minitorch.backends.backend import Dim, Shape
from minitorch.storage.indexing import IndexingError, ShapeError
from minitorch.storage.strides import reshaped_strides


def checked_dim(dim: Any, shape: Shape, where: str) -> int:
    """Return a dimension counted from the front.

    Raises:
        IndexingError: the shape has no such dimension.

    >>> checked_dim(-1, (2, 3), "sum")
    1
    """
    dims, n = len(shape), whole(dim)
    if n is None or not -dims <= n < dims:
        raise IndexingError(
            f"{where}: expected a dimension from {-dims} to {dims - 1} of the shape "
            f"{shape}, got {dim!r}"
        )
    return n % dims


def whole(n: Any) -> int | None:
    """Return a whole number, one of numpy's for example, as an int; else None.

    >>> whole(2), whole(2.0), whole(True), whole("2")
    (2, None, None, None)
    """
    try:
        return None if isinstance(n, bool) else operator.index(n)
    except TypeError:
        return None


def matrix(shape: Shape) -> Shape:
    """Return the shape of a matrix, or of several.

    Raises:
        ShapeError: it is that of something else.
    """
    if len(shape) < 2:
        raise ShapeError(f"expected a matrix, or several, got shape {shape}")
    return shape


def checked_dims(dim: Any, shape: Shape, where: str) -> Dim:
    """Return one dimension, or several, counted from the front; None is all of them.

    So is an empty tuple, as in PyTorch.

    Raises:
        IndexingError: the shape has no such dimension, or one is named twice.

    >>> checked_dims((0, -1), (2, 3), "sum")
    (0, 1)
    """
    if dim is None or not isinstance(dim, (tuple, list)):
        return dim if dim is None else checked_dim(dim, shape, where)
    if not dim:
        return None
    dims = tuple(checked_dim(d, shape, where) for d in dim)
    if len(set(dims)) < len(dims):
        raise IndexingError(f"{where}: expected each dimension once, got {dim!r}")
    return dims


def spelled(where: str, dim: Any, keepdim: bool, spell: Any) -> tuple[Any, bool]:
    """Return dim and keepdim, which numpy spells axis and keepdims.

    Raises:
        TypeError: there is another argument, but for an empty one of numpy's.

    >>> spelled("sum", None, False, {"axis": 1, "keepdims": True, "out": None})
    (1, True)
    """
    for name, value in spell.items():
        if name not in ("axis", "keepdims") and value is not None:
            raise TypeError(f"{where}: unexpected argument {name}={value!r}")
    axis = spell.get("axis")
    return dim if axis is None else axis, spell.get("keepdims", keepdim)


def check_backward(more: dict[str, Any]) -> None:
    """Let pass what PyTorch's backward takes and what changes nothing here.

    Raises:
        TypeError: something else is asked for, such as a graph of the derivatives.

    >>> check_backward({"retain_graph": True, "create_graph": False})
    """
    for name, value in more.items():
        if name != "retain_graph" and value:
            raise TypeError(
                f"backward: unexpected argument {name}={value!r}; derivatives of "
                "derivatives are left out here"
            )


def checked_order(order: Sequence[Any], shape: Shape) -> Shape:
    """Return an order of dimensions.

    Raises:
        IndexingError: it does not name every dimension once.

    >>> checked_order((-1, 0), (2, 3))
    (1, 0)
    """
    dims, given = len(shape), flat(order)
    found = tuple(checked_dim(d, shape, "permute") for d in given)
    if sorted(found) != list(range(dims)):
        raise IndexingError(
            f"permute: expected each of {dims} dimensions once, got {given}"
        )
    return found


def new_shape(sizes: Sequence[Any], shape: Shape, where: str) -> Shape:
    """Return a new shape for the elements of an old one, with -1 filled in.

    Raises:
        ShapeError: it is not one of as many elements.

    >>> new_shape((3, -1), (2, 6), "reshape")
    (3, 4)
    """
    count, found = math.prod(shape), [whole(n) for n in flat(sizes)]
    plain = [n for n in found if n is not None]
    known = math.prod(n for n in plain if n != -1)
    if plain.count(-1) == 1 and known and count % known == 0:
        plain[plain.index(-1)] = count // known
    if None in found or math.prod(plain) != count or min(plain, default=0) < 0:
        raise ShapeError(
            f"{where}: expected a shape of {count} elements for the shape {shape}, got "
            f"{flat(sizes)}"
        )
    return tuple(plain)


def viewable(shape: Shape, strides: Shape, new: Shape) -> bool:
    """Return whether elements can be read in a new shape where they lie.

    Half of each row of 8 can be cut in two, and cannot be one row with the next half:

    >>> viewable((3, 4), (8, 1), (3, 2, 2)), viewable((3, 4), (8, 1), (12,))
    (True, False)
    """
    return reshaped_strides(shape, strides, new) is not None


def freedom(where: str, n: int, correction: int) -> int:
    """Return by what a variance of n elements is divided; warn of a division by 0."""
    if n <= correction:
        warnings.warn(
            f"{where}: expected more than {correction} element(s), as their mean takes "
            f"up so many, got {n}; unbiased=False divides by {n}",
            stacklevel=3,
        )
    return max(n - correction, 0)


def checked_sizes(sizes: Sequence[Any]) -> Shape:
    """Return f(2, 3) and f((2, 3)) alike, as a shape for new elements.

    Raises:
        ShapeError: a size is not a whole number of 0 or more.

    >>> checked_sizes((2, 3)), checked_sizes(([4],))
    ((2, 3), (4,))
    """
    found = [whole(n) for n in flat(sizes)]
    plain = [n for n in found if n is not None]
    if None in found or min(plain, default=0) < 0:
        raise ShapeError(f"expected sizes of 0 or more, got {flat(sizes)}")
    return tuple(plain)


def flat(sizes: Sequence[Any]) -> tuple[Any, ...]:
    """Return f(2, 3) and f((2, 3)) alike.

    >>> flat((2, 3)), flat(((2, 3),))
    ((2, 3), (2, 3))
    """
    if len(sizes) == 1 and isinstance(sizes[0], (tuple, list)):
        return tuple(sizes[0])
    return tuple(sizes)
