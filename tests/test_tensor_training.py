"""Training with tensors is training with Scalars: the same start, the same losses.

One network of two layers is written three times: in Scalars, in tensors, and with the
layers of ``minitorch.nn``. All begin with the same weights.
"""

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from minitorch import (
    SGD,
    Adam,
    Module,
    Parameter,
    PointSet,
    Scalar,
    datasets,
    nn,
    tensor,
    topological_sort,
)

HIDDEN, NAMES = 4, ["Simple", "Diag", "Split", "Xor"]
Weights = list[tuple[list[list[float]], list[float]]]
Loss = Callable[[Any, PointSet], Any]


def start(seed: int) -> Weights:
    pick = random.Random(seed)

    def layer(inputs: int, outputs: int) -> tuple[list[list[float]], list[float]]:
        W = [[pick.uniform(-1, 1) for _ in range(outputs)] for _ in range(inputs)]
        return W, [pick.uniform(-1, 1) for _ in range(outputs)]

    return [layer(2, HIDDEN), layer(HIDDEN, 1)]


class OfScalars(Module):
    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self.layers = [self.add_layer(n, W, b) for n, (W, b) in enumerate(weights)]

    def add_layer(self, n: int, W: list[list[float]], b: list[float]) -> Any:
        return (
            [
                [self.add_parameter(f"w{n}{i}{j}", Scalar(w)) for j, w in enumerate(ws)]
                for i, ws in enumerate(W)
            ],
            [self.add_parameter(f"b{n}{j}", Scalar(v)) for j, v in enumerate(b)],
        )

    def forward(self, x: tuple[float, float]) -> Scalar:
        hidden = [h.relu() for h in self.layer(0, x)]
        return self.layer(1, hidden)[0]

    def layer(self, n: int, xs: Any) -> list[Scalar]:
        W, b = self.layers[n]
        return [
            sum((x * ws[j].value for x, ws in zip(xs, W, strict=True)), b[j].value)
            for j in range(len(b))
        ]


class OfTensors(Module):
    def __init__(self, weights: Weights) -> None:
        super().__init__()
        (W0, b0), (W1, b1) = weights
        self.W0, self.b0 = Parameter(tensor(W0)), Parameter(tensor(b0))
        self.W1, self.b1 = Parameter(tensor(W1)), Parameter(tensor(b1))

    def forward(self, X: Any) -> Any:
        hidden = (X @ self.W0.value + self.b0.value).relu()
        return hidden @ self.W1.value + self.b1.value


def of_layers(weights: Weights) -> nn.Sequential:
    (W0, b0), (W1, b1) = weights
    model = nn.Sequential(
        nn.Linear(2, HIDDEN, seed=0), nn.ReLU(), nn.Linear(HIDDEN, 1, seed=1)
    )
    numbers = {"0.weight": np.transpose(W0), "0.bias": np.array(b0)}
    numbers |= {"2.weight": np.transpose(W1), "2.bias": np.array(b1)}
    model.load_state_dict(numbers)
    return model


def scalar_loss(model: Module, points: PointSet) -> Scalar:
    total = Scalar(0.0)
    for x, y in zip(points.X, points.y, strict=True):
        m = model(x)
        total = total - (m if y == 1 else -m).sigmoid().log()
    return total / points.N


def tensor_loss(model: Module, points: PointSet) -> Any:
    signs = tensor([[2.0 * y - 1.0] for y in points.y])
    return -(model(tensor(points.X)) * signs).sigmoid().log().mean()


def layer_loss(model: Module, points: PointSet) -> Any:
    target = [[float(y)] for y in points.y]
    return nn.binary_cross_entropy_with_logits(model(tensor(points.X)), target)


def train(
    model: Module,
    loss_of: Loss,
    points: PointSet,
    epochs: int,
    choose: Callable[..., Any] = SGD,
    **settings: float,
) -> list[float]:
    optimiser, history = choose(model.parameters(), **settings), []
    for _ in range(epochs):
        optimiser.zero_grad()
        loss = loss_of(model, points)
        loss.backward()
        optimiser.step()
        history.append(float(loss.data))
    return history


