"""Recordings: what they say is what the engine did."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from graphs import GRAPHS, Graph, lecture, random_graphs, skip, square
from hypothesis import given

from minitorch import (
    Context,
    Scalar,
    ScalarFunction,
    Variable,
    backpropagate,
    topological_sort,
)
from minitorch.inspect.recording import Recording, record
from minitorch.scalar import Add, Mul

by_name = pytest.mark.parametrize("name", GRAPHS)


def replay(recording: Recording) -> dict[Variable, float]:
    """Add up the shares of a recording, and check each step against the sums so far.

    Nothing of the engine is used: only what the recording says was passed back.
    """
    sums: dict[Variable, float] = {recording.result: recording.derivative}
    done: dict[Variable, float] = {}
    for step in recording.steps:
        assert step.derivative == sums[step.variable]
        done[step.variable] = sums.pop(step.variable)
        if step.function:
            again = [d for _, d in step.variable.chain_rule(step.derivative)]
            assert [share.derivative for share in step.shares] == again
        for share in step.shares:
            if share.variable.is_constant():
                assert share.total is None
            else:
                assert share.variable not in done
                before = sums.get(share.variable)
                now = share.derivative if before is None else before + share.derivative
                sums[share.variable] = now
        for share in step.shares:
            assert share.total == sums.get(share.variable)
        assert step.pending == sums
    assert not sums
    return {v: d for v, d in done.items() if v.is_leaf()}


def check(graph: Graph) -> None:
    recording = record(graph.result)
    found = replay(recording)
    assert found == recording.derivatives
    assert found == {v: v.derivative for v in graph.leaves if v.derivative is not None}
    order = [step.variable for step in recording.steps]
    assert list(map(id, order)) == list(map(id, topological_sort(graph.result)))


@by_name
def test_shares_add_up_to_the_derivatives(name: str) -> None:
    check(GRAPHS[name]())


@given(random_graphs())
def test_shares_add_up_to_the_derivatives_in_any_graph(graph: Graph) -> None:
    check(graph)


@given(random_graphs())
def test_a_recorded_run_leaves_the_same_derivatives_as_any_other(graph: Graph) -> None:
    record(graph.result)
    recorded = [leaf.derivative for leaf in graph.leaves]
    for leaf in graph.leaves:
        leaf.derivative = None
    graph.result.backward()
    assert recorded == [leaf.derivative for leaf in graph.leaves]


def test_a_step_says_what_was_taken_and_what_was_passed_back() -> None:
    graph = skip()
    (x,), recording = graph.leaves, record(graph.result)
    add, outer, inner, leaf = recording.steps
    assert [step.function for step in recording.steps] == [Add, Mul, Mul, None]
    assert [share.derivative for share in add.shares] == [1.0, 1.0]
    two, y = outer.shares
    assert two.variable.is_constant()
    assert (y.derivative, y.total) == (2.0, 3.0)
    assert (inner.derivative, inner.shares[1].derivative) == (3.0, 9.0)
    assert leaf.variable is x
    assert leaf.shares == ()
    assert str(leaf) == "x receives 9"


def test_a_variable_that_is_both_arguments_has_two_shares() -> None:
    recording = record(square().result)
    first, second = recording.steps[0].shares
    assert first.variable is second.variable
    assert (first.derivative, second.total) == (-1.5, -3.0)


def test_it_starts_with_the_derivative_that_it_is_given() -> None:
    graph = skip()
    recording = record(graph.result, 10.0)
    assert recording.derivative == recording.steps[0].derivative == 10.0
    assert graph.named("x").derivative == 90.0


def test_derivatives_accumulate_in_the_leaves_but_not_in_the_recording() -> None:
    graph = skip()
    runs = [record(graph.result) for _ in range(2)]
    assert [run.derivatives[graph.named("x")] for run in runs] == [9.0, 9.0]
    assert graph.named("x").derivative == 18.0


def test_a_leaf_alone_is_a_recording_of_one_step() -> None:
    x = Scalar(1.0)
    assert record(x).derivatives == {x: 1.0}


def test_a_constant_has_no_recording() -> None:
    with pytest.raises(ValueError, match="constant"):
        record(Scalar(1.0, back=None))


# Break the engine, and the recording breaks

CHAIN_RULE = Variable.chain_rule


def forgets_the_chain_rule(v: Variable, d: Any) -> Any:
    """Pass back the local derivatives alone."""
    return CHAIN_RULE(v, 1.0)


def swaps_the_arguments(v: Variable, d: Any) -> Any:
    """Pass back to each argument what belongs to the other."""
    (a, d_a), (b, d_b) = CHAIN_RULE(v, d)
    return [(a, d_b), (b, d_a)]


@pytest.mark.parametrize(
    ("broken", "found"), [(forgets_the_chain_rule, 3.0), (swaps_the_arguments, 14.0)]
)
def test_a_broken_engine_gives_a_broken_recording(
    monkeypatch: pytest.MonkeyPatch, broken: Callable[..., Any], found: float
) -> None:
    graph = skip()
    x = graph.named("x")
    assert record(graph.result).derivatives[x] == 9.0
    x.derivative = None
    monkeypatch.setattr(Variable, "chain_rule", broken)
    recording = record(graph.result)
    assert recording.derivatives[x] == recording.steps[-1].derivative == found
    assert x.derivative == found


class Dropout(ScalarFunction):
    """Its backward passes on something else each time that it is asked."""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        return x

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return random.random() * d_out


def test_a_random_backward_is_shown_as_the_leaf_received_it() -> None:
    x = Scalar(1.0)
    recording = record(3.0 * Dropout.apply(2.0 * x))
    assert x.derivative == recording.derivatives[x]
    before, after = recording.steps[1].shares[0], recording.steps[2]
    assert before.derivative == before.total == after.derivative
    assert x.derivative == 2.0 * after.derivative


def test_what_a_recording_refuses_backward_refuses_too() -> None:
    class Half(Dropout):
        @staticmethod
        def forward(ctx: Context, x: float, y: float) -> float:
            return x + y

    x = Scalar(1.0)
    for run in (record, backpropagate):
        with pytest.raises(ValueError, match=r"Half\.backward: expected 2"):
            run(Half.apply(x, 2.0))
    assert x.derivative is None


def test_the_same_recording_of_the_same_graph() -> None:
    first, second = (list(map(str, record(lecture().result).steps)) for _ in range(2))
    assert first == second


def test_a_backward_is_asked_once_when_it_is_recorded_too() -> None:
    w, asked = Scalar(3.0), []

    class Asks(ScalarFunction):
        """x; its backward differentiates w · w as it goes."""

        @staticmethod
        def forward(ctx: Context, x: float) -> float:
            return x

        @staticmethod
        def backward(ctx: Context, d_out: float) -> float:
            asked.append(d_out)
            (w * w).backward()
            return d_out

    record(Asks.apply(Scalar(2.0)))
    assert (asked, w.derivative) == ([1.0], 6.0)
