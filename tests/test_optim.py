"""Optimisers: the steps they take, and that they take a whole one or none."""

import math
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minitorch import SGD, Adam, Module, Parameter, Scalar, Tensor, Variable, tensor
from minitorch.backends.arrays import BACKENDS
from minitorch.optim import Optimiser
from minitorch.optim.lr_scheduler import LambdaLR


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


def test_a_schedule_may_begin_at_0() -> None:
    ps = parameters(1.0)
    optimiser = SGD(ps, lr=0.5)
    schedule = LambdaLR(optimiser, lambda step: step / 2)
    for expected in (1.0, 0.75, 0.25):
        ps[0].value.derivative = 1.0
        optimiser.step()
        schedule.step()
        assert data(ps) == [expected]


@pytest.mark.parametrize("lr", [-0.1, math.nan, math.inf])
def test_a_learning_rate_is_looked_at_in_each_step(lr: float) -> None:
    ps = parameters(1.0)
    optimiser = SGD(ps, lr=0.1)
    ps[0].value.derivative = 1.0
    optimiser.lr = lr
    with pytest.raises(ValueError, match="SGD: expected a positive learning rate"):
        optimiser.step()
    assert data(ps) == [1.0]


def test_no_parameters_are_an_error() -> None:
    with pytest.raises(ValueError, match="at least one parameter"):
        SGD([], lr=0.1)


def same_parameter() -> list[Parameter]:
    p = Parameter(Scalar(1.0))
    return [p, Parameter(Scalar(2.0)), p]


def same_value() -> list[Any]:
    p = Parameter(Scalar(1.0))
    return [p, Parameter(Scalar(2.0)), p.value]


def same_place() -> list[Parameter]:
    p = Parameter(1.0)
    return [p, Parameter(1.0), p]


@pytest.mark.parametrize("make", [same_parameter, same_value, same_place])
def test_what_would_move_twice_is_refused(make: Callable[[], list[Any]]) -> None:
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


# Scalars and tensors, in Parameters and alone


# Settings of every kind, by the name that PyTorch has for the optimiser as well.
RULES: list[tuple[str, dict[str, Any]]] = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.1, "weight_decay": 0.3}),
    ("SGD", {"lr": 0.05, "momentum": 0.9}),
    ("SGD", {"lr": 0.05, "momentum": 0.5, "weight_decay": 0.3}),
    ("Adam", {}),
    ("Adam", {"lr": 0.1}),
    ("Adam", {"lr": 0.1, "betas": (0.5, 0.75), "eps": 0.1, "weight_decay": 0.3}),
    ("Adam", {"lr": 0.1, "betas": (0.0, 0.0)}),
]
KINDS = {"SGD": SGD, "Adam": Adam}
every_rule = pytest.mark.parametrize(("kind", "settings"), RULES)

STARTS = [[[0.5, -1.0, 2.0], [3.0, 0.25, -0.75]], [1.5, -2.0]]
USED = [(True, True), (True, False), (True, True), (False, True), (True, True)]
"""Which of two parameters the loss depends on, step by step."""


def steep_loss(first: Any, second: Any) -> Any:
    """A loss whose derivatives change from step to step, and differ in each element."""
    total = (
        (first**2 * first * 0.1 + (first - 0.5) ** 2).sum() if first is not None else 0
    )
    return total + ((second - 3.0) ** 2).sum() * 5.0 if second is not None else total


def walk(optimiser: Any, read: Callable[[], list[Any]]) -> list[Any]:
    """The values of two parameters after each of five steps."""
    trace = []
    for used in USED:
        optimiser.zero_grad()
        values = [v if u else None for v, u in zip(read(), used, strict=True)]
        steep_loss(*values).backward()
        optimiser.step()
        trace += [[v.tolist() for v in read()]]
    return trace


def near(one: list[Any], other: list[Any], rel: float = 1e-12) -> bool:
    """Whether two traces agree but for rounding."""
    flat = [[np.asarray(x) for step in trace for x in step] for trace in (one, other)]
    return all(np.allclose(a, b, rel, 0) for a, b in zip(*flat, strict=True))


@every_rule
@pytest.mark.parametrize("alone", [True, False])
def test_steps_are_those_of_pytorch(
    kind: str, settings: dict[str, Any], alone: bool
) -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; `make bench` brings one along"
    )
    ours: list[Any] = [tensor(x, requires_grad=True) for x in STARTS]
    theirs = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in STARTS]
    if not alone:
        ours = [Parameter(x) for x in ours]
    trace = walk(
        KINDS[kind](ours, **settings), lambda: [getattr(p, "value", p) for p in ours]
    )
    expected = walk(getattr(torch.optim, kind)(theirs, **settings), lambda: theirs)
    assert near(trace, expected)


