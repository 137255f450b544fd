"""Where in a region of a grid there is the most room for a text."""

from collections.abc import Sequence

Place = tuple[int, int]  # row and column


def deepest(inside: Sequence[Sequence[bool]]) -> Place | None:
    """Return the place farthest from the region's edge, None if the region is empty.

    Farthest in steps along rows and columns; beyond the grid nothing is inside. Of
    several such places it is the one in the middle of the list.

    >>> deepest([[True] * 5] * 3)
    (1, 2)
    """
    left = {
        (i, j) for i, row in enumerate(inside) for j, is_in in enumerate(row) if is_in
    }
    edge = {place for place in left if not left.issuperset(_around(place))}
    last = edge
    while edge:  # from the edge inwards, a layer at a time
        last, left = edge, left - edge
        edge = {near for place in edge for near in _around(place) if near in left}
    return sorted(last)[len(last) // 2] if last else None


def _around(place: Place) -> list[Place]:
    i, j = place
    return [(i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)]
