"""A step changes the numbers of a Parameter's tensor; the tensor stays, as in PyTorch.

Small programs have the numbers that PyTorch gives written beside them, and are run by
PyTorch as well where it is installed. Random ones are compared with arrays that are
changed by hand, and with PyTorch.
"""

import copy
import math
import pickle
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np
import parameter_programs
import pytest

import minitorch
from minitorch import SGD, Adam, Module, Parameter, Scalar, nn, optim, tensor

try:
    import torch
except ImportError:
    torch = None  # type: ignore[assignment]

PACKAGES = [
    pytest.param(minitorch, partial(tensor, backend="numpy"), id="numpy"),
    pytest.param(minitorch, partial(tensor, backend="loops"), id="loops"),
    pytest.param(
        torch,
        torch and partial(torch.tensor, dtype=torch.float64),
        id="PyTorch",
        marks=pytest.mark.skipif(torch is None, reason="PyTorch is not installed"),
    ),
]
packages = pytest.mark.parametrize(("m", "new"), PACKAGES)

Run = Callable[[Any, Any], Any]
PROGRAMS: list[tuple[Run, Any]] = []


def gives(right: Any) -> Callable[[Run], Run]:
    """Note a program and the numbers that it ends with."""

    def note(run: Run) -> Run:
        PROGRAMS.append((run, right))
        return run

    return note


def sgd(m: Any, *places: Any, lr: float = 0.125, **settings: Any) -> Any:
    return m.optim.SGD(places, lr=lr, **settings)


@gives([[0.25, 1.0], [0.25]])
def a_part_made_once(m: Any, new: Any) -> Any:
    p = m.nn.Parameter(new([1.0, 1.0]))
    optimiser, head = sgd(m, p), p[:1]
    for _ in range(3):
        optimiser.zero_grad()
        (head * 2).sum().backward()
        optimiser.step()
    return p, head


@gives([[0.375, 0.375]])
def losses_computed_first_and_stepped_in_turn(m: Any, new: Any) -> Any:
    p = m.nn.Parameter(new([1.0, 1.0]))
    optimiser = sgd(m, p)
    for loss in [(p * 2).sum(), (p * 3).sum()]:
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return (p,)


@gives([[0.25, 0.25]])
def a_graph_that_is_kept(m: Any, new: Any) -> Any:
    p = m.nn.Parameter(new([1.0, 1.0]))
    optimiser, loss = sgd(m, p), (p * 2).sum()
    for _ in range(3):
        optimiser.zero_grad()
        loss.backward(retain_graph=True)
        optimiser.step()
    return (p,)


@gives([[0.5, 0.5], [6.0, 6.0]])
def zero_grad_is_forgotten(m: Any, new: Any) -> Any:
    p = m.nn.Parameter(new([2.0, 2.0]))
    optimiser = sgd(m, p)
    for _ in range(3):
        (p * 2).sum().backward()
        optimiser.step()
    return p, p.grad


@gives([[1.0, 2.0], [2.0, 2.0], [4.0, 4.0]])
def the_derivative_is_there_after_the_step(m: Any, new: Any) -> Any:
    p = m.nn.Parameter(new([1.25, 2.25]))
    (p * 2).sum().backward()
    kept = p.grad
    sgd(m, p).step()
    before = kept.clone()
    values = p.detach().clone()
    (p * 2).sum().backward()
    return values, before, p.grad


@gives([[0.5, 0.5]])
def two_optimisers(m: Any, new: Any) -> Any:
    p = m.nn.Parameter(new([1.0, 1.0]))
    first, second = sgd(m, p), sgd(m, p)
    (p * 2).sum().backward()
    first.step()
    second.step()
    return (p,)


