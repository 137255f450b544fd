"""Layers: their shapes, their first weights, their derivatives, and learning."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import minitorch
from minitorch import SGD, Adam, Module, ShapeError, datasets, grad_check, nn, tensor
from minitorch.backends.arrays import BACKENDS

backends = pytest.mark.parametrize("backend", BACKENDS)
sizes = st.integers(1, 4)
seeds = st.integers(0, 1000)


def some(shape: tuple[int, ...], seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(size=shape)


# Linear


@backends
@pytest.mark.parametrize("bias", [True, False])
@settings(max_examples=30)
@given(batch=st.lists(sizes, max_size=2), inputs=sizes, outputs=sizes, seed=seeds)
def test_linear_and_its_derivatives(
    backend: str, bias: bool, batch: list[int], inputs: int, outputs: int, seed: int
) -> None:
    layer = nn.Linear(inputs, outputs, bias, seed=seed, backend=backend)
    x = some((*batch, inputs), seed)
    weight = layer.weight.value.numpy()
    assert weight.shape == (outputs, inputs)
    expected = np.einsum("...i,oi->...o", x, weight)
    if layer.bias is not None:
        assert layer.bias.value.shape == (outputs,)
        expected = expected + layer.bias.value.numpy()
    y = layer(tensor(x, backend=backend))
    assert y.backend == backend
    assert y.shape == (*batch, outputs)
    assert np.allclose(y.numpy(), expected, rtol=1e-12, atol=1e-14)

    def f(x: Any, weight: Any, *bias: Any) -> Any:
        layer.weight.update(weight)
        if bias and layer.bias is not None:
            layer.bias.update(bias[0])
        return layer(x)

    grad_check(f, tensor(x, backend=backend), *[p.value for p in layer.parameters()])


def test_linear_is_that_of_pytorch() -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; `make bench` brings one along"
    )
    ours = nn.Sequential(nn.Linear(3, 4, seed=0), nn.ReLU(), nn.Linear(4, 2, seed=1))
    theirs = torch.nn.Sequential(
        torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.Linear(4, 2)
    ).double()
    state = ours.state_dict()
    # The same names and shapes: a state goes from here to there as it is.
    theirs.load_state_dict({name: torch.tensor(a) for name, a in state.items()})
    assert [*state] == [*theirs.state_dict()]
    x, y = some((5, 3)), [0, 1, 1, 0, 1]
    loss = nn.cross_entropy(ours(tensor(x)), y)
    their_loss = torch.nn.functional.cross_entropy(
        theirs(torch.tensor(x)), torch.tensor(y)
    )
    assert loss.item() == pytest.approx(their_loss.item(), rel=1e-13)
    loss.backward()
    their_loss.backward()
    for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
        assert np.allclose(p.value.grad, q.grad.numpy(), rtol=1e-12, atol=1e-14)


def test_linear_takes_lists_and_arrays() -> None:
    layer = nn.Linear(2, 3, seed=0, dtype="float32")
    y = layer([[1.0, 2.0]])
    assert y.dtype == np.float32
    assert y.tolist() == layer(np.array([[1.0, 2.0]])).tolist()


@pytest.mark.parametrize("shape", [(4, 3), (3,), (), (2, 1), (2, 0)])
def test_inputs_of_another_size_are_named(shape: tuple[int, ...]) -> None:
    message = r"Linear: expected inputs of shape \(…, 2\), got "
    with pytest.raises(ShapeError, match=message) as error:
        nn.Linear(2, 4, seed=0)(tensor(np.zeros(shape)))
    assert str(error.value).endswith(str(shape))


def test_one_input_does_not_broadcast() -> None:
    with pytest.raises(ShapeError, match=r"\(…, 1\), got \(4,\)"):
        nn.Linear(1, 1, seed=0)(tensor(np.zeros(4)))


@pytest.mark.parametrize(("inputs", "outputs"), [(0, 1), (1, 0), (-1, 2)])
def test_a_layer_without_inputs_or_outputs_is_refused(
    inputs: int, outputs: int
) -> None:
    with pytest.raises(ValueError, match="at least one input and one output"):
        nn.Linear(inputs, outputs, seed=0)


# First weights


@pytest.mark.parametrize("inputs", [1, 4, 100])
def test_first_weights_fill_the_range_evenly(inputs: int) -> None:
    layer = nn.Linear(inputs, 10_000 // inputs, seed=0)
    bound = 1 / math.sqrt(inputs)
    assert layer.bias is not None
    for value in (layer.weight.value.numpy(), layer.bias.value.numpy()):
        # A tenth of the range gets a tenth of the numbers, give or take five sigma.
        counts, _ = np.histogram(value, bins=10, range=(-bound, bound))
        assert counts.sum() == value.size
        slack = 5 * math.sqrt(value.size * 0.09)
        assert np.abs(counts - value.size / 10).max() < slack


def test_the_same_seed_gives_the_same_layer_and_another_seed_another() -> None:
    first, same, other = (nn.Linear(3, 2, seed=s).state_dict() for s in (1, 1, 2))
    assert all((first[name] == same[name]).all() for name in first)
    assert all((first[name] != other[name]).all() for name in first)


def test_weights_and_biases_of_one_seed_are_different_numbers() -> None:
    layer = nn.Linear(1, 5, seed=0)
    assert layer.bias is not None
    weight, bias = (p.value.numpy().ravel() for p in layer.parameters())
    assert not set(weight) & set(bias)


def test_layers_that_share_a_generator_are_different() -> None:
    generator = np.random.default_rng(0)
    one, two = (nn.Linear(3, 3, seed=generator) for _ in range(2))
    assert not set(one.weight.value.numpy().ravel()) & set(
        two.weight.value.numpy().ravel()
    )
    # The first has not seen that the generator is used by another.
    assert one.state_dict()["weight"].tolist() == (
        nn.Linear(3, 3, seed=0).state_dict()["weight"].tolist()
    )


def test_the_bias_changes_no_weight() -> None:
    with_bias, without = (nn.Linear(3, 2, b, seed=4) for b in (True, False))
    assert with_bias.weight.value.tolist() == without.weight.value.tolist()
    assert without.bias is None
    assert [name for name, _ in without.named_parameters()] == ["weight"]


@backends
def test_first_weights_do_not_depend_on_backend_and_rounded_on_dtype(
    backend: str,
) -> None:
    plain = nn.Linear(3, 2, seed=4).state_dict()["weight"]
    there = nn.Linear(3, 2, seed=4, backend=backend)
    assert there.weight.value.backend == backend
    assert (there.state_dict()["weight"] == plain).all()
    single = nn.Linear(3, 2, seed=4, dtype="float32").state_dict()["weight"]
    assert single.dtype == np.float32
    assert (single == plain.astype(np.float32)).all()


def test_a_seed_may_be_left_out_and_then_no_two_are_the_same() -> None:
    assert nn.Linear(1, 1).weight.value.item() != nn.Linear(1, 1).weight.value.item()
    x = tensor(np.ones(60))
    assert nn.Dropout()(x).tolist() != nn.Dropout()(x).tolist()
    assert nn.dropout(x).tolist() != nn.dropout(x).tolist()


# Dropout


@backends
@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_dropout_drops_with_probability_p_and_keeps_the_mean(
    backend: str, p: float
) -> None:
    x = tensor(np.full(4000, 3.0), backend=backend)
    y = nn.dropout(x, p, seed=0)
    assert y.backend == backend
    values = y.numpy()
    assert set(values.round(9)) == {0.0, round(3.0 / (1 - p), 9)}
    sigma = math.sqrt(p * (1 - p) / 4000)
    assert abs((values == 0).mean() - p) < 5 * sigma
    assert abs(values.mean() - 3.0) < 5 * sigma * 3.0 / (1 - p)


@backends
@settings(max_examples=30)
@given(shape=st.lists(sizes, max_size=3), p=st.floats(0, 1), seed=seeds)
def test_derivatives_of_dropout(
    backend: str, shape: list[int], p: float, seed: int
) -> None:
    x = tensor(some(tuple(shape), seed), backend=backend)
    # A small 1 - p makes the slope of what is kept large.
    grad_check(lambda x: nn.dropout(x, min(p, 0.9), seed=seed), x)


def test_nothing_or_everything_is_dropped() -> None:
    x = tensor([1.0, 2.0], requires_grad=True)
    assert nn.dropout(x, 0.0, seed=0) is x
    gone = nn.dropout(x, 1.0, seed=0)
    assert gone.tolist() == [0.0, 0.0]
    gone.sum().backward()
    assert x.grad.tolist() == [0.0, 0.0]


def test_dropout_keeps_float32_and_constants() -> None:
    x = tensor([1.0, 2.0], dtype="float32")
    y = nn.dropout(x, 0.3, seed=0)
    assert y.dtype == np.float32
    assert not y.requires_grad


def test_a_number_as_seed_drops_the_same_and_a_generator_goes_on() -> None:
    x = tensor(np.ones(50))
    generator = np.random.default_rng(0)
    assert nn.dropout(x, seed=0).tolist() == nn.dropout(x, seed=0).tolist()
    first, second = (nn.dropout(x, seed=generator).tolist() for _ in range(2))
    assert first != second
    assert first == nn.dropout(x, seed=0).tolist()


def test_each_element_is_dropped_by_a_draw_of_its_own() -> None:
    dropped = nn.dropout(tensor(np.ones((40, 50))), seed=0).numpy() == 0
    for rows in (dropped, dropped.T):
        assert len({tuple(row) for row in rows}) == len(rows)
        assert ((rows.sum(axis=1) > 0) & (rows.sum(axis=1) < rows.shape[1])).all()


def test_the_layer_draws_anew_in_training_and_does_nothing_else() -> None:
    layer, x = nn.Dropout(0.5, seed=0), tensor(np.ones(50))
    model = nn.Sequential(nn.Sequential(layer))
    first, second = model(x).tolist(), model(x).tolist()
    assert first != second
    assert set(first) == {0.0, 2.0}
    model.eval()
    assert model(x) is x
    model.train()
    third = model(x).tolist()
    assert third not in (first, second)
    again = nn.Dropout(0.5, seed=0)
    # What was not dropped in between was not drawn for.
    assert [again(x).tolist() for _ in range(3)] == [first, second, third]


@pytest.mark.parametrize("p", [-0.1, 1.1, math.nan])
def test_a_probability_is_from_0_to_1(p: float) -> None:
    for make in (
        lambda: nn.Dropout(p, seed=0),
        lambda: nn.dropout(tensor(1.0), p, seed=0),
    ):
        with pytest.raises(ValueError, match="a probability p from 0 to 1"):
            make()


# Sequential


class Log(Module):
    def __init__(self, calls: list[str], name: str) -> None:
        super().__init__()
        self.label, self.calls = name, calls

    def forward(self, x: Any) -> Any:
        self.calls.append(self.label)
        return x + 1


def test_sequential_runs_its_modules_in_order() -> None:
    calls: list[str] = []
    first, second = Log(calls, "first"), Log(calls, "second")
    assert nn.Sequential(first, second, first)(0) == 3
    assert calls == ["first", "second", "first"]
    assert nn.Sequential()(5) == 5


def test_sequential_finds_all_parameters_beyond_ten() -> None:
    model = nn.Sequential(*[nn.Linear(1, 1, seed=i) for i in range(12)])
    names = [name for name, _ in model.named_parameters()]
    assert names == [f"{i}.{part}" for i in range(12) for part in ("weight", "bias")]
    x = tensor([[1.0]])
    y = x
    for i in range(12):
        y = getattr(model, str(i))(y)
    assert model(x).item() == y.item()


def test_sequential_takes_modules_only() -> None:
    with pytest.raises(TypeError, match="expected a Module, got list"):
        nn.Sequential([nn.ReLU()])  # type: ignore[arg-type]


def test_relu_is_a_layer() -> None:
    assert nn.ReLU()(tensor([-1.0, 0.0, 2.0])).tolist() == [0.0, 0.0, 2.0]


# Names


def test_nn_is_there_without_an_import_of_its_own() -> None:
    for name in nn.__all__:
        assert hasattr(minitorch.nn, name)


# Learning


def network(hidden: int, seed: int, **options: Any) -> Module:
    generator = np.random.default_rng(seed)
    return nn.Sequential(
        nn.Linear(2, hidden, seed=generator, **options),
        nn.ReLU(),
        nn.Linear(hidden, hidden, seed=generator, **options),
        nn.ReLU(),
        nn.Linear(hidden, 1, seed=generator, **options),
    )


@pytest.mark.parametrize("name", ["Split", "Xor"])
@pytest.mark.parametrize("kind", ["SGD", "Adam"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_network_learns(name: str, kind: str, dtype: str) -> None:
    points = datasets[name](100)
    assert 0.2 < np.mean(points.y) < 0.8
    x = tensor(4 * np.array(points.X) - 2, dtype=dtype)
    y = tensor(points.y, dtype=dtype).reshape(-1, 1)
    model = network(10, 1, dtype=dtype)
    optimiser: Any = (
        SGD(model.parameters(), 0.1, 0.9)
        if kind == "SGD"
        else Adam(model.parameters(), 0.02)
    )
    for _ in range(300):
        optimiser.zero_grad()
        nn.binary_cross_entropy_with_logits(model(x), y).backward()
        optimiser.step()
    right = ((model(x) > 0) == y).mean().item()
    assert right >= 0.97
    assert all(p.value.dtype == dtype for p in model.parameters())


@backends
def test_both_backends_take_the_same_steps(backend: str) -> None:
    points = datasets["Xor"](8)
    states = []
    for where in ("numpy", backend):
        model = network(4, 0, backend=where)
        x = tensor(points.X, backend=where)
        optimiser = Adam(model.parameters(), lr=0.1)
        for _ in range(5):
            optimiser.zero_grad()
            logits = model(x).reshape(-1)
            nn.binary_cross_entropy_with_logits(logits, points.y).backward()
            optimiser.step()
        states.append(model.state_dict())
    for name in states[0]:
        assert np.allclose(states[0][name], states[1][name], rtol=1e-9, atol=1e-12)


def test_three_classes_are_learned_with_dropout() -> None:
    generator = np.random.default_rng(0)
    centres = np.array([[0.0, 2.0], [2.0, -1.0], [-2.0, -1.0]])
    classes = generator.integers(0, 3, 90)
    x = tensor(centres[classes] + 0.5 * generator.normal(size=(90, 2)))
    model = nn.Sequential(
        nn.Linear(2, 16, seed=generator),
        nn.ReLU(),
        nn.Dropout(0.3, seed=1),
        nn.Linear(16, 3, seed=generator),
    )
    optimiser = Adam(model.parameters(), lr=0.05)
    for _ in range(100):
        optimiser.zero_grad()
        nn.cross_entropy(model(x), classes).backward()
        optimiser.step()
    model.eval()
    assert (model(x).argmax(dim=1) == classes).mean() > 0.97
