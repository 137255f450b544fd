"""Copies of a graph, and graphs in files of pickle, as deep as memory allows.

>>> import copy, pickle
>>> from minitorch import Scalar
>>> x = Scalar(1.0)
>>> for _ in range(5000):
...     x = x * 1.0
>>> copy.deepcopy(x), pickle.loads(pickle.dumps(x))
(Scalar(1.0), Scalar(1.0))
"""

import copy
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from minitorch.autodiff import Variable, topological_sort

inside: ContextVar[bool] = ContextVar("inside", default=False)
"""Whether a graph is being pickled, so that its Variables come one after the other."""


class Copied(Variable):
    """The part of Scalar and of Tensor that says how they are copied."""

    __slots__ = ()

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        """Return a copy with a graph of its own.

        Inputs are copied before what was made from them, so nothing is recursive.
        """
        graph: list[Any] = [*reversed(topological_sort(self)), self]
        for v in graph:
            if id(v) not in memo:
                memo[id(v)] = new = object.__new__(type(v))
                v.copy_into(new, memo)
        return memo[id(self)]

    def copy_into(self, new: Any, memo: dict[int, Any]) -> None:
        """Give a new one copies of all that this one holds."""
        for name, value in attributes(self).items():
            setattr(new, name, copy.deepcopy(value, memo))

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how it is pickled: after all that it was made from, for the same reason.

        pickle keeps in mind what it has written, and only refers to it when it meets
        it once more, as an input.
        """
        before = None if inside.get() else Earlier(self)
        return object.__new__, (type(self),), (before, attributes(self))

    def __setstate__(self, state: Any) -> None:
        _, values = state
        for name, value in values.items():
            setattr(self, name, value)


class Earlier:
    """All that a Variable was made from, for pickle."""

    def __init__(self, result: Variable) -> None:
        self.result = result

    def __reduce__(self) -> tuple[Any, ...]:
        """Say that it is pickled as a list, whose elements are asked for one by one."""
        return list, (), None, self.from_the_leaves()

    def from_the_leaves(self) -> Iterator[Variable]:
        """Yield the Variables, each after its own inputs."""
        token = inside.set(True)
        try:
            yield from topological_sort(self.result)[:0:-1]
        finally:
            inside.reset(token)


def attributes(v: Variable) -> dict[str, Any]:
    """Return all that a Variable holds, by its names."""
    names = (*Variable.__slots__, *getattr(v, "__dict__", ()))
    return {name: getattr(v, name) for name in names}