@every_rule
@pytest.mark.parametrize("backend", BACKENDS)
def test_a_tensor_moves_as_its_elements_would(
    kind: str, settings: dict[str, Any], backend: str
) -> None:
    whole = [tensor(x, requires_grad=True, backend=backend) for x in STARTS]
    moved = walk(KINDS[kind](whole, **settings), lambda: whole)
    places = [(i, at) for i, w in enumerate(whole) for at in np.ndindex(w.shape)]
    single = {place: Scalar(np.array(STARTS[place[0]])[place[1]]) for place in places}
    optimiser = KINDS[kind](single.values(), **settings)
    for used, values in zip(USED, moved, strict=True):
        optimiser.zero_grad()
        for (i, _), x in single.items():
            if used[i]:
                terms = (x**2 * x * 0.1 + (x - 0.5) ** 2, (x - 3.0) ** 2 * 5.0)
                terms[i].backward()
        optimiser.step()
        for (i, at), x in single.items():
            assert np.array(values[i])[at] == pytest.approx(x.data, rel=1e-12)


def test_parameters_and_variables_of_all_kinds_move_together() -> None:
    p, q = Parameter(Scalar(1.0)), Parameter(tensor([1.0, 2.0]))
    v, w = Scalar(1.0), tensor([1.0, 2.0], requires_grad=True)
    optimiser = SGD([p, q, v, w], lr=0.5)
    (p.value * 2).backward()
    (v * 4).backward()
    (q.value * w * tensor([1.0, 3.0])).sum().backward()
    optimiser.step()
    assert (p.value.data, v.data) == (0.0, -1.0)
    assert q.value.tolist() == w.tolist() == [0.5, -1.0]
    optimiser.zero_grad()
    assert p.value.derivative is q.value.grad is v.derivative is w.grad is None


def test_momentum_by_hand() -> None:
    w = Scalar(0.0)
    optimiser = SGD([w], lr=1.0, momentum=0.5)
    places = []
    for d in (4.0, 2.0, -1.0):
        w.derivative = d
        optimiser.step()
        places.append(w.data)
    # The velocity: 4, then 2 + 4/2 = 4, then -1 + 4/2 = 1.
    assert places == [-4.0, -8.0, -9.0]


@given(d=st.floats(0.01, 1e6), sign=st.sampled_from([-1, 1]), steps=st.integers(1, 40))
def test_adam_walks_at_its_learning_rate_while_derivatives_are_the_same(
    d: float, sign: int, steps: int
) -> None:
    """Without the two corrections the first step would be 3.2 times as long."""
    w = Scalar(0.0)
    optimiser = Adam([w], lr=0.25)
    for _ in range(steps):
        w.derivative = sign * d
        optimiser.step()
    assert w.data == pytest.approx(-sign * 0.25 * steps, rel=1e-5)


def test_weight_decay_by_hand() -> None:
    """It is part of the derivative, so it is part of the velocity as well."""
    w = Scalar(8.0)
    optimiser = SGD([w], lr=0.5, momentum=0.5, weight_decay=0.25)
    for d, place in ((2.0, 6.0), (0.0, 4.25)):
        # The velocity: 2 + 8/4 = 4, then 0 + 6/4 + 4/2 = 3.5.
        w.derivative = d
        optimiser.step()
        assert w.data == place
    # Adam's first step is lr · d / (|d| + eps), with d = 1 + 8/4 = 3.
    w = Scalar(8.0)
    w.derivative = 1.0
    Adam([w], lr=1.0, eps=1.0, weight_decay=0.25).step()
    assert w.data == pytest.approx(8.0 - 3 / (3 + 1))


def test_adam_by_hand() -> None:
    w = Scalar(0.0)
    optimiser = Adam([w], lr=1.0, betas=(0.5, 0.75), eps=1.0)
    w.derivative = 3.0
    optimiser.step()
    assert w.data == pytest.approx(-3 / 4)  # m = 3, s = 9
    w.derivative = -1.0
    optimiser.step()
    m = (0.5 * 1.5 + 0.5 * -1) / (1 - 0.5**2)
    s = (0.75 * 2.25 + 0.25 * 1) / (1 - 0.75**2)
    assert w.data == pytest.approx(-3 / 4 - m / (math.sqrt(s) + 1))


