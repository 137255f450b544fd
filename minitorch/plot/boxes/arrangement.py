"""Where the boxes of a computation stand: layers from left to right.

A box stands right of everything it uses, in the first layer where that holds. A
Variable is one arrow: where several boxes use it, the arrow runs on and branches off
to each. It gets a place in every layer that it passes, so that it runs between boxes
and never across one.
"""

from collections.abc import Callable, Sequence

from minitorch.autodiff import Variable
from minitorch.plot.boxes.graph import functions_behind
from minitorch.plot.boxes.heights import assign_rows
from minitorch.plot.boxes.order import order_layers
from minitorch.plot.boxes.places import Layers, Link, Place

Room = Callable[[Variable], float]
Ports = Callable[[int], Sequence[float]]


def arrange(made: Sequence[Variable], room: Room, ports: Ports, bend: float) -> Layers:
    """Find a place for every Function, leaf and constant of a computation.

    Args:
        made: the Variables that Functions made, each after its inputs.
        room: the pixels that a Variable's place needs above and below its middle.
        ports: where arrows enter the box of a Function with so many arguments.
        bend: the pixels that an arrow needs where it passes a layer.

    Returns:
        The places of each layer, from the left and from above, with their links.
    """
    places = _places(made)
    for place in places.values():
        place.room = room(place.variable)
    layers = _connect(made, places, ports, bend)
    order_layers(layers)
    assign_rows(layers)
    return layers


def _places(made: Sequence[Variable]) -> dict[int, Place]:
    """Give every Function and every leaf its layer."""
    places: dict[int, Place] = {}
    for v in made:
        before = [places[id(p)].layer for p in v.parents if id(p) in places]
        places[id(v)] = Place(v, max(before, default=0) + 1)
    for v in made:
        for p in v.parents:  # a leaf stands right before the first box that uses it
            layer = places[id(v)].layer - 1
            place = places.setdefault(id(p), Place(p, layer))
            if not place.is_box:
                place.layer = min(place.layer, layer)
    return places


def _connect(
    made: Sequence[Variable], places: dict[int, Place], ports: Ports, bend: float
) -> Layers:
    """Link every box to what it uses, by way of bends, and return the layers.

    The boxes are taken from the result back, inputs in the order of the arguments: a
    tree comes out without any crossing at once.
    """
    layers: Layers = [[] for _ in range(1 + max(p.layer for p in places.values()))]
    ways: dict[int, list[Place]] = {}

    def way(variable: Variable, layer: int) -> Place:
        """Return where the Variable's arrow passes a layer."""
        found = ways.setdefault(id(variable), [])
        if not found:
            found.append(places[id(variable)])
            layers[found[0].layer].append(found[0])
        while found[-1].layer < layer:
            last = found[-1]
            found.append(Place(variable, last.layer + 1, True, bend))
            layers[last.layer + 1].append(found[-1])
            _link(Link(last, found[-1]))
        return found[layer - found[0].layer]

    way(made[-1], places[id(made[-1])].layer)
    for v in functions_behind(made[-1]):
        end = places[id(v)]
        for i, (p, port) in enumerate(zip(v.parents, ports(len(v.parents)))):
            _link(Link(way(p, end.layer - 1), end, port, i))
    return layers


def _link(link: Link) -> None:
    link.start.after.append(link)
    link.end.before.append(link)