@pytest.mark.parametrize("name", NAMES)
def test_every_loss_is_the_same(name: str) -> None:
    points = datasets[name](20, seed=3)
    expected = train(OfScalars(start(4)), scalar_loss, points, 40, lr=1.0)
    assert expected[-1] < expected[0]
    for model, loss_of in (
        (OfTensors(start(4)), tensor_loss),
        (of_layers(start(4)), layer_loss),
    ):
        losses = train(model, loss_of, points, 40, lr=1.0)
        assert np.abs(np.subtract(losses, expected)).max() < 1e-12


@pytest.mark.parametrize(
    ("choose", "settings"),
    [
        (SGD, {"lr": 0.3, "momentum": 0.9}),
        (SGD, {"lr": 0.3, "weight_decay": 0.01}),
        (Adam, {"lr": 0.05}),
        (Adam, {"lr": 0.05, "weight_decay": 0.01}),
    ],
)
def test_with_every_optimiser(choose: Any, settings: dict[str, float]) -> None:
    points = datasets["Xor"](20, seed=3)
    runs = [
        train(OfScalars(start(4)), scalar_loss, points, 30, choose, **settings),
        train(OfTensors(start(4)), tensor_loss, points, 30, choose, **settings),
    ]
    # Adam divides by the root of a mean of squares: rounding grows where both are 0.
    assert np.abs(np.subtract(*runs)).max() < 1e-9


def test_every_derivative_is_the_same() -> None:
    points = datasets["Split"](20, seed=3)
    scalars, tensors = OfScalars(start(0)), OfTensors(start(0))
    scalar_loss(scalars, points).backward()
    tensor_loss(tensors, points).backward()
    expected = {name: p.value.derivative for name, p in scalars.named_parameters()}
    for n, (W, b) in enumerate(((tensors.W0, tensors.b0), (tensors.W1, tensors.b1))):
        for (i, j), d in np.ndenumerate(W.value.grad):
            assert d == pytest.approx(expected.pop(f"w{n}{i}{j}"), abs=1e-15)
        for (j,), d in np.ndenumerate(b.value.grad):
            assert d == pytest.approx(expected.pop(f"b{n}{j}"), abs=1e-15)
    assert not expected


def test_the_graph_of_tensors_does_not_grow_with_the_data() -> None:
    sizes = [
        (
            len(topological_sort(scalar_loss(OfScalars(start(0)), points))),
            len(topological_sort(tensor_loss(OfTensors(start(0)), points))),
        )
        for points in (datasets["Xor"](10), datasets["Xor"](20))
    ]
    assert sizes[0][1] == sizes[1][1]
    assert sizes[0][0] < sizes[1][0]


def wrong(model: Module, points: PointSet) -> int:
    says = model(tensor(points.X)).numpy()[:, 0] > 0
    return int((says != (np.array(points.y) == 1)).sum())


@pytest.mark.parametrize("name", NAMES)
def test_tensors_learn_the_point_sets(name: str) -> None:
    points = datasets[name](40, seed=3)
    assert 0 < sum(points.y) < 40
    model = OfTensors(start(4))
    before = wrong(model, points)
    train(model, tensor_loss, points, 1000, lr=1.0)
    assert wrong(model, points) == 0 < before


def test_a_deeper_network_learns_the_spiral_with_adam() -> None:
    points, pick = datasets["Spiral"](80), np.random.default_rng(0)
    model = nn.Sequential(
        *(nn.Linear(2, 20, seed=pick), nn.ReLU()),
        *(nn.Linear(20, 20, seed=pick), nn.ReLU()),
        nn.Linear(20, 1, seed=pick),
    )
    train(model, layer_loss, points, 500, Adam, lr=0.03)
    assert wrong(model, points) <= 2