@every_rule
def test_a_parameter_at_rest_keeps_its_velocity(
    kind: str, settings: dict[str, Any]
) -> None:
    """Steps without a derivative are no steps: they do not even count."""
    one, other = Scalar(1.0), Scalar(1.0)
    pair = KINDS[kind]([one], **settings), KINDS[kind]([other], **settings)
    for d in (1.0, -3.0):
        one.derivative = other.derivative = d
        for optimiser in pair:
            optimiser.step()
        one.derivative = None
        pair[0].step()
    assert one.data == other.data


# What stays as it was


@every_rule
@pytest.mark.parametrize("backend", BACKENDS)
def test_a_step_changes_no_array_in_place(
    kind: str, settings: dict[str, Any], backend: str
) -> None:
    w = tensor([1.0, 2.0], requires_grad=True, backend=backend)
    p = Parameter(tensor([3.0, 4.0], backend=backend))
    first, second, value = w.data, p.value.data, p.value
    loss = (w**2 * p.value).sum()
    loss.backward()
    optimiser = KINDS[kind]([w, p], **settings)
    optimiser.step()
    assert w.data is not first
    assert p.value is value
    assert value.data is not second
    assert np.array([first, second]).tolist() == [[1.0, 2.0], [3.0, 4.0]]
    # The graph from before the step still has the derivatives from before the step.
    w.grad = value.grad = None
    loss.backward()
    assert np.array([w.grad, value.grad]).tolist() == [[6.0, 16.0], [1.0, 4.0]]


@every_rule
def test_writing_into_the_gradient_afterwards_changes_no_later_step(
    kind: str, settings: dict[str, Any]
) -> None:
    traces = []
    for overwrite in (False, True):
        w = tensor([1.0, -2.0], requires_grad=True)
        optimiser = KINDS[kind]([w], **settings)
        for _ in range(3):
            w.grad = None
            (w**2).sum().backward()
            optimiser.step()
            if overwrite:
                w.grad[:] = 1e6
        traces.append(w.tolist())
    assert traces[0] == traces[1]


@every_rule
@pytest.mark.parametrize("shape", [(), (3,), (2, 0), (1, 2, 1)])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_dtype_shape_name_and_kind_are_kept(
    kind: str, settings: dict[str, Any], shape: tuple[int, ...], dtype: str
) -> None:
    w = tensor(np.ones(shape), requires_grad=True, dtype=dtype, name="w")
    p = Parameter(tensor(np.ones(shape), dtype=dtype), name="p")
    optimiser = KINDS[kind]([w, p], **settings)
    for _ in range(3):
        optimiser.lr = np.float64(0.1)  # would turn float32 into float64
        optimiser.zero_grad()
        (w * p.value).sum().backward()
        before = w.numpy()
        optimiser.step()
    for t, name in ((w, "w"), (p.value, "p")):
        assert type(t.data) is np.ndarray
        assert (t.shape, t.dtype, t.name) == (shape, dtype, name)
        assert t.requires_grad
        assert t.grad_fn is None
    assert np.array_equal(p.value.grad, before)


def test_the_backend_is_kept() -> None:
    p = Parameter(tensor([[1.0, 2.0]], backend="loops"))
    for optimiser in (SGD([p], 0.1, 0.9), Adam([p])):
        (p.value**2).sum().backward()
        optimiser.step()
        assert p.value.backend == "loops"


def test_constants_stay() -> None:
    p = Parameter(tensor([1.0, 2.0]))
    p.value.grad = [1.0, 1.0]
    frozen = p.value.requires_grad_(False)
    w = Scalar(1.0)
    w.derivative = 1.0
    SGD([p, w], lr=0.5).step()
    assert p.value is frozen
    assert not frozen.requires_grad
    assert w.data == 0.5


# A whole step or none, for tensors


@every_rule
@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_failed_step_leaves_no_trace(
    kind: str, settings: dict[str, Any], bad: float
) -> None:
    traces = []
    for failing in (False, True):
        v, w = Scalar(1.0), tensor([1.0, 2.0], requires_grad=True, name="last")
        optimiser = KINDS[kind]([v, w], **settings)
        for step in range(3):
            v.derivative, w.grad = 2.0, [1.0, -3.0]
            if failing and step == 1:
                w.grad = [1.0, bad]
                before = v.data, w.tolist()
                with pytest.raises(
                    ValueError, match=r"parameter 1, .*\(2,\), name='la"
                ):
                    optimiser.step()
                assert (v.data, w.tolist()) == before
                w.grad = [1.0, -3.0]
            optimiser.step()
        traces.append((v.data, w.tolist()))
    assert traces[0] == traces[1]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_large_derivatives_are_not_taken_for_infinite_ones(dtype: str) -> None:
    w = tensor([0.0, 0.0], requires_grad=True, dtype=dtype)
    w.grad = [float(np.finfo(dtype).max)] * 2
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        SGD([w], lr=0.5).step()
    assert np.isfinite(w.numpy()).all()


