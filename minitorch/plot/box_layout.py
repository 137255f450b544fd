"""Where the boxes of a computation stand: layers from left to right, rows in each.

A box stands right of everything it uses, in the first layer where that holds. An arrow
that passes other layers gets a place in each of them, so that it runs between boxes and
never across one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from minitorch.autodiff import Variable

_PORT = 0.22  # rows between two arrows that enter the same box
_SWEEPS = 300


@dataclass(eq=False)
class Place:
    """What stands somewhere: a Function's box, a leaf, or a bend of a long arrow.

    Args:
        variable: The Variable whose arrow starts or passes here.
        layer: Counted from the left.
        is_bend: Whether an arrow only passes.
        y: The row, a fraction while places are still moving.
        before, after: Where arrows come from, and where they lead: the place and the
            number of rows above or below its middle.
    """

    variable: Variable
    layer: int
    is_bend: bool = False
    y: float = 0.0
    before: list[tuple["Place", float]] = field(default_factory=list)
    after: list[tuple["Place", float]] = field(default_factory=list)

    @property
    def is_box(self) -> bool:
        """Whether a Function stands here."""
        return not self.is_bend and function_name(self.variable) != ""


@dataclass(frozen=True)
class Arrow:
    """A Variable on its way into a Function.

    Args:
        way: The places, from the one that makes the Variable to the one that uses it.
        shift: Rows by which the arrow enters above or below the middle of the box.
    """

    way: tuple[Place, ...]
    shift: float


def function_name(variable: Variable) -> str:
    """Returns the name of the Function that made a Variable, "" for none."""
    history = variable.history
    return history.last_fn.__name__ if history and history.last_fn else ""


def arrange(made: Sequence[Variable]) -> tuple[list[list[Place]], list[Arrow]]:
    """Finds a place for every Function, leaf and constant of a computation.

    Args:
        made: The Variables that Functions made, each after its inputs.

    Returns:
        The places of each layer, from the left and from above, and the arrows.
    """
    places = _places(made)
    arrows = [arrow for v in made for arrow in _arrows_into(places, v)]
    bends = [place for arrow in arrows for place in arrow.way[1:-1]]
    layers: list[list[Place]] = [[] for _ in range(places[id(made[-1])].layer + 1)]
    for place in [*places.values(), *bends]:
        layers[place.layer].append(place)
    # In a layer, things stand in the order in which the next ones take them in.
    for layer in reversed(layers):
        layer.sort(key=lambda place: _mean(place.after))
        _spread(layer, [_mean(place.after) for place in layer])
    for sweep in range(_SWEEPS):
        for layer in layers[:: 1 if sweep % 2 else -1]:
            _spread(layer, [_mean(place.before + place.after) for place in layer])
    return layers, arrows


def _places(made: Sequence[Variable]) -> dict[int, Place]:
    """Gives every Function and every leaf its layer."""
    places: dict[int, Place] = {}
    for v in made:
        before = [places[id(p)].layer for p in v.parents if id(p) in places]
        places[id(v)] = Place(v, max(before, default=0) + 1)
    for v in made:
        for p in v.parents:  # a leaf stands right before the first box that uses it
            place = places.setdefault(id(p), Place(p, places[id(v)].layer - 1))
            if not place.is_box:
                place.layer = min(place.layer, places[id(v)].layer - 1)
    return places


def _arrows_into(places: Mapping[int, Place], variable: Variable) -> list[Arrow]:
    """Returns the arrows into a Variable's box, in the order of the arguments."""
    end, arrows = places[id(variable)], []
    for i, parent in enumerate(variable.parents):
        start = places[id(parent)]
        between = range(start.layer + 1, end.layer)
        way = start, *(Place(parent, layer, is_bend=True) for layer in between), end
        shift = _PORT * (i - (len(variable.parents) - 1) / 2)
        for a, b in pairwise(way):
            a.after.append((b, shift if b is end else 0.0))
            b.before.append((a, 0.0))
        arrows.append(Arrow(way, shift))
    return arrows


def _mean(near: Sequence[tuple[Place, float]]) -> float:
    return sum(place.y + shift for place, shift in near) / max(1, len(near))


def _spread(layer: Sequence[Place], wanted: Sequence[float]) -> None:
    """Puts places as near as may be to the rows they want, at least one row apart."""
    ys = list(wanted)
    for i in range(1, len(ys)):
        ys[i] = max(ys[i], ys[i - 1] + 1.0)
    shift = sum(w - y for w, y in zip(wanted, ys, strict=True)) / max(1, len(ys))
    for place, y in zip(layer, ys, strict=True):
        place.y = y + shift