@gives([[2.0, 2.0], [3.0, 3.0], [0.375, 0.375], [0.375, 0.375], [0.375, 0.375]])
def two_parameters_of_one_tensor(m: Any, new: Any) -> Any:
    w = new([1.0, 1.0])
    p, q = m.nn.Parameter(w), m.nn.Parameter(w)
    (p * 2).sum().backward()
    (q * 3).sum().backward()
    sgd(m, p, q).step()
    assert not w.requires_grad
    assert w.grad is None
    return p.grad, q.grad, p, q, w


@gives([[0.53125, 0.53125]])
def what_shares_memory_moves_twice_from_where_it_is(m: Any, new: Any) -> Any:
    w = new([1.0, 1.0])
    p, q = m.nn.Parameter(w), m.nn.Parameter(w)
    ((p + q) * 1).sum().backward()
    sgd(m, p, q, weight_decay=1.0).step()
    return (w,)


@gives([[4.0], [1.0], [3.0]])
def a_parameter_of_a_leaf_or_a_result_has_its_own_derivative(m: Any, new: Any) -> Any:
    leaf = new([1.0])
    leaf.requires_grad_(True)
    p, q = m.nn.Parameter(leaf), m.nn.Parameter(leaf * 3)
    (p * 4 + q + leaf * 3).sum().backward()
    return p.grad, q.grad, leaf.grad


@gives([[[3.0, 3.0]], [[3.0], [3.0]], [[2.0, 2.0]], [[4.0, 4.0]]])
def loading_keeps_parts_derivatives_and_graphs(m: Any, new: Any) -> Any:
    model = m.nn.Module()
    model.w = m.nn.Parameter(new([[1.0, 1.0]]))
    turned, loss = model.w.T, (model.w * 2).sum()
    loss.backward(retain_graph=True)
    model.load_state_dict({"w": new([[3.0, 3.0]])})
    first = model.w.grad.clone()
    loss.backward()
    return model.w, turned, first, model.w.grad


@gives([[3.0], [3.0]])
def loading_changes_what_a_buffer_is(m: Any, new: Any) -> Any:
    model = m.nn.Module()
    model.register_buffer("b", new([1.0, 2.0]))
    part = model.b[:1]
    model.load_state_dict({"b": new([3.0, 4.0])})
    return part, model.b[:1]


@gives([[2.0, 2.0], [False]])
def what_is_frozen_stays_frozen(m: Any, new: Any) -> Any:
    p = m.nn.Parameter(new([1.0, 1.0]))
    p.requires_grad_(False)
    p += 1.0
    return p, new([p.requires_grad])


@gives([[1.0], [1.0], [0.875]])
def a_copy_has_no_derivative(m: Any, new: Any) -> Any:
    p = m.nn.Parameter(new([1.0]))
    (p * 5).sum().backward()
    q = copy.deepcopy(p)
    assert q.grad is None
    q.sum().backward()
    sgd(m, q).step()
    return p, q.grad, q


@gives([[0.0, 1.0], [1.0]])
def a_part_as_a_parameter_moves_the_whole(m: Any, new: Any) -> Any:
    w = new([1.0, 1.0])
    p = m.nn.Parameter(w[:1])
    (p * 8).sum().backward()
    sgd(m, p).step()
    return w, w[1:]


@packages
@pytest.mark.parametrize(
    ("run", "right"), PROGRAMS, ids=[run.__name__ for run, _ in PROGRAMS]
)
def test_a_program_ends_with_these_numbers(
    m: ModuleType, new: Any, run: Run, right: Any
) -> None:
    assert [parameter_programs.numbers(x) for x in run(m, new)] == right


# Random programs


def plain(seen: Any) -> list[float]:
    """All numbers in order, and an impossible one for None."""
    if isinstance(seen, list):
        return [x for part in seen for x in plain(part)]
    return [math.inf if seen is None else seen]


