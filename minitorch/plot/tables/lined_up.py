"""Shapes lined up on the right, as broadcasting compares them."""

from collections.abc import Sequence

from minitorch.plot.paper.drawing import Drawing
from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.style import GREY, PENDING
from minitorch.plot.paper.svg import path, px
from minitorch.plot.paper.words import listing, text_pixels, value_text
from minitorch.plot.tables.table import HEIGHT, LINE, cell, tint
from minitorch.storage.indexing import Shape, ShapeError, shape_broadcast
from minitorch.storage.strides import check_shape

_SIZE = 46.0  # the width of a size where shapes are lined up


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
    body, extent = lined_up(first, second)
    return Drawing(title, tell_shapes(first, second), body, extent)


def lined_up(a: Shape, b: Shape) -> tuple[str, tuple[float, float]]:
    """Return two shapes and their result, a row each, and how large that is."""
    dims, clashes = max(len(a), len(b)), _clashes(a, b)
    left, top = text_pixels("result") + 24, LINE + 2
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
        cross = f"M{px(x - 9)} {px(y - 9)}l18 18m0 -18l-18 18"
        parts.append(path("sign wrong", cross, PENDING, 2.6))
    width = max(left + dims * _SIZE, text_pixels("dimension"))
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
    return [-i for i, (n, m) in pairs if not _fit(n, m)]


def _fit(n: int, m: int) -> bool:
    """Return whether two sizes can be broadcast."""
    try:
        shape_broadcast((n,), (m,))
    except ShapeError:
        return False
    return True


def tell_shapes(a: Shape, b: Shape) -> str:
    """Say what two shapes are broadcast to, or why they are not."""
    try:
        return f"The shapes {a} and {b} are broadcast to {shape_broadcast(a, b)}."
    except ShapeError:
        wrong = [f"{a[dim]} and {b[dim]} in dimension {dim}" for dim in _clashes(a, b)]
        return f"The shapes {a} and {b} cannot be broadcast: {listing(wrong)}."
