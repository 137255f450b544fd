"""SGD: the steps it takes, and that it takes a whole one or none."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minitorch import SGD, Module, Parameter, Scalar


def parameters(*values: float) -> list[Parameter]:
    return [Parameter(Scalar(v), name=f"p{i}") for i, v in enumerate(values)]


def data(ps: list[Parameter]) -> list[float]:
    return [p.value.data for p in ps]


# Steps


@given(
    start=st.floats(-10, 10),
    goal=st.floats(-10, 10),
    lr=st.floats(0.01, 0.9),
    epochs=st.integers(0, 20),
)
def test_on_a_parabola_it_follows_the_closed_form(
    start: float, goal: float, lr: float, epochs: int
) -> None:
    p = Parameter(Scalar(start))
    optimiser = SGD([p], lr=lr)
    for _ in range(epochs):
        optimiser.zero_grad()
        ((p.value - goal) ** 2).backward()
        optimiser.step()
    # Each step multiplies the distance to the goal by 1 - 2 lr.
    expected = goal + (start - goal) * (1 - 2 * lr) ** epochs
    assert p.value.data == pytest.approx(expected, abs=1e-9)


def test_each_parameter_moves_by_its_own_derivative() -> None:
    ps = parameters(1.0, 2.0, 3.0)
    (10 * ps[0].value + 20 * ps[1].value * ps[2].value).backward()
    SGD(ps, lr=0.1).step()
    assert data(ps) == pytest.approx([0.0, -4.0, -1.0])


def test_a_step_leaves_fresh_leaves_with_their_names() -> None:
    ps = parameters(1.0)
    old = ps[0].value
    (2 * old).backward()
    SGD(ps, lr=0.1).step()
    new = ps[0].value
    assert new is not old
    assert new.is_leaf()
    assert new.derivative is None
    assert new.name == "p0"
    assert (old.data, old.derivative) == (1.0, 2.0)


def test_a_second_step_without_backward_moves_nothing() -> None:
    ps = parameters(1.0)
    optimiser = SGD(ps, lr=0.1)
    (2 * ps[0].value).backward()
    optimiser.step()
    optimiser.step()
    assert data(ps) == pytest.approx([0.8])


def test_parameters_without_a_derivative_stay() -> None:
    ps = parameters(1.0, 2.0)
    unused = ps[1].value
    (3 * ps[0].value).backward()
    SGD(ps, lr=0.5).step()
    assert data(ps) == [-0.5, 2.0]
    assert ps[1].value is unused


def test_zero_grad_forgets_and_without_it_derivatives_add_up() -> None:
    ps = parameters(1.0)
    optimiser = SGD(ps, lr=0.1)
    (2 * ps[0].value).backward()
    optimiser.zero_grad()
    assert ps[0].value.derivative is None
    for _ in range(2):
        (2 * ps[0].value).backward()
    optimiser.step()
    assert data(ps) == pytest.approx([0.6])


def test_the_learning_rate_can_be_changed_on_the_way() -> None:
    ps = parameters(1.0)
    optimiser = SGD(ps)
    assert optimiser.lr == 1.0
    optimiser.lr = 0.25
    (2 * ps[0].value).backward()
    optimiser.step()
    assert data(ps) == [0.5]


def test_parameters_may_come_from_a_generator_or_a_module() -> None:
    model = Module()
    model.w = Parameter(Scalar(1.0))
    (model.w.value * 1.0).backward()
    SGD(model.parameters(), lr=1.0).step()
    SGD((p for p in model.parameters()), lr=1.0).step()
    assert model.w.value.data == 0.0


# A whole step or none


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_derivative_that_is_not_finite_moves_nothing(bad: float, place: int) -> None:
    ps = parameters(1.0, 2.0, 3.0)
    values = [p.value for p in ps]
    for i, value in enumerate(values):
        value.derivative = bad if i == place else 1.0
    with pytest.raises(
        ValueError, match=rf"got {bad} for parameter {place}, .*p{place}"
    ):
        SGD(ps, lr=0.1).step()
    assert all(p.value is value for p, value in zip(ps, values, strict=True))
    assert data(ps) == [1.0, 2.0, 3.0]


def test_a_value_that_is_no_scalar_moves_nothing() -> None:
    ps = [*parameters(1.0), Parameter(2.0)]
    ps[0].value.derivative = 1.0
    optimiser = SGD(ps, lr=0.1)
    optimiser.zero_grad()
    ps[0].value.derivative = 1.0
    with pytest.raises(
        TypeError, match=r"expected Scalars or Tensors, got 2.0 as parameter 1"
    ):
        optimiser.step()
    assert ps[0].value.data == 1.0


# What is refused


@pytest.mark.parametrize("lr", [0.0, -0.1, math.nan, math.inf])
def test_a_learning_rate_is_a_positive_number(lr: float) -> None:
    with pytest.raises(ValueError, match="positive learning rate"):
        SGD(parameters(1.0), lr=lr)


def test_no_parameters_are_an_error() -> None:
    with pytest.raises(ValueError, match="at least one parameter"):
        SGD([], lr=0.1)


def same_parameter() -> list[Parameter]:
    p = Parameter(Scalar(1.0))
    return [p, Parameter(Scalar(2.0)), p]


def same_value() -> list[Parameter]:
    shared = Scalar(1.0)
    return [Parameter(shared), Parameter(Scalar(2.0)), Parameter(shared)]


@pytest.mark.parametrize("make", [same_parameter, same_value])
def test_what_would_move_twice_is_refused(make: Callable[[], list[Parameter]]) -> None:
    with pytest.raises(ValueError, match=r"parameter 2, .* is there twice"):
        SGD(make(), lr=0.1)


def test_parameters_of_equal_value_are_fine() -> None:
    ps = parameters(1.0, 1.0)
    (ps[0].value + 2 * ps[1].value).backward()
    SGD(ps, lr=0.5).step()
    assert data(ps) == [0.5, 0.0]


def test_what_is_no_parameter_is_named() -> None:
    with pytest.raises(TypeError, match=r"got 1.0 as number 1"):
        SGD([*parameters(1.0), 1.0], lr=0.1)  # type: ignore[list-item]
