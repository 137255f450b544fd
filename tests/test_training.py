"""A network of two layers, written in Scalars, learns the point data sets.

Ten hidden units, weights and biases from -1 to 1, 150 epochs in batches of 10 points,
and a learning rate that falls evenly from 1 to 0. Without the fall the last steps go
on jumping back and forth across the points that lie nearest to the boundary.
"""

import random

import pytest

from minitorch import (
    SGD,
    Module,
    PointSet,
    Scalar,
    central_difference,
    collector_paused,
    datasets,
)

HIDDEN, EPOCHS, BATCH, RATE, SEED = 10, 150, 10, 1.0, 6


class Linear(Module):
    """outputs[j] = b[j] + Σᵢ inputs[i] · w[i, j]"""

    def __init__(self, inputs: int, outputs: int, generator: random.Random) -> None:
        super().__init__()
        self.inputs, self.outputs = inputs, outputs
        for j in range(outputs):
            for i in range(inputs):
                self.add_parameter(f"w{i}_{j}", Scalar(generator.uniform(-1, 1)))
            self.add_parameter(f"b{j}", Scalar(generator.uniform(-1, 1)))

    def forward(self, xs: list[Scalar] | tuple[float, float]) -> list[Scalar]:
        return [self.output(j, xs) for j in range(self.outputs)]

    def output(self, j: int, xs: list[Scalar] | tuple[float, float]) -> Scalar:
        total: Scalar = getattr(self, f"b{j}").value
        for i, x in enumerate(xs):
            total = total + x * getattr(self, f"w{i}_{j}").value
        return total


class Network(Module):
    def __init__(self, hidden: int, generator: random.Random) -> None:
        super().__init__()
        self.hidden = Linear(2, hidden, generator)
        self.last = Linear(hidden, 1, generator)

    def forward(self, x1: float, x2: float) -> Scalar:
        hidden = [h.relu() for h in self.hidden((x1, x2))]
        return self.last(hidden)[0].sigmoid()


def point_loss(model: Module, point: tuple[float, float], label: int) -> Scalar:
    p: Scalar = model(*point)
    return -(p if label == 1 else 1 - p).log()


def loss(model: Module, points: PointSet, chosen: list[int]) -> Scalar:
    losses = [point_loss(model, points.X[i], points.y[i]) for i in chosen]
    return sum(losses, Scalar(0.0)) / len(losses)


def correct(model: Module, points: PointSet) -> int:
    pairs = zip(points.X, points.y, strict=True)
    return sum((model(*x).data > 0.5) == (label == 1) for x, label in pairs)


def train(points: PointSet, epochs: int, seed: int = SEED) -> Network:
    generator = random.Random(seed)
    model = Network(HIDDEN, generator)
    optimiser = SGD(model.parameters(), lr=RATE)
    order = list(range(points.N))
    for epoch in range(epochs):
        optimiser.lr = RATE * (1 - epoch / epochs)
        generator.shuffle(order)
        with collector_paused():
            for start in range(0, points.N, BATCH):
                optimiser.zero_grad()
                loss(model, points, order[start : start + BATCH]).backward()
                optimiser.step()
    return model


@pytest.mark.parametrize("name", ["Simple", "Diag", "Split", "Xor"])
def test_the_network_learns(name: str) -> None:
    points = datasets[name](50)
    # A network that always gives the commoner label would not do.
    assert 0 < sum(points.y) < 50
    assert max(sum(points.y), 50 - sum(points.y)) < 48
    model = train(points, EPOCHS)
    assert correct(model, points) >= 0.95 * 50


def test_the_same_seed_gives_the_same_network() -> None:
    points = datasets["Xor"](10)
    first, second, other = (train(points, 3, seed=s) for s in (1, 1, 2))
    assert repr(first) == repr(second) != repr(other)


def test_one_small_step_makes_the_loss_smaller_as_the_derivatives_say() -> None:
    points = datasets["Xor"](20)
    model = Network(HIDDEN, random.Random(0))
    everything = list(range(points.N))
    before = loss(model, points, everything)
    before.backward()
    squares = sum(p.value.derivative**2 for p in model.parameters())
    SGD(model.parameters(), lr=1e-4).step()
    fall = before.data - loss(model, points, everything).data
    assert fall == pytest.approx(1e-4 * squares, rel=0.01)


def test_the_networks_derivatives_are_those_of_central_differences() -> None:
    points = datasets["Split"](10)
    model = Network(4, random.Random(0))
    everything = list(range(points.N))
    loss(model, points, everything).backward()
    for parameter in model.parameters():
        value = parameter.value

        def f(w: float, parameter: object = parameter) -> float:
            parameter.update(Scalar(w))  # type: ignore[attr-defined]
            return loss(model, points, everything).data

        near = central_difference(f, value.data)
        parameter.update(value)
        assert value.derivative == pytest.approx(near, abs=1e-7)
