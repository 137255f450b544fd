"""One engine's times: `python bench/engine.py minitorch 3` prints them as JSON.

Every engine computes the same, see network.py, in a process of its own, so that none of
them finds memory or a garbage collector that another has filled. The figures are:

- loss, derivative: what came out, to be compared with what others found
- collector off, collector on: the processor time of each epoch, in seconds
- bytes, peak_bytes: what a node of the graph takes after backward, and at its peak
- nodes: how many there are, where a graph can be counted
- version: of an engine from elsewhere
"""

import contextlib
import gc
import importlib.metadata
import json
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable
from typing import Any

from network import answer, loss, make_network, parameters, points
from tricks import LADDER

# A run computes the loss and its derivatives; it returns the loss, and a function that
# gives the derivative with respect to the first weight. To make a run is not timed.
Run = Callable[[], tuple[Any, Callable[[], float]]]
Engine = Callable[[], Run]


def minitorch_engine() -> Engine:
    """The engine as it is."""
    from minitorch import Scalar

    return lambda: graph_run(Scalar, Scalar, "derivative")


def fused_engine() -> Engine:
    """The same, a neuron being one Function."""
    from minitorch import Scalar
    from minitorch.faster.fused import linear

    return lambda: graph_run(Scalar, Scalar, "derivative", linear)


def replay_engine() -> Engine:
    """One point traced, all points replayed; trace writes the program, once."""
    from minitorch import Scalar
    from minitorch.faster.replay import trace

    network = make_network(Scalar)
    known = parameters(network)

    def point_loss(x1: Any, x2: Any, y: Any) -> Any:
        error = answer(network, [x1, x2]) - y
        return error * error

    rows = points()
    replay = trace(point_loss, *rows[0], parameters=known)

    def run() -> tuple[float, Callable[[], float]]:
        for leaf in known:
            leaf.derivative = None
        return replay.backward(rows), lambda: known[0].derivative

    return lambda: run


def micrograd_engine() -> Engine:
    """Karpathy's micrograd, the example for small engines."""
    from micrograd.engine import Value

    return lambda: graph_run(Value, Value, "grad")


def torch_engine() -> Engine:
    """PyTorch, on tensors of one number."""
    warnings.filterwarnings("ignore", message="Failed to initialize NumPy")
    import torch

    torch.set_num_threads(1)

    def number(value: float) -> Any:
        return torch.tensor(value, dtype=torch.float64)

    return lambda: graph_run(lambda v: number(v).requires_grad_(), number, "grad")


def autograd_engine() -> Engine:
    """HIPS autograd, which turns a function into that of its derivatives."""
    from autograd import numpy, value_and_grad
    from autograd.numpy.numpy_boxes import ArrayBox

    ArrayBox.relu = lambda self: numpy.maximum(self, 0.0)

    def unpacked_loss(network: list[Any]) -> Any:
        # To look into a list of parameters is an operation to autograd. Once is enough.
        return loss([[(list(ws), b) for ws, b in layer] for layer in network], float)

    differentiate = value_and_grad(unpacked_loss)

    def run() -> tuple[float, Callable[[], float]]:
        value, derivatives = differentiate(make_network(float))
        return float(value), lambda: derivatives[0][0][0][0]

    return lambda: run


def rung(name: str) -> Callable[[], Engine]:
    """One of the engines that show what a trick brings."""
    number = LADDER[name]
    return lambda: lambda: graph_run(number, number, "derivative")


def graph_run(parameter: Any, number: Any, derivative: str, *neuron: Any) -> Run:
    """A run of an engine that builds a graph and goes back through it."""
    network = make_network(parameter)

    def run() -> tuple[Any, Callable[[], float]]:
        result = loss(network, number, *neuron)
        result.backward()
        return result, lambda: getattr(network[0][0][0][0], derivative)

    return run


ENGINES = {
    "minitorch": minitorch_engine,
    "paused": minitorch_engine,
    "fused": fused_engine,
    "replay": replay_engine,
    "micrograd": micrograd_engine,
    "torch": torch_engine,
    "autograd": autograd_engine,
} | {name: rung(name) for name in LADDER}
# Those that pause the collector around their epochs, where it is on.
PAUSED = ("paused", "fused")
# What those whose graph can be counted call that from which a node was made.
INPUTS = {
    "minitorch": "parents",
    "paused": "parents",
    "fused": "parents",
    "micrograd": "_prev",
} | dict.fromkeys(LADDER, "inputs")
PEERS = ("micrograd", "torch", "autograd")


# The measurements


def epoch(engine: Engine) -> tuple[float, Any, Any]:
    """The processor time of one forward and backward, and what came out."""
    run = engine()
    start = time.process_time()
    result, derivative = run()
    return time.process_time() - start, result, derivative


def pausing(name: str) -> contextlib.AbstractContextManager[None]:
    """Around the epochs of an engine: a pause for the collector, or nothing."""
    if name not in PAUSED:
        return contextlib.nullcontext()
    from minitorch import collector_paused

    return collector_paused()


def epochs(engine: Engine, count: int) -> list[float]:
    """The times of several epochs, each graph let go before the next begins.

    Nothing is collected in between by hand. With the collector off, an engine whose
    nodes refer to each other in circles keeps all its graphs and needs new memory each
    time; that belongs to its price.
    """
    return [epoch(engine)[0] for _ in range(count)]


def nodes_below(result: Any, inputs: str) -> int:
    """How many numbers a result was computed from, itself included."""
    found, waiting = {id(result)}, [result]
    while waiting:
        for node in getattr(waiting.pop(), inputs):
            if id(node) not in found:
                found.add(id(node))
                waiting.append(node)
    return len(found)


def memory(name: str, engine: Engine) -> dict[str, float]:
    """Bytes a node of the graph once backward is done, and at the peak of backward."""
    gc.collect()
    tracemalloc.start()
    result, _ = engine()()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    nodes = nodes_below(result, INPUTS[name])
    return {"nodes": nodes, "bytes": kept / nodes, "peak_bytes": peak / nodes}


def measure(name: str, count: int) -> dict[str, Any]:
    """All figures of one engine from one process."""
    engine = ENGINES[name]()
    _, result, derivative = epoch(engine)  # warms up, and is checked
    figures: dict[str, Any] = {
        "loss": float(getattr(result, "data", result)),
        "derivative": float(derivative()),
    }
    del result, derivative
    gc.collect()
    gc.disable()
    figures["collector off"] = epochs(engine, count)
    gc.enable()
    gc.collect()
    with pausing(name):
        figures["collector on"] = epochs(engine, count)
    if name in INPUTS:
        figures |= memory(name, engine)
    if name in PEERS:
        figures["version"] = importlib.metadata.version(name)
    return figures


if __name__ == "__main__":
    json.dump(measure(sys.argv[1], int(sys.argv[2])), sys.stdout)
