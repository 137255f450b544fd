"""Recordings: what they say is what the engine did, and watching costs nothing else."""

import inspect
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from graphs import GRAPHS, Graph, ladder, lecture, random_graphs, skip, square
from hypothesis import given

from minitorch import Scalar, Variable, backpropagate, topological_sort
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
        for share in step.shares:
            assert share.derivative == pytest.approx(share.local * step.derivative)
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
    assert [share.local for share in add.shares] == [1.0, 1.0]
    two, y = outer.shares
    assert two.variable.is_constant()
    assert (y.local, y.derivative, y.total) == (2.0, 2.0, 3.0)
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


def replaces(v: Any, d: Any, no_sum: object) -> None:
    """Pass back with = where += is right."""
    for parent, share in v.chain_rule(d):
        if not parent.is_constant():
            parent._walk = share


def forgets_the_chain_rule(v: Any, d: Any, no_sum: object) -> None:
    """Pass back the local derivatives alone."""
    for parent, local in v.chain_rule(1.0):
        old = parent._walk
        if not parent.is_constant():
            parent._walk = local if old is no_sum else old + local


def swaps_the_arguments(v: Any, d: Any, no_sum: object) -> None:
    """Pass back to each argument what belongs to the other."""
    (a, d_a), (b, d_b) = v.chain_rule(d)
    for parent, share in ((a, d_b), (b, d_a)):
        if not parent.is_constant():
            old = parent._walk
            parent._walk = share if old is no_sum else old + share


@pytest.mark.parametrize(
    ("broken", "found"),
    [(replaces, 6.0), (forgets_the_chain_rule, 3.0), (swaps_the_arguments, 14.0)],
)
def test_a_broken_engine_gives_a_broken_recording(
    monkeypatch: pytest.MonkeyPatch, broken: Callable[..., None], found: float
) -> None:
    graph = skip()
    x = graph.named("x")
    assert record(graph.result).derivatives[x] == 9.0
    x.derivative = None
    for function in (Add, Mul):
        monkeypatch.setattr(function, "pass_back", staticmethod(broken))
    recording = record(graph.result)
    assert recording.derivatives[x] == recording.steps[-1].derivative == found
    assert x.derivative == found


# What it costs when nobody watches


def instructions(run: Callable[[Variable], None], result: Variable) -> int:
    """Count the bytecode instructions of `run` itself, not of what it calls."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if frame.f_code is not run.__code__:
            return None
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    sys.settrace(trace)
    try:
        run(result)
    finally:
        sys.settrace(None)
    return count


def without_watching(variable: Variable, d: Any = 1.0) -> None:
    """`backpropagate` as it would be if it could not be watched."""
    if variable.inputs is None:
        raise ValueError
    order = topological_sort(variable)
    no_sum = variable._walk
    variable._walk = variable.check_data(d, "backward")
    leaves = []
    try:
        for v in order:
            if v.last_fn is None:
                leaves.append(v)
            else:
                v.last_fn.pass_back(v, v._walk, no_sum)
    except (TypeError, ValueError):
        v.chain_rule(v._walk)
        raise
    sums = [v.check_data(v._walk, f"derivative of {v}") for v in leaves]
    for leaf, total in zip(leaves, sums, strict=True):
        old = leaf.derivative
        leaf.derivative = total if old is None else old + total


def test_unless_watched_a_list_is_walked_through_as_it_is() -> None:
    assert inspect.signature(backpropagate).parameters["watch"].default is iter


def test_the_possibility_to_watch_costs_no_instruction_for_a_variable() -> None:
    counts = {
        run: [instructions(run, ladder(rungs).result) for rungs in (10, 50)]
        for run in (backpropagate, without_watching)
    }
    more = {run: after - before for run, (before, after) in counts.items()}
    assert more[backpropagate] == more[without_watching] > 0


def test_the_same_recording_of_the_same_graph() -> None:
    first, second = (list(map(str, record(lecture().result).steps)) for _ in range(2))
    assert first == second
