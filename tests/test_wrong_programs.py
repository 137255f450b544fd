"""Wrong backpropagation programs, and the graphs that tell them from the right one.

On a symmetric graph most of the wrong programs give the right numbers, so the graphs
here are chosen so that each mistake shows.
"""

import math
from collections.abc import Callable

import pytest
from wrong_programs import (
    WRONG,
    KeepsItsSums,
    Program,
    breadth_first_with_visited_set,
    depth_first_preorder,
    forgets_the_chain_rule,
    merges_equal_inputs,
    queue_that_accumulates_on_the_way,
    recursion_that_accumulates_on_the_way,
    replaces_instead_of_adding,
    right,
    starts_with_the_value,
    stops_at_a_constant,
)

from minitorch import Scalar, Variable

Build = Callable[[Scalar], Scalar]


# The graphs


def skip_to_the_sum(x: Scalar) -> Scalar:
    y = 3 * x
    return y + 2 * y


def skip_to_the_sum_late(x: Scalar) -> Scalar:
    y = 3 * x
    return 2 * y + y


def two_branches(x: Scalar) -> Scalar:
    y = 3 * x
    return 2 * y + 5 * y


def residual(x: Scalar) -> Scalar:
    y = x * x
    z = y + y.exp()
    return z + y + x


def used_twice(x: Scalar) -> Scalar:
    y = x * 2
    return y * y


def quotient(x: Scalar) -> Scalar:
    return (x + 1) / (x * x)


def constants(x: Scalar) -> Scalar:
    return 10 - x / 4 + 2.0 * 3.0


def equal_values(x: Scalar) -> Scalar:
    y = x * 1.0  # the same value as x, and not the same Variable
    return x * y * y - 3 * y


# What each should give at x = 2, by hand.
GRAPHS: dict[Build, float] = {
    skip_to_the_sum: 9.0,
    skip_to_the_sum_late: 9.0,
    two_branches: 21.0,
    residual: (1 + math.exp(4.0)) * 4.0 + 4.0 + 1.0,
    used_twice: 16.0,
    quotient: -0.5,
    constants: -0.25,
    equal_values: 9.0,
}


def derivative(program: Program, build: Build) -> float | None:
    x = Scalar(2.0)
    program(build(x))
    return x.derivative


@pytest.mark.parametrize("build", GRAPHS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("program", [Variable.backward, right])
def test_the_engine_gets_every_graph_right(program: Program, build: Build) -> None:
    assert derivative(program, build) == pytest.approx(GRAPHS[build])


@pytest.mark.parametrize("program", WRONG, ids=lambda f: f.__name__)
def test_each_wrong_program_gets_a_graph_wrong(program: Program) -> None:
    wrong = [
        build.__name__
        for build, expected in GRAPHS.items()
        if derivative(program, build) != pytest.approx(expected)
    ]
    assert wrong
    if program is breadth_first_with_visited_set:
        assert "skip_to_the_sum" in wrong


@pytest.mark.parametrize(
    ("program", "build", "given"),
    [
        (breadth_first_with_visited_set, skip_to_the_sum, 3.0),
        (depth_first_preorder, skip_to_the_sum, 3.0),
        (recursion_that_accumulates_on_the_way, two_branches, 27.0),
        (queue_that_accumulates_on_the_way, two_branches, 42.0),
        (replaces_instead_of_adding, skip_to_the_sum, 6.0),
        (stops_at_a_constant, skip_to_the_sum, 0.0),
        (starts_with_the_value, skip_to_the_sum, 162.0),
        (forgets_the_chain_rule, constants, 0.25),
        (merges_equal_inputs, used_twice, 8.0),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_wrong_numbers_are_these(
    program: Program, build: Build, given: float
) -> None:
    assert derivative(program, build) == given


@pytest.mark.parametrize(
    "program",
    [
        breadth_first_with_visited_set,
        depth_first_preorder,
        recursion_that_accumulates_on_the_way,
    ],
)
def test_a_symmetric_graph_would_hide_the_wrong_order(program: Program) -> None:
    def symmetric(x: Scalar) -> Scalar:
        return x.log() + x.exp()

    assert derivative(program, symmetric) == pytest.approx(0.5 + math.exp(2.0))


# Some mistakes show only when the same graph is gone through a second time.


def overwrites_the_leaves(result: Variable) -> None:
    """`=` where `+=` belongs, at the leaves: what was there before is gone."""
    right(result)


@pytest.mark.parametrize(
    ("program", "twice"),
    [(Variable.backward, 18.0), (overwrites_the_leaves, 9.0), (KeepsItsSums(), 42.0)],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_second_run_shows_what_the_first_one_hides(
    program: Program, twice: float
) -> None:
    x = Scalar(2.0)
    result = skip_to_the_sum(x)
    program(result)
    assert x.derivative == 9.0
    program(result)
    assert x.derivative == twice
