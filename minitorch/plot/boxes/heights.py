"""How high each place stands, once it is known which stands above which.

Every place wants to stand level with those it is linked to, so that arrows run
straight. Within a layer this is a problem with an exact answer: the least squares under
the condition that neighbours keep their distance.
"""

from itertools import pairwise

from minitorch.plot.boxes.places import Layers, Place

_SWEEPS = 200
_GAP = 10.0  # pixels between the rooms of two places
_STRAIGHT = 4.0  # how much more a long arrow wants to be straight


def assign_rows(layers: Layers) -> None:
    """Give every place its `y`, the topmost room beginning at 0."""
    for layer in layers:
        _stack(layer)
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 else reversed(layers):
            _settle(layer)
    top = min(layer[0].y - layer[0].room for layer in layers)
    for place in (place for layer in layers for place in layer):
        place.y -= top


def _distance(upper: Place, lower: Place) -> float:
    return upper.room + _GAP + lower.room


def _stack(layer: list[Place]) -> None:
    """Start with everything close together, in the middle."""
    for upper, lower in pairwise(layer):
        lower.y = upper.y + _distance(upper, lower)
    middle = layer[-1].y / 2
    for place in layer:
        place.y -= middle


def _settle(layer: list[Place]) -> None:
    """Move the places of a layer as near as may be to where they want to stand.

    Less the distances above it, each place's y may be anything that does not decrease
    from one to the next. So blocks that would decrease are merged at their mean.
    """
    offset, offsets = 0.0, [0.0]
    for upper, lower in pairwise(layer):
        offset += _distance(upper, lower)
        offsets.append(offset)
    blocks: list[tuple[float, float, int]] = []  # mean, weight, how many places
    for place, start in zip(layer, offsets, strict=True):
        wish, weight = _wish(place)
        mean, count = wish - start, 1
        while blocks and blocks[-1][0] >= mean:
            other, more, others = blocks.pop()
            mean = (mean * weight + other * more) / (weight + more)
            weight, count = weight + more, count + others
        blocks.append((mean, weight, count))
    means = (mean for mean, _, count in blocks for _ in range(count))
    for place, start, mean in zip(layer, offsets, means, strict=True):
        place.y = mean + start


def _wish(place: Place) -> tuple[float, float]:
    """Return where a place would be level with its neighbours, and how much it counts.

    An argument enters its box above or below the middle: what is linked by it wants to
    stand so much higher or lower.
    """
    near = [
        (link.start.y - link.port, _weight(place, link.start)) for link in place.before
    ]
    near += [(link.end.y + link.port, _weight(place, link.end)) for link in place.after]
    total = sum(weight for _, weight in near)
    return sum(y * weight for y, weight in near) / total, total


def _weight(a: Place, b: Place) -> float:
    return _STRAIGHT if a.is_bend or b.is_bend else 1.0
