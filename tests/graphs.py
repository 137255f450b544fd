"""Computation graphs to draw, to record and to walk through."""

import operator
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from minitorch import Context, Scalar, ScalarFunction, datasets


class Blend(ScalarFunction):
    """x (1 - t) + y t"""

    @staticmethod
    def forward(ctx: Context, x: float, y: float, t: float) -> float:
        ctx.save_for_backward(x, y, t)
        return x * (1 - t) + y * t

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float, float]:
        x, y, t = ctx.saved_values
        return (1 - t) * d_out, t * d_out, (y - x) * d_out


@dataclass(frozen=True)
class Graph:
    """A result and the leaves that it was computed from."""

    leaves: list[Scalar]
    result: Scalar

    def named(self, name: str) -> Scalar:
        """Return the leaf of this name."""
        return next(leaf for leaf in self.leaves if leaf.name == name)


def leaves(**values: float) -> list[Scalar]:
    return [Scalar(value, name=name) for name, value in values.items()]


def skip() -> Graph:
    """y = 3x, out = y + 2y: a walk that ignores the order gets 3 instead of 9."""
    (x,) = leaves(x=2.0)
    y = 3.0 * x
    y.name = "y"
    return Graph([x], y + 2.0 * y)


def fork() -> Graph:
    """x → y → (2y, 5y) → sum: naive recursion gets 27 instead of 21."""
    (x,) = leaves(x=2.0)
    y = 3.0 * x
    y.name = "y"
    return Graph([x], 2.0 * y + 5.0 * y)


def lecture() -> Graph:
    """h(x, y) = log z + exp z with z = x · y"""
    x, y = leaves(x=2.0, y=0.5)
    z = x * y
    z.name = "z"
    return Graph([x, y], z.log() + z.exp())


def residual() -> Graph:
    x, y = leaves(x=2.0, y=3.0)
    return Graph([x, y], (x * y + x).sigmoid() * x + 3 * y)


def square() -> Graph:
    (x,) = leaves(x=-1.5)
    return Graph([x], x * x)


def blend() -> Graph:
    x, y, t = leaves(x=1.0, y=4.0, t=0.25)
    return Graph([x, y, t], Blend.apply(x, y, t) * t)


def ladder(rungs: int = 5) -> Graph:
    (x,) = leaves(x=0.5)
    y = x
    for _ in range(rungs):
        y = y + y.sigmoid() * 0.1
    return Graph([x], y)


def network(points: int = 1) -> Graph:
    """A 2-2-1 network with its loss on some points."""
    names = ["w11", "w12", "b1", "w21", "w22", "b2", "v1", "v2", "c"]
    p = {n: Scalar((-1.0) ** i / (i + 1.5), name=n) for i, n in enumerate(names)}
    data = datasets["Diag"](points, seed=3)
    losses = []
    for (x1, x2), label in zip(data.X, data.y, strict=True):
        h1 = (p["w11"] * x1 + p["w12"] * x2 + p["b1"]).relu()
        h2 = (p["w21"] * x1 + p["w22"] * x2 + p["b2"]).relu()
        m = p["v1"] * h1 + p["v2"] * h2 + p["c"]
        losses.append((m if label else -m).sigmoid().log())
    return Graph(list(p.values()), -sum(losses[1:], start=losses[0]))


GRAPHS: dict[str, Callable[[], Graph]] = {
    "skip": skip,
    "fork": fork,
    "lecture": lecture,
    "residual": residual,
    "square": square,
    "blend": blend,
    "ladder": ladder,
    "network": network,
}

Operation = tuple[str, int, int, int]
_BINARY = {"add": operator.add, "mul": operator.mul, "sub": operator.sub}


def _apply(made: list[Scalar], operation: Operation) -> Scalar:
    """Compute from what was made so far; the numbers say from which of them."""
    kind, *chosen = operation
    a, b, c = (made[-1 - i % len(made)] for i in chosen)
    if kind in _BINARY:
        return _BINARY[kind](a, b)  # type: ignore[no-any-return]
    if kind == "constant":
        return a * 0.5
    return Blend.apply(a, b, c) if kind == "blend" else a.sigmoid()


def compute(operations: list[Operation]) -> Graph:
    """Compute step by step from three leaves."""
    start = leaves(a=0.5, b=-0.25, c=1.5)
    made = list(start)
    for operation in operations:
        made.append(_apply(made, operation))
    return Graph(start, made[-1])


def random_graphs(most: int = 25) -> st.SearchStrategy[Graph]:
    """Graphs of any shape: chains, trees, Variables used often and far away."""
    kinds = st.sampled_from([*_BINARY, "constant", "blend", "sigmoid"])
    which = st.integers(0, 8)
    operations = st.lists(
        st.tuples(kinds, which, which, which), min_size=1, max_size=most
    )
    return operations.map(compute)
