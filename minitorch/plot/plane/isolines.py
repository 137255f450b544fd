"""Isolines: where a function, known on a grid, has one certain value.

This is the method of marching squares. Every side of a cell whose ends lie on different
sides of the level is crossed once, at the place that linear interpolation gives; inside
of a cell the crossings are joined by straight pieces. A piece has the greater values on
its left, so that each crossing ends one piece and starts the next.

A value equal to the level counts as not above it, for a model says 1 only where its
value is greater than the threshold. A cell with a corner that is NaN is a hole in the
grid, and lines end at its sides.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from minitorch.data.points import Point

Line = list[Point]
Values = Sequence[Sequence[float]]  # a row for each y, in it a value for each x
Vertex = tuple[int, int]  # row and column
Crossing = tuple[Vertex, Vertex]  # a vertex not above the level, a neighbour that is


def isolines(
    values: Values, xs: Sequence[float], ys: Sequence[float], level: float
) -> list[Line]:
    """Return the pieces of the line along which the values equal the level.

    Args:
        values: the function's values, a row for each of `ys`.
        xs, ys: where the grid's columns and rows are, in ascending order.
        level: the value that the line stands for.

    Returns:
        Lines with the greater values on their left. A closed one ends with the point
        with which it starts; any other starts and ends on the border of the grid, or
        of a hole in it.

    >>> isolines([[0.0, 4.0], [0.0, 4.0]], [0.0, 1.0], [0.0, 1.0], level=1.0)
    [[(0.25, 1.0), (0.25, 0.0)]]
    """
    lines = []
    for path in _paths(dict(_pieces(values, level))):
        points = [_place(crossing, values, xs, ys, level) for crossing in path]
        line = [point for point, _ in groupby(points)]
        if len(line) > 1:  # what is left of a ring around a single vertex is a point
            lines.append(line)
    return lines


def rings(
    values: Values, xs: Sequence[float], ys: Sequence[float], level: float
) -> list[Line]:
    """Return closed lines around the region in which the values exceed the level.

    Where the region reaches the border of the grid, its ring runs along the border.
    Lines around holes are among them and run clockwise, the others run the other way.

    >>> rings([[0.0, 4.0], [0.0, 4.0]], [0.0, 1.0], [0.0, 1.0], level=3.0)
    [[(0.75, 0.0), (1.0, 0.0), (1.0, 1.0), (0.75, 1.0), (0.75, 0.0)]]
    """
    edge = [level] * (len(xs) + 2)
    # A margin that is nowhere above the level and has no width closes every line.
    framed = [edge, *([level, *row, level] for row in values), edge]
    return isolines(framed, [xs[0], *xs, xs[-1]], [ys[0], *ys, ys[-1]], level)


def enclosed(lines: Sequence[Line]) -> float:
    """Return the area inside of closed lines, less that of their holes.

    >>> enclosed(rings([[0.0, 4.0], [0.0, 4.0]], [0.0, 1.0], [0.0, 1.0], level=3.0))
    0.25
    """
    return sum(
        (x0 * y1 - x1 * y0) / 2
        for line in lines
        for (x0, y0), (x1, y1) in pairwise(line)
    )


def _pieces(values: Values, level: float) -> Iterator[tuple[Crossing, Crossing]]:
    """Yield the pieces of all cells, each from one crossing to another."""
    above = [[value > level for value in row] for row in values]
    for row, (low, high) in enumerate(pairwise(above)):
        sides = zip(pairwise(low), pairwise(high), strict=True)
        for column, ((a, b), (d, c)) in enumerate(sides):
            if not a == b == c == d:
                yield from _cell(values, level, row, column)


def _cell(
    values: Values, level: float, row: int, column: int
) -> Iterator[tuple[Crossing, Crossing]]:
    """Yield the piece of a cell, or both pieces of a saddle.

    Around the cell, counterclockwise, a piece starts where one comes down from above
    the level, and it ends at the next place where one goes up again. In a saddle there
    are two of each. Its mean says whether the two higher corners are connected; if
    not, the line turns around each of them, and ends at the place before.
    """
    right, top = column + 1, row + 1
    corners = [(row, column), (row, right), (top, right), (top, column)]
    heights = [values[i][j] for i, j in corners]
    if any(map(math.isnan, heights)):
        return iter(())
    high = [height > level for height in heights]
    down: list[Crossing] = []
    up: list[Crossing] = []
    for k in range(4):
        p, q = corners[k - 1], corners[k]
        if high[k - 1] and not high[k]:
            down.append((q, p))
        elif high[k] and not high[k - 1]:
            up.append((p, q))
    connected = sum(heights) / 4 > level
    if high[-1] != connected:  # the first crossing on the way is not the one wanted
        up.reverse()
    return zip(down, up, strict=True)


def _paths(following: dict[Crossing, Crossing]) -> Iterator[list[Crossing]]:
    """Join the pieces: first to lines with two ends, then to closed ones."""
    ends = set(following.values())
    starts = [crossing for crossing in following if crossing not in ends]
    for start in [*starts, *following]:
        path = [start]
        while path[-1] in following:
            path.append(following.pop(path[-1]))
        if len(path) > 1:
            yield path


def _place(
    crossing: Crossing,
    values: Values,
    xs: Sequence[float],
    ys: Sequence[float],
    level: float,
) -> Point:
    """Return the point of a crossing, by linear interpolation."""
    (i, j), (k, n) = crossing
    share = (level - values[i][j]) / (values[k][n] - values[i][j])
    return xs[j] + share * (xs[n] - xs[j]), ys[i] + share * (ys[k] - ys[i])
