"""Which Functions a graph is made of, and how far from its leaves each stands.

Found from the histories alone, and not with ``topological_sort``: a graph is drawn as
it is where its order has come out wrong, and where the order is still to be written.
"""

from collections.abc import Sequence

from minitorch.autodiff import Variable


def functions_behind(result: Variable) -> list[Variable]:
    """Return the Variables that Functions made, from the result on, first inputs first.

    >>> from minitorch import Scalar
    >>> x = Scalar(2.0)
    >>> [v.data for v in functions_behind((x + 1.0) * (x + 2.0))]
    [12.0, 3.0, 4.0]
    """
    found: dict[int, Variable] = {}
    waiting = [result]
    while waiting:
        v = waiting.pop()
        if v.last_fn is not None and id(v) not in found:
            found[id(v)] = v
            waiting.extend(reversed(v.parents))
    return list(found.values())


def layers_of(made: Sequence[Variable]) -> dict[int, int]:
    """Return the layer of each, by its id: 1 more than those of all that it uses.

    Args:
        made: all Variables of a graph that Functions made, in any order.

    >>> from minitorch import Scalar
    >>> x = Scalar(2.0)
    >>> y = x + 1.0
    >>> z = y * y
    >>> list(layers_of([z + y, y, z]).values())
    [3, 1, 2]
    """
    layers = {id(v): 1 for v in made}
    for _ in made:  # no way is longer, unless a history was set that leads in a circle
        before = dict(layers)
        for v in made:
            below = (layers.get(id(p), 0) for p in v.parents)
            layers[id(v)] = 1 + max(below, default=0)
        if layers == before:
            break
    return layers
