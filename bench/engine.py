"""One engine's times: `python bench/engine.py minitorch 3` prints them as JSON.

Every engine runs the same lines below on numbers of its own kind, in a process of its
own, so that none of them finds memory or a garbage collector that another has filled.
"""

import gc
import importlib.metadata
import itertools
import json
import random
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable
from typing import Any

SIZES = (2, 16, 16, 1)
POINTS = 100

Leaf = Callable[[float], Any]


def make_network(leaf: Leaf) -> list[Any]:
    """Layers of neurons; a neuron is its weights and its bias."""
    generator = random.Random(0)

    def number() -> Any:
        return leaf(generator.uniform(-1, 1))

    return [
        [([number() for _ in range(inputs)], number()) for _ in range(outputs)]
        for inputs, outputs in itertools.pairwise(SIZES)
    ]


def outputs(layer: list[Any], xs: list[Any]) -> list[Any]:
    """What a layer makes of its inputs."""
    sums = []
    for weights, bias in layer:
        total = bias
        for w, x in zip(weights, xs, strict=True):
            total = total + w * x
        sums.append(total)
    return sums


def answer(network: list[Any], xs: list[Any]) -> Any:
    """The network's answer to one point."""
    *hidden, last = network
    for layer in hidden:
        xs = [total.relu() for total in outputs(layer, xs)]
    return outputs(last, xs)[0]


def loss(network: list[Any], leaf: Leaf) -> Any:
    """The squared errors of all points, added up: one graph."""
    generator = random.Random(1)
    total = leaf(0.0)
    for _ in range(POINTS):
        x1, x2 = generator.random(), generator.random()
        error = answer(network, [leaf(x1), leaf(x2)]) - leaf(float(x1 < x2))
        total = total + error * error
    return total


# The engines


def minitorch_engine() -> tuple[Leaf, Leaf]:
    """How to make a parameter, and how a plain number."""
    from minitorch import Scalar

    return Scalar, Scalar


def micrograd_engine() -> tuple[Leaf, Leaf]:
    """How to make a parameter, and how a plain number."""
    from micrograd.engine import Value

    return Value, Value


def torch_engine() -> tuple[Leaf, Leaf]:
    """How to make a parameter, and how a plain number."""
    warnings.filterwarnings("ignore", message="Failed to initialize NumPy")
    import torch

    torch.set_num_threads(1)

    def number(value: float) -> Any:
        return torch.tensor(value, dtype=torch.float64)

    return lambda value: number(value).requires_grad_(), number


ENGINES = {
    "minitorch": minitorch_engine,
    "micrograd": micrograd_engine,
    "torch": torch_engine,
}
# What each calls a leaf's derivative, and what a node was made from.
DERIVATIVE = {"minitorch": "derivative", "micrograd": "grad", "torch": "grad"}
INPUTS = {"minitorch": "parents", "micrograd": "_prev"}


# The measurements


def epoch(parameter: Leaf, number: Leaf) -> tuple[float, Any, Any]:
    """The processor time of one forward and backward, not of making the parameters."""
    network = make_network(parameter)
    start = time.process_time()
    result = loss(network, number)
    result.backward()
    return time.process_time() - start, result, network


def epochs(parameter: Leaf, number: Leaf, count: int) -> list[float]:
    """The times of several epochs, each graph let go before the next begins.

    Nothing is collected in between by hand. With the collector off, an engine whose
    nodes refer to each other in circles keeps all its graphs and needs new memory each
    time; that belongs to its price.
    """
    return [epoch(parameter, number)[0] for _ in range(count)]


def nodes_below(result: Any, inputs: str) -> int:
    """How many numbers a result was computed from, itself included."""
    found, waiting = {id(result)}, [result]
    while waiting:
        for node in getattr(waiting.pop(), inputs):
            if id(node) not in found:
                found.add(id(node))
                waiting.append(node)
    return len(found)


def memory(name: str, parameter: Leaf, number: Leaf) -> dict[str, float]:
    """Bytes a node of the graph, before backward and at the peak of backward."""
    gc.collect()
    tracemalloc.start()
    network = make_network(parameter)
    result = loss(network, number)
    built = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    result.backward()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    nodes = nodes_below(result, INPUTS[name])
    return {"nodes": nodes, "bytes": built / nodes, "peak_bytes": peak / nodes}


def measure(name: str, count: int) -> dict[str, Any]:
    """All figures of one engine from one process."""
    parameter, number = ENGINES[name]()
    _, result, network = epoch(parameter, number)  # warms up, and is checked
    weight = network[0][0][0][0]
    figures: dict[str, Any] = {
        "loss": float(getattr(result, "data", result)),
        "derivative": float(getattr(weight, DERIVATIVE[name])),
    }
    del result, network, weight
    gc.collect()
    gc.disable()
    figures["collector off"] = epochs(parameter, number, count)
    gc.enable()
    gc.collect()
    figures["collector on"] = epochs(parameter, number, count)
    if name in INPUTS:
        figures |= memory(name, parameter, number)
    if name != "minitorch":
        figures["version"] = importlib.metadata.version(name)
    return figures


if __name__ == "__main__":
    json.dump(measure(sys.argv[1], int(sys.argv[2])), sys.stdout)
