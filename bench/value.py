"""The numbers that Scalars are compared with where both train a GPT.

They do what those of `microgpt` do, the GPT in one file of plain Python that Andrej
Karpathy published in February 2026, and are written anew: a result keeps, as tuples,
what it was made from and its local derivatives, so there is no Function to ask later.
The way back sorts the graph by a function that calls itself, with a set of those seen.
"""

import math
from typing import Any


class Value:
    """A number, what it was made from, and its derivatives with respect to that."""

    __slots__ = ("_children", "_local_grads", "data", "derivative")

    def __init__(self, data: float, children: Any = (), local_grads: Any = ()) -> None:
        self.data, self.derivative = data, 0.0
        self._children, self._local_grads = children, local_grads

    def __add__(self, other: Any) -> "Value":
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1, 1))

    def __mul__(self, other: Any) -> "Value":
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n: float) -> "Value":
        return Value(self.data**n, (self,), (n * self.data ** (n - 1),))

    def log(self) -> "Value":
        return Value(math.log(self.data), (self,), (1 / self.data,))

    def exp(self) -> "Value":
        result = math.exp(self.data)
        return Value(result, (self,), (result,))

    def relu(self) -> "Value":
        return Value(max(0.0, self.data), (self,), (float(self.data > 0),))

    # The rest is made of these.

    def __neg__(self) -> "Value":
        return self * -1

    def __sub__(self, other: Any) -> "Value":
        return self + (-other)

    def __truediv__(self, other: Any) -> "Value":
        return self * other**-1

    def __radd__(self, other: float) -> "Value":
        return self + other

    def __rmul__(self, other: float) -> "Value":
        return self * other

    def backward(self) -> None:
        """Leave in every ``derivative`` that of this number."""
        order: list[Value] = []
        seen = set()

        def visit(v: Value) -> None:
            if v not in seen:
                seen.add(v)
                for child in v._children:
                    visit(child)
                order.append(v)

        visit(self)
        self.derivative = 1.0
        for v in reversed(order):
            for child, local in zip(v._children, v._local_grads):
                child.derivative += local * v.derivative
