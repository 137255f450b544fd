"""Copies of a graph, as deep as memory allows.

>>> import copy
>>> from minitorch import Scalar
>>> x = Scalar(1.0)
>>> for _ in range(5000):
...     x = x * 1.0
>>> copy.deepcopy(x)
Scalar(1.0)
"""

import copy
from typing import Any

from minitorch.autodiff import Variable, topological_sort


class Copied(Variable):
    """The part of Scalar and of Tensor that says how they are copied."""

    __slots__ = ()

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        """Return a copy with a graph of its own.

        Inputs are copied before what was made from them, so nothing is recursive.
        """
        for v in (*reversed(topological_sort(self)), self):
            if id(v) not in memo:
                memo[id(v)] = new = object.__new__(type(v))
                for name in (*Variable.__slots__, *getattr(v, "__dict__", ())):
                    setattr(new, name, copy.deepcopy(getattr(v, name), memo))
        return memo[id(self)]
