"""Other ways back through a graph, to be compared with the engine's.

Each starts at a result with d = 1, takes one Variable after the other and passes its
derivative back with the engine's own ``chain_rule``. They differ only in whose turn it
is and in what is passed back. Two of them are wrong, and it takes an asymmetric graph
to notice.

>>> from minitorch import Scalar
>>> for name, walk in walks.items():
...     x = Scalar(2.0, name="x")
...     y = 3.0 * x
...     back = walk(y + 2.0 * y)
...     print(f"{name}: {back.derivatives[x]:g} after {back.count} visits")
topological order: 9 after 4 visits
plain queue: 9 after 6 visits
queue with a visited set: 3 after 4 visits
naive recursion: 12 after 6 visits
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from minitorch.autodiff import Variable, topological_sort


@dataclass(eq=False)
class Walk:
    """What a walk has done: whom it visited, and what has reached whom.

    Args:
        visits: every Variable, as often as its turn came, in that order.
        derivatives: the sum that has reached each Variable.
    """

    visits: list[Variable] = field(default_factory=list)
    derivatives: dict[Variable, Any] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How often it was some Variable's turn."""
        return len(self.visits)

    def receive(self, variable: Variable, d: Any) -> None:
        """Add d to what has reached the variable."""
        old = self.derivatives.get(variable)
        self.derivatives[variable] = d if old is None else old + d

    def visit(self, variable: Variable, d: Any) -> list[tuple[Variable, Any]]:
        """Take a Variable's turn; return what d becomes at each of its inputs."""
        self.visits.append(variable)
        if variable.last_fn is None:
            return []
        return [(p, d_p) for p, d_p in variable.chain_rule(d) if not p.is_constant()]


def in_topological_order(result: Variable) -> Walk:
    """Visit each Variable after all that were made from it: right, each one once."""
    walk = Walk()
    walk.receive(result, one(result))
    for v in topological_sort(result):
        for parent, d in walk.visit(v, walk.derivatives[v]):
            walk.receive(parent, d)
    return walk


def with_a_queue(result: Variable) -> Walk:
    """Pass on every derivative by itself, first come, first served: right, but slow.

    A Variable has a turn for each way that leads to it, and the number of ways may
    double with every layer.
    """
    walk = Walk()
    waiting = deque([(result, one(result))])
    while waiting:
        v, d = waiting.popleft()
        walk.receive(v, d)
        waiting.extend(walk.visit(v, d))
    return walk


def with_a_visited_set(result: Variable) -> Walk:
    """Visit each Variable the first time it is reached: wrong.

    What reaches it after its turn is added up, but never passed on.
    """
    walk = Walk()
    walk.receive(result, one(result))
    waiting, seen = deque([result]), {result}
    while waiting:
        v = waiting.popleft()
        for parent, d in walk.visit(v, walk.derivatives[v]):
            walk.receive(parent, d)
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return walk


def by_naive_recursion(result: Variable) -> Walk:
    """Add up at each Variable and pass on the sum every time it is reached: wrong.

    What was passed on the first time is passed on again with the second. (The
    recursion is written with a stack here, so that it can go deep.)
    """
    walk = Walk()
    waiting = [(result, one(result))]
    while waiting:
        v, d = waiting.pop()
        walk.receive(v, d)
        waiting.extend(reversed(walk.visit(v, walk.derivatives[v])))
    return walk


def one(result: Variable) -> Any:
    """Return the derivative of a result with respect to itself: 1, as its data are."""
    return result.check_derivative(1.0, "walk")


walks: dict[str, Callable[[Variable], Walk]] = {
    "topological order": in_topological_order,
    "plain queue": with_a_queue,
    "queue with a visited set": with_a_visited_set,
    "naive recursion": by_naive_recursion,
}
"""The four by name; only the first two are right."""