@packages
@pytest.mark.parametrize("seed", range(12))
def test_random_programs_are_as_by_hand(m: ModuleType, new: Any, seed: int) -> None:
    actions = parameter_programs.program(seed)
    pairs = zip(
        parameter_programs.by_tensors(m, actions, new),
        parameter_programs.by_hand(actions),
        strict=True,
    )
    for i, (came, right) in enumerate(pairs):
        np.testing.assert_allclose(
            plain(came), plain(right), rtol=1e-9, atol=1e-12, err_msg=f"{actions[i]}"
        )


# What is our own


@pytest.mark.parametrize("backend", ["numpy", "loops"])
@pytest.mark.parametrize("rule", [partial(SGD, lr=0.5), partial(Adam, lr=0.5)])
def test_a_graph_keeps_the_numbers_that_it_was_made_of(rule: Any, backend: str) -> None:
    """PyTorch refuses this backward; a derivative at a mixed place is in neither."""
    p = Parameter(tensor([[3.0, 5.0]], backend=backend))
    turned = p.T
    losses = [(p * p).sum(), (turned * turned).sum(), (p @ turned).sum(), p.exp().sum()]
    p.grad = np.array([[1.0, 1.0]])
    rule([p]).step()
    p.value.numpy()
    assert turned.tolist() == [[x] for x in p.tolist()[0]]
    for loss in losses[:3]:
        p.grad = None
        loss.backward()
        assert p.grad.tolist() == [[6.0, 10.0]]
    p.grad = None
    losses[3].backward()
    np.testing.assert_allclose(p.grad.tolist(), [np.exp([3.0, 5.0])])


def test_a_dtype_changes_in_the_same_tensor() -> None:
    model = nn.Linear(2, 1, bias=False)
    value, loss = model.weight.value, (model.weight * 2).sum()
    part = model.weight[0]
    loss.backward()
    grad = model.weight.grad
    assert model.float().weight.value is value
    assert model.weight.grad is grad
    assert (value.dtype, grad.dtype, part.dtype) == ("float32", "float32", "float64")
    # The graph from before adds to what is there, in the new dtype.
    loss.backward()
    assert (grad.tolist(), model.weight.grad.dtype) == ([[2.0, 2.0]], "float32")
    assert model.weight.grad.tolist() == [[4.0, 4.0]]
    before = part.tolist()
    optim.SGD(model.parameters(), lr=0.5).step()
    assert part.tolist() == before


