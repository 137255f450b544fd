"""Other ways back through a graph: two are right, two are wrong, and it shows."""

import math
from collections import Counter
from itertools import pairwise

import pytest
from graphs import (
    GRAPHS,
    Graph,
    fork,
    ladder,
    leaves,
    lecture,
    random_graphs,
    skip,
)
from hypothesis import given

from minitorch import Scalar, Variable, topological_sort
from minitorch.inspect.recording import record
from minitorch.inspect.walks import Walk, walks

RIGHT, WRONG = list(walks)[:2], list(walks)[2:]


def found(name: str, graph: Graph) -> dict[str, float]:
    """Return what a walk finds for the leaves."""
    derivatives = walks[name](graph.result).derivatives
    return {v.name: derivatives[v] for v in graph.leaves if v in derivatives}


def truth(graph: Graph) -> dict[str, float]:
    """Return what the engine finds for them."""
    return {v.name: d for v, d in record(graph.result).derivatives.items()}


def agree(a: dict[str, float], b: dict[str, float]) -> bool:
    return a.keys() == b.keys() and all(
        math.isclose(a[name], b[name], rel_tol=1e-9, abs_tol=1e-9) for name in a
    )


def count_ways(result: Variable) -> int:
    """Return how many ways lead from the result to some Variable, ends included."""
    ways: Counter[int] = Counter({id(result): 1})
    for v in topological_sort(result):
        for parent in v.parents:
            if not parent.is_constant():
                ways[id(parent)] += ways[id(v)]
    return ways.total()


# The right ones


@pytest.mark.parametrize("walk", RIGHT)
@pytest.mark.parametrize("name", GRAPHS)
def test_right_walks_find_the_engines_derivatives(walk: str, name: str) -> None:
    graph = GRAPHS[name]()
    assert agree(found(walk, graph), truth(graph))


@pytest.mark.parametrize("walk", RIGHT)
@given(graph=random_graphs(most=9))
def test_right_walks_are_right_on_any_graph(walk: str, graph: Graph) -> None:
    assert agree(found(walk, graph), truth(graph))


@given(random_graphs(most=9))
def test_in_topological_order_each_variable_has_one_turn(graph: Graph) -> None:
    walk = walks["topological order"](graph.result)
    order = topological_sort(graph.result)
    assert list(map(id, walk.visits)) == list(map(id, order))


@given(random_graphs(most=9))
def test_with_a_queue_a_variable_has_a_turn_for_each_way_to_it(graph: Graph) -> None:
    assert walks["plain queue"](graph.result).count == count_ways(graph.result)


def test_the_turns_of_a_queue_double_with_each_rung() -> None:
    """A rung is y + 0.1 σ(y): two ways lead through it."""
    counts = [walks["plain queue"](ladder(rungs).result).count for rungs in range(1, 7)]
    steps = [b - a for a, b in pairwise(counts)]
    assert all(b == 2 * a for a, b in pairwise(steps))
    assert walks["topological order"](ladder(6).result).count == 6 * 3 + 1


# The wrong ones


def test_a_visited_set_is_found_out_by_a_skip_connection() -> None:
    assert found("queue with a visited set", skip()) == {"x": 3.0}
    assert truth(skip()) == {"x": 9.0}


def test_naive_recursion_is_found_out_by_a_fork() -> None:
    assert found("naive recursion", fork()) == {"x": 27.0}
    assert truth(fork()) == {"x": 21.0}


def test_naive_recursion_is_found_out_by_a_skip_connection_too() -> None:
    assert found("naive recursion", skip()) == {"x": 12.0}


def test_a_symmetric_graph_hides_what_is_wrong_with_a_visited_set() -> None:
    assert agree(found("queue with a visited set", lecture()), truth(lecture()))
    assert agree(found("queue with a visited set", fork()), truth(fork()))


@pytest.mark.parametrize("walk", WRONG)
def test_wrong_walks_are_right_on_trees(walk: str) -> None:
    x, y = leaves(x=2.0, y=3.0)
    graph = Graph([x, y], (x * 4.0 + y.exp()).log())
    assert agree(found(walk, graph), truth(graph))


# All four


@pytest.mark.parametrize("walk", walks)
def test_a_walk_leaves_the_leaves_alone(walk: str) -> None:
    graph = lecture()
    walks[walk](graph.result)
    assert [leaf.derivative for leaf in graph.leaves] == [None, None]


@pytest.mark.parametrize("walk", walks)
def test_a_constant_has_no_turn(walk: str) -> None:
    result = skip().result
    done = walks[walk](result)
    assert done.visits[0] is result
    assert not any(v.is_constant() for v in [*done.visits, *done.derivatives])


@pytest.mark.parametrize("walk", walks)
def test_a_walk_can_go_deep(walk: str) -> None:
    x = y = Scalar(1.0)
    for _ in range(20_000):
        y = y + 1.0
    done = walks[walk](y)
    assert (done.count, done.derivatives[x]) == (20_001, 1.0)


def test_what_is_received_is_added_up() -> None:
    x, walk = Scalar(1.0), Walk()
    walk.receive(x, 2.0)
    walk.receive(x, 3.0)
    assert (walk.derivatives[x], walk.count) == (5.0, 0)
