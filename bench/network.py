"""What every engine computes: the loss of a small network, as one graph.

The same lines run on numbers of each engine's own kind.
"""

import itertools
import random
from collections.abc import Callable
from typing import Any

SIZES = (2, 16, 16, 1)
POINTS = 100

Leaf = Callable[[float], Any]
Neuron = Callable[[list[Any], list[Any], Any], Any]


def make_network(leaf: Leaf) -> list[Any]:
    """Layers of neurons; a neuron is its weights and its bias."""
    generator = random.Random(0)

    def number() -> Any:
        return leaf(generator.uniform(-1, 1))

    return [
        [([number() for _ in range(inputs)], number()) for _ in range(outputs)]
        for inputs, outputs in itertools.pairwise(SIZES)
    ]


def parameters(network: list[Any]) -> list[Any]:
    """All weights and biases, the first weight of the first neuron first."""
    return [v for layer in network for ws, b in layer for v in (*ws, b)]


def points() -> list[tuple[float, float, float]]:
    """Pairs of numbers, and whether the first is the smaller one."""
    generator = random.Random(1)
    pairs = [(generator.random(), generator.random()) for _ in range(POINTS)]
    return [(x1, x2, float(x1 < x2)) for x1, x2 in pairs]


def neuron(weights: list[Any], xs: list[Any], bias: Any) -> Any:
    """What a neuron makes of its inputs, with operators."""
    total = bias
    for w, x in zip(weights, xs, strict=True):
        total = total + w * x
    return total


def answer(network: list[Any], xs: list[Any], neuron: Neuron = neuron) -> Any:
    """The network's answer to one point."""
    *hidden, last = network
    for layer in hidden:
        xs = [neuron(weights, xs, bias).relu() for weights, bias in layer]
    ((weights, bias),) = last
    return neuron(weights, xs, bias)


def loss(network: list[Any], leaf: Leaf, neuron: Neuron = neuron) -> Any:
    """The squared errors of all points, added up: one graph."""
    total = leaf(0.0)
    for x1, x2, y in points():
        error = answer(network, [leaf(x1), leaf(x2)], neuron) - leaf(y)
        total = total + error * error
    return total