def test_tied_weights_made_in_init_are_trained() -> None:
    class Tied(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embedding = nn.Embedding(3, 2, seed=0)
            self.turned = self.embedding.weight.T

        def forward(self, i: Any) -> Any:
            return self.embedding(i) @ self.turned

    class Anew(Tied):
        def forward(self, i: Any) -> Any:
            return self.embedding(i) @ self.embedding.weight.T

    ends = []
    for model in (Tied(), Anew()):
        optimiser = optim.AdamW(model.parameters(), lr=0.1)
        for _ in range(5):
            optimiser.zero_grad()
            nn.functional.cross_entropy(model([0, 1, 2]), [1, 2, 0]).backward()
            optimiser.step()
        ends.append(model.embedding.weight.tolist())
    assert ends[0] == ends[1]


@pytest.mark.parametrize(
    "duplicate", [copy.deepcopy, copy.copy, lambda p: pickle.loads(pickle.dumps(p))]
)
def test_a_copy_leaves_the_derivative_where_it_was(duplicate: Any) -> None:
    p = Parameter(tensor([1.0]), name="w")
    (p * 5).sum().backward()
    q = duplicate(p)
    assert (q.grad, q.name, q.value.name, q.tolist()) == (None, "w", "w", [1.0])
    assert p.grad.tolist() == [5.0]
    assert q.value is not p.value


def test_a_copied_model_has_parts_of_its_own_numbers() -> None:
    model = nn.Module()
    model.w = Parameter(tensor([[1.0, 2.0], [3.0, 4.0]]))
    model.turned, model.row = model.w.T, model.w[0]
    twin = copy.deepcopy(model)
    optimiser = SGD(twin.parameters(), lr=0.5)
    for _ in range(2):
        optimiser.zero_grad()
        (twin.turned[0] * 2).sum().backward()
        optimiser.step()
    assert twin.w.tolist() == [[-1.0, 2.0], [1.0, 4.0]]
    assert (twin.turned.tolist(), twin.row.tolist()) == (
        [[-1.0, 1.0], [2.0, 4.0]],
        [-1.0, 2.0],
    )
    assert model.w.tolist() == [[1.0, 2.0], [3.0, 4.0]]
    assert (model.row.tolist(), model.w.grad) == ([1.0, 2.0], None)


def test_a_frozen_parameter_is_made_and_copied_as_one() -> None:
    p = nn.Parameter(tensor([1.0]), requires_grad=False)
    for q in (p, copy.copy(p), copy.deepcopy(p), pickle.loads(pickle.dumps(p))):
        assert not q.requires_grad
    with pytest.raises(TypeError, match="requires_grad=False"):
        nn.Parameter(tensor([1.0]), False)  # type: ignore[arg-type]


@pytest.mark.parametrize("backend", ["numpy", "loops"])
def test_nothing_moves_if_one_could_not(backend: str) -> None:
    """A number with several places would move in each of them, as PyTorch says, too."""
    p = Parameter(tensor([1.0], backend=backend))
    wide = Parameter(tensor([1.0], backend=backend).expand(3))
    p.grad, wide.grad = [1.0], [1.0] * 3
    with pytest.raises(RuntimeError, match="clone"):
        SGD([p, wide], lr=0.5).step()
    model = nn.Module()
    model.p, model.wide = p, wide
    with pytest.raises(RuntimeError, match="clone"):
        model.load_state_dict({"p": np.array([2.0]), "wide": np.full(3, 2.0)})
    assert (p.tolist(), wide.tolist()) == ([1.0], [1.0] * 3)


def test_a_parameter_of_a_scalar_has_a_scalar_of_its_own() -> None:
    w = Scalar(2.0, name="w")
    p, q = Parameter(w), Parameter(w)
    (p.value * 2.0).backward()
    (q.value * 3.0).backward()
    assert (p.grad, q.grad, w.grad) == (2.0, 3.0, None)
    assert (p.value.name, q.value.name) == ("w", "w")


@pytest.mark.parametrize("leaf", [Scalar(2.0), tensor([2.0], requires_grad=True)])
def test_what_was_taken_out_can_be_put_back_with_its_derivative(leaf: Any) -> None:
    p = Parameter(leaf)
    kept = p.value
    (3.0 * kept).backward()
    p.update(leaf * 5.0)
    assert (p.value.is_leaf(), p.grad) == (True, None)
    p.update(kept)
    assert p.value is kept
    assert float(p.grad) == 3.0


def test_a_step_puts_a_new_scalar_into_a_parameter() -> None:
    """As module 1 teaches: it has no derivative, and the old one keeps its own."""
    p = Parameter(Scalar(2.0))
    old = p.value
    (old * old).backward()
    SGD([p], lr=0.25).step()
    assert p.value is not old
    assert (p.value.data, p.value.derivative) == (1.0, None)
    assert (old.data, old.derivative) == (2.0, 4.0)


def test_loading_a_scalar_puts_a_new_one_there() -> None:
    model = Module()
    model.w = Parameter(Scalar(2.0, name="w"))
    old = model.w.value
    model.load_state_dict({"w": 3.0})
    assert (old.data, model.w.value.data, model.w.value.name) == (2.0, 3.0, "w")


def test_what_has_no_derivative_is_no_parameter() -> None:
    """Steps smaller than 1 would never move a whole number."""
    for values in (tensor([1.0, 2.0]) > 1.5, tensor([1.0, 2.0]).long()):
        with pytest.raises(RuntimeError, match="whole numbers have no derivative"):
            Parameter(values)
        assert Parameter(values.double()).requires_grad
