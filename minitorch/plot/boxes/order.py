"""Which place of a layer stands above which, so that few arrows cross.

The classical method for layered drawings (Sugiyama, Tagawa and Toda, 1981): go through
the layers, back and forth, and put each place at the mean of those it is linked to;
then swap neighbours where that saves crossings. The best order that was met is kept.
"""

from bisect import bisect_right, insort

from minitorch.plot.boxes.places import Layers, Link, Place

_SWEEPS = 12
Where = tuple[float, float]
_PORT = 1e-3  # rows a pixel: arguments of one box stay in their order


def order_layers(layers: Layers) -> None:
    """Sort the places of each layer and number them in `row`."""
    _number(layers)
    best, fewest = [list(layer) for layer in layers], crossings(layers)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        _sort(layers, forwards=bool(sweep % 2))
        while _swap_neighbours(layers):
            pass
        if (met := crossings(layers)) < fewest:
            best, fewest = [list(layer) for layer in layers], met
    for layer, order in zip(layers, best, strict=True):
        layer[:] = order
    _number(layers)


def crossings(layers: Layers) -> int:
    """Return how many pairs of links cross."""
    return sum(_crossings_after(layer) for layer in layers)


def _number(layers: Layers) -> None:
    for layer in layers:
        for row, place in enumerate(layer):
            place.row = row


def _crossings_after(layer: list[Place]) -> int:
    """Count pairs that leave in one order and arrive in the other."""
    count = 0
    arrived: list[Where] = []
    for place in layer:
        ends = sorted(_arrival(link) for link in place.after)
        count += sum(len(arrived) - bisect_right(arrived, end) for end in ends)
        for end in ends:
            insort(arrived, end)
    return count


def _sort(layers: Layers, forwards: bool) -> None:
    """Put each place at the mean of its neighbours in the layer last sorted."""
    sizes = [len(layer) for layer in layers]
    for layer in layers if forwards else reversed(layers):
        wishes = {id(place): _wish(place, sizes, forwards) for place in layer}
        layer.sort(key=lambda place: wishes[id(place)])
        for row, place in enumerate(layer):
            place.row = row


def _wish(place: Place, sizes: list[int], forwards: bool) -> float:
    """Return where a place wants to stand in its layer, from 0 to 1."""
    if forwards:
        near = [(link.start, 0.0) for link in place.before]
    else:
        near = [(link.end, _PORT * link.port) for link in place.after]
    near = near or [(place, 0.0)]
    return sum((p.row + 0.5 + more) / sizes[p.layer] for p, more in near) / len(near)


def _swap_neighbours(layers: Layers) -> bool:
    """Swap neighbours wherever that saves crossings; say whether it did."""
    swapped = False
    for layer in layers:
        for i in range(len(layer) - 1):
            a, b = layer[i], layer[i + 1]
            if _saves(a, b):
                layer[i], layer[i + 1] = b, a
                a.row, b.row = b.row, a.row
                swapped = True
    return swapped


def _saves(a: Place, b: Place) -> bool:
    """Whether fewer links cross with b above a."""
    gain = _inversions([_arrival(x) for x in a.after], [_arrival(y) for y in b.after])
    gain += _inversions(
        [(x.start.row, 0.0) for x in a.before], [(y.start.row, 0.0) for y in b.before]
    )
    return gain > 0


def _arrival(link: Link) -> tuple[float, float]:
    return link.end.row, link.port


def _inversions(upper: list[Where], lower: list[Where]) -> int:
    """Count pairs in the wrong order, less those in the right one."""
    return sum((x > y) - (x < y) for x in upper for y in lower)
