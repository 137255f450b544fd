"""Graphs that cells have made are freed node by node.

Python frees a graph from its end: the last node, then its inputs, then theirs, each
inside the freeing of the one before. CPython breaks that off where its stack is about
to end, but a browser's stack ends earlier: some thousand nodes, and Python is gone. So
a graph that has lost its name is kept here until it has been taken apart.
"""

import sys
from collections.abc import Iterable
from typing import Any


class Graphs:
    """The graphs that have a name.

    >>> from minitorch import Scalar
    >>> graphs, names = Graphs(), {"y": Scalar(1.0) * 2.0}
    >>> graphs.keep(names.values())
    >>> del names["y"]
    >>> graphs.keep(names.values())
    """

    def __init__(self) -> None:
        self.ends: dict[int, Any] = {}

    def keep(self, values: Iterable[object]) -> None:
        """Notes the graphs that end in these values, and frees those noted before.

        Args:
            values: What has a name now.
        """
        autodiff = sys.modules.get("minitorch.autodiff")
        if autodiff is None:
            return  # no cell has imported the engine
        found = [v for v in values if isinstance(v, autodiff.Variable)]
        named = {id(v): v for v in found if not v.is_leaf()}
        lost = [v for key, v in self.ends.items() if key not in named]
        self.ends = named
        while lost:
            nodes = inputs_first(lost.pop())
            while nodes:
                nodes.pop()  # its inputs stay: they are earlier in the list


def inputs_first(end: Any) -> list[Any]:
    """Returns the nodes of a graph, each after its inputs.

    The engine's own order is of no use here: on the page of a task it is the reader's.
    """
    order, seen, waiting = [], set(), [(end, False)]
    while waiting:
        v, is_done = waiting.pop()
        if is_done:
            order.append(v)
        elif id(v) not in seen:
            seen.add(id(v))
            waiting.append((v, True))
            waiting += [(parent, False) for parent in v.inputs or ()]
    return order