def test_a_derivative_of_another_form_moves_nothing() -> None:
    w = tensor([1.0, 2.0], requires_grad=True)
    for d in (np.ones(1), np.ones((2, 2)), np.ones(2, np.float32), 1.0):
        w.derivative = d
        with pytest.raises(
            ValueError, match=r"derivative of shape \(2,\) and dtype fl"
        ):
            SGD([w], lr=0.1).step()
    assert w.tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("before", "shape"),
    [((2,), (3,)), ((2,), (1, 2)), ((2,), ()), ((2,), (2, 2)), ((), (2,))],
)
def test_momentum_of_a_parameter_that_was_replaced_is_not_broadcast(
    before: tuple[int, ...], shape: tuple[int, ...]
) -> None:
    p = Parameter(tensor(np.ones(before)))
    for optimiser in (SGD([p], 0.1, 0.9), Adam([p])):
        p.update(tensor(np.ones(before)))
        p.value.grad = np.ones(before)
        optimiser.step()
        p.update(tensor(np.ones(shape)))
        p.value.grad = np.ones(shape)
        with pytest.raises(ValueError, match=r"had shape .* last step .*new optimiser"):
            optimiser.step()


# What is refused, for all


def test_a_value_and_the_parameter_that_holds_it_are_the_same_thing() -> None:
    p = Parameter(tensor([1.0]))
    for both in ([p, p.value], [p.value, p]):
        with pytest.raises(ValueError, match=r"parameter 1, .* is there twice"):
            Adam(both)


@pytest.mark.parametrize(
    "value", [tensor([1.0]), Scalar(1.0, back=None), Scalar(1.0) * 2]
)
def test_what_receives_no_derivative_is_refused(value: Variable) -> None:
    with pytest.raises(
        ValueError, match=r"expected leaves, .*as number 1; a Tensor is"
    ):
        SGD([Scalar(1.0), value], lr=0.1)


@pytest.mark.parametrize("one", [tensor([1.0, 2.0]), Scalar(1.0), Parameter(1.0)])
def test_one_parameter_is_not_a_list(one: Any) -> None:
    with pytest.raises(TypeError, match="expected a list of parameters"):
        SGD(one, lr=0.1)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda ps: SGD(ps, 0.1, momentum=1.0),
            "a momentum from 0 to below 1, got 1.0",
        ),
        (lambda ps: SGD(ps, 0.1, momentum=-0.1), "a momentum from 0"),
        (lambda ps: SGD(ps, 0.1, weight_decay=-1), "a weight_decay of 0 or more"),
        (lambda ps: Adam(ps, weight_decay=math.nan), "a weight_decay of 0 or more"),
        (lambda ps: Adam(ps, lr=0), "Adam: expected a positive learning rate, got 0"),
        (lambda ps: Adam(ps, betas=(1.0, 0.9)), "a β₁ from 0 to below 1, got 1.0"),
        (lambda ps: Adam(ps, betas=(0.9, -0.5)), "a β₂ from 0 to below 1, got -0.5"),
        (lambda ps: Adam(ps, eps=0.0), "a positive eps"),
        (lambda ps: Adam([]), "Adam: expected at least one parameter"),
    ],
)
def test_settings_out_of_range(make: Callable[[Any], Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make(parameters(1.0))


def test_an_optimiser_without_a_rule_says_so() -> None:
    ps = parameters(1.0)
    ps[0].value.derivative = 1.0
    with pytest.raises(NotImplementedError, match=r"Optimiser has no move"):
        Optimiser(ps, lr=0.1).step()


def test_a_training_loop_with_tensors_alone() -> None:
    """The line through (0, 1), (1, 3), (2, 5), found by each optimiser."""
    x, y = tensor([0.0, 1.0, 2.0]), tensor([1.0, 3.0, 5.0])
    for make in (
        lambda ps: SGD(ps, lr=0.1, momentum=0.5),
        lambda ps: Adam(ps, lr=0.1),
    ):
        w, b = Tensor([0.0], requires_grad=True), Tensor(0.0, requires_grad=True)
        optimiser = make([w, b])
        for _ in range(400):
            optimiser.zero_grad()
            ((w * x + b - y) ** 2).mean().backward()
            optimiser.step()
        assert (w.item(), b.item()) == pytest.approx((2.0, 1.0), abs=1e-2)
