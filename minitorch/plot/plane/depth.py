"""Where in a region of a grid there is the most room for a text."""

from collections.abc import Sequence


def deepest(inside: Sequence[Sequence[bool]]) -> tuple[int, int] | None:
    """Return the row and column farthest from the region's edge, None if it is empty.

    Farthest in steps along rows and columns; beyond the grid nothing is inside. Of
    several such places it is the one in the middle of the list.

    >>> deepest([[True] * 5] * 3)
    (1, 2)
    """
    depths = _depths(inside)
    most = max(map(max, depths))
    found = [
        (i, j)
        for i, row in enumerate(depths)
        for j, depth in enumerate(row)
        if depth == most > 0
    ]
    return found[len(found) // 2] if found else None


def _depths(inside: Sequence[Sequence[bool]]) -> list[list[int]]:
    """Return the number of steps from each place to the nearest one outside.

    The first pass looks at what is before a place and below it, the second, on the
    grid turned by half a turn, at what is after it and above.
    """
    started = _pass([[len(inside) if place else 0 for place in row] for row in inside])
    return _turned(_pass(_turned(started)))


def _pass(depths: list[list[int]]) -> list[list[int]]:
    """Make no depth more than one step larger than the ones before and below it."""
    below = [0] * len(depths[0])
    found = []
    for row in depths:
        before, reached = 0, []
        for depth, under in zip(row, below, strict=True):
            before = min(depth, before + 1, under + 1)
            reached.append(before)
        found.append(reached)
        below = reached
    return found


def _turned(depths: list[list[int]]) -> list[list[int]]:
    """Return a grid turned by half a turn."""
    return [row[::-1] for row in depths[::-1]]
