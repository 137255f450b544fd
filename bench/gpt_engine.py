"""Steps of training a GPT: `python bench/gpt_engine.py scalar 3` prints them as JSON.

A step is a name: forward, backward and an update of all parameters, see gpt.py. All
names have the same length. Each kind of number gets a process of its own, as in
engine.py, and goes the same way, so their losses must agree. The figures are:

- losses: that of every step, to be compared with what others found
- seconds: the processor time of every step after the first
- parameters: how many there are
- traced, compiled: of a replay, the processor time of both, spent once
- lines: of a replay, how long the program is

Fused, each sum of products is one Function, and a replay is traced from such a graph.
It trains twice: with each parameter's value in its Scalar, and with all values in a
list of floats.
"""

import contextlib
import itertools
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import gpt
import gpt_arrays
from value import Value

from minitorch import Scalar, collector_paused
from minitorch.faster.fused import linear
from minitorch.faster.replay import trace

LENGTH = 6  # of the names; that of most
Step = Callable[[list[int]], float]


def plain(number: Callable[[float], Any]) -> tuple[Step, Any]:
    """A step with a graph of its own for each name."""
    weights = gpt.make_weights(number)
    adam = gpt.Adam(gpt.parameters(weights))

    def step(name: list[int]) -> float:
        loss = gpt.loss(weights, name)
        loss.backward()
        adam.step()
        return float(loss.data)

    return step, {"parameters": len(adam.parameters)}


def fused() -> tuple[Step, Any]:
    """A step with a graph in which each sum of products is one Function."""
    fuse()
    return plain(Scalar)


def fuse() -> None:
    """From here on, have the network compute sums of products by one Function each."""
    gpt.dot = lambda xs, ys: linear(xs, ys, 0.0)


def replayed(in_a_list: bool) -> tuple[Step, Any]:
    """A step of a program that was written once, from one name.

    Args:
        in_a_list: whether the parameters' values stay in a list of floats meanwhile, or
            each in its Scalar.
    """
    fuse()
    weights = gpt.make_weights(Scalar)
    adam = gpt.Adam(gpt.parameters(weights))

    def loss(*numbers: Any) -> Any:
        return gpt.loss(weights, list(rows(numbers)))

    start = time.process_time()
    replay = trace(loss, *flat(next(names())), parameters=adam.parameters)
    took = time.process_time() - start

    def step(name: list[int]) -> float:
        result = replay.backward([flat(name)])
        adam.step()
        return result

    values = [p.data for p in adam.parameters]

    def step_in_a_list(name: list[int]) -> float:
        result, ds = replay.totals([flat(name)], values)
        values[:] = adam.moved(values, ds)
        return result

    source = replay.source("backward")
    start = time.process_time()
    compile(source, "replay", "exec")
    compiled = time.process_time() - start
    about = {"traced": took, "compiled": compiled, "lines": source.count("\n")}
    about["parameters"] = len(adam.parameters)
    return step_in_a_list if in_a_list else step, about


def tensors() -> tuple[Step, Any]:
    """A step of the engine's tensors."""
    import minitorch
    from minitorch.nn import functional

    return gpt_arrays.stepper(minitorch, functional)


def torch_tensors() -> tuple[Step, Any]:
    """A step of PyTorch's tensors, eagerly and on one thread."""
    import torch

    torch.set_num_threads(1)
    return gpt_arrays.stepper(torch, torch.nn.functional)


def names() -> Iterator[list[int]]:
    """Names of one length, again and again, as tokens."""
    return map(gpt.tokens, itertools.cycle(n for n in gpt.NAMES if len(n) == LENGTH))


def flat(name: list[int]) -> list[float]:
    """A name as one row of zeros and ones."""
    return [x for token in name for x in gpt.one_hot(token)]


def rows(numbers: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The row of each token among the numbers of a name."""
    for start in range(0, len(numbers), gpt.TOKENS):
        yield numbers[start : start + gpt.TOKENS]


ENGINES: dict[str, Callable[[], tuple[Step, Any]]] = {
    "value": lambda: plain(Value),
    "scalar": lambda: plain(Scalar),
    "paused": lambda: plain(Scalar),
    "fused": fused,
    "fused_paused": fused,
    "replay": lambda: replayed(in_a_list=False),
    "totals": lambda: replayed(in_a_list=True),
    "tensors": tensors,
    "torch": torch_tensors,
}


def measure(name: str, count: int) -> dict[str, Any]:
    """The figures of so many steps and one before them, which warms up."""
    step, about = ENGINES[name]()
    losses, seconds = [], []
    pause = collector_paused if name.endswith("paused") else contextlib.nullcontext
    with pause():
        for tokens in itertools.islice(names(), 1 + count):
            start = time.process_time()
            losses.append(step(tokens))
            seconds.append(time.process_time() - start)
    return about | {"losses": losses, "seconds": seconds[1:]}


if __name__ == "__main__":
    json.dump(measure(sys.argv[1], int(sys.argv[2])), sys.stdout)
