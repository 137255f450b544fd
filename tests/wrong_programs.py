"""Wrong backpropagation programs: each is a mistake that people really make."""

import collections
import itertools
from collections.abc import Callable

from minitorch import Variable

Program = Callable[[Variable], None]
Sums = collections.defaultdict[int, float]


def keep(sums: Sums, variables: dict[int, Variable]) -> None:
    """Put the sums into the leaves."""
    for key, v in variables.items():
        if v.is_leaf():
            v.derivative = sums[key]


# The programs


def breadth_first_with_visited_set(result: Variable) -> None:
    """Visits a Variable when it is first reached: its sum may not be complete."""
    sums: Sums = collections.defaultdict(float, {id(result): 1.0})
    seen, queue = {id(result): result}, collections.deque([result])
    while queue:
        v = queue.popleft()
        if v.is_leaf() or v.is_constant():
            continue
        for parent, d in v.chain_rule(sums[id(v)]):
            sums[id(parent)] += d
            if id(parent) not in seen:
                seen[id(parent)] = parent
                queue.append(parent)
    keep(sums, seen)


def depth_first_preorder(result: Variable) -> None:
    """Visits a Variable before its other uses have been visited."""
    sums: Sums = collections.defaultdict(float, {id(result): 1.0})
    seen: dict[int, Variable] = {}

    def visit(v: Variable) -> None:
        seen[id(v)] = v
        if v.is_leaf() or v.is_constant():
            return
        for parent, d in v.chain_rule(sums[id(v)]):
            sums[id(parent)] += d
            if id(parent) not in seen:
                visit(parent)

    visit(result)
    keep(sums, seen)


def recursion_that_accumulates_on_the_way(result: Variable) -> None:
    """Passes on a Variable's whole sum each time that something arrives at it."""
    sums: Sums = collections.defaultdict(float)
    seen: dict[int, Variable] = {}

    def visit(v: Variable, d: float) -> None:
        seen[id(v)] = v
        sums[id(v)] += d
        if not (v.is_leaf() or v.is_constant()):
            for parent, d_parent in v.chain_rule(sums[id(v)]):
                visit(parent, d_parent)

    visit(result, 1.0)
    keep(sums, seen)


def queue_that_accumulates_on_the_way(result: Variable) -> None:
    """The same with a queue: a Variable has a turn, with its whole sum, each time."""
    sums: Sums = collections.defaultdict(float, {id(result): 1.0})
    seen, queue = {id(result): result}, collections.deque([result])
    while queue:
        v = queue.popleft()
        if not (v.is_leaf() or v.is_constant()):
            for parent, d in v.chain_rule(sums[id(v)]):
                sums[id(parent)] += d
                seen[id(parent)] = parent
                queue.append(parent)
    keep(sums, seen)


def in_order(result: Variable) -> list[Variable]:
    """The right order, by recursion: good enough for the small graphs here."""
    seen: dict[int, Variable] = {}

    def visit(v: Variable) -> None:
        for parent in v.parents:
            if id(parent) not in seen and not parent.is_constant():
                visit(parent)
        seen[id(v)] = v

    visit(result)
    return list(seen.values())[::-1]


def propagate(
    result: Variable,
    order: list[Variable],
    step: Callable[[Variable, float], list[tuple[Variable, float]]],
    *,
    accumulate: bool = True,
) -> None:
    """A right walk, into which one mistake can be put."""
    sums: Sums = collections.defaultdict(float, {id(result): 1.0})
    for v in order:
        if not v.is_leaf():
            for parent, d in step(v, sums[id(v)]):
                sums[id(parent)] = d + (sums[id(parent)] if accumulate else 0.0)
    keep(sums, {id(v): v for v in order})


def chain(v: Variable, d: float) -> list[tuple[Variable, float]]:
    """The right step."""
    return list(v.chain_rule(d))


def right(result: Variable) -> None:
    """The right program, in this file's way of writing it."""
    propagate(result, in_order(result), chain)


def replaces_instead_of_adding(result: Variable) -> None:
    """`=` where `+=` belongs."""
    propagate(result, in_order(result), chain, accumulate=False)


def forgets_the_chain_rule(result: Variable) -> None:
    """Local derivatives only: what comes back is not multiplied in."""
    propagate(result, in_order(result), lambda v, d: list(v.chain_rule(1.0)))


def swaps_the_arguments(result: Variable) -> None:
    """The first derivative goes to the second input."""

    def step(v: Variable, d: float) -> list[tuple[Variable, float]]:
        derivatives = [d_parent for _, d_parent in v.chain_rule(d)]
        return list(zip(v.parents, reversed(derivatives), strict=True))

    propagate(result, in_order(result), step)


def merges_equal_inputs(result: Variable) -> None:
    """Keeps inputs in a set, so that x · x has only one."""

    def step(v: Variable, d: float) -> list[tuple[Variable, float]]:
        return list({id(p): (p, d_p) for p, d_p in v.chain_rule(d)}.values())

    propagate(result, in_order(result), step)


def merges_inputs_of_equal_value(result: Variable) -> None:
    """Compares Variables by value, where only identity says which one is meant."""
    sums: dict[float, float] = collections.defaultdict(float)
    sums[result.data] = 1.0
    order = in_order(result)
    for v in order:
        if not v.is_leaf():
            for parent, d in v.chain_rule(sums[v.data]):
                sums[parent.data] += d
    for v in order:
        if v.is_leaf():
            v.derivative = sums[v.data]


def oldest_first(result: Variable) -> None:
    """The right order the wrong way round: from the leaves to the result."""
    propagate(result, in_order(result)[::-1], chain)


def stops_at_a_constant(result: Variable) -> None:
    """`break` where `continue` belongs: what stands behind a constant gets nothing."""

    def step(v: Variable, d: float) -> list[tuple[Variable, float]]:
        before = itertools.takewhile(lambda p: not p[0].is_constant(), v.chain_rule(d))
        return list(before)

    propagate(result, in_order(result), step)


def starts_with_the_value(result: Variable) -> None:
    """The derivative of the result with respect to itself is 1, not its value."""
    propagate(
        result,
        in_order(result),
        lambda v, d: chain(v, v.data if v is result else d),
    )


class KeepsItsSums:
    """Sums that are not thrown away after a run come back in the next one."""

    __name__ = "keeps_its_sums"

    def __init__(self) -> None:
        self.sums: Sums = collections.defaultdict(float)

    def __call__(self, result: Variable) -> None:
        self.sums[id(result)] = 1.0
        order = in_order(result)
        for v in order:
            if not v.is_leaf():
                for parent, d in v.chain_rule(self.sums[id(v)]):
                    self.sums[id(parent)] += d
        for v in order:
            if v.is_leaf():
                v.derivative = (v.derivative or 0.0) + self.sums[id(v)]


WRONG = [
    breadth_first_with_visited_set,
    depth_first_preorder,
    recursion_that_accumulates_on_the_way,
    queue_that_accumulates_on_the_way,
    stops_at_a_constant,
    starts_with_the_value,
    replaces_instead_of_adding,
    forgets_the_chain_rule,
    swaps_the_arguments,
    merges_equal_inputs,
    merges_inputs_of_equal_value,
    oldest_first,
]
