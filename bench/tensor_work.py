"""One library's times on arrays: `python bench/tensor_work.py minitorch float64`.

Prints a JSON object: seconds for each piece of work, the shortest of several tries.
Every library runs the same lines, in a process of its own; how many threads it may use
is said in the environment.
"""

import itertools
import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

Work = Callable[[], Any]
Measured = tuple[dict[str, Work], dict[str, float]]

SIZES = {"10": (10,), "10,000": (100, 100), "160,000": (400, 400)}
SMALL, LARGE = "step of 2-10-10-1, 50 points", "step of 2-32-32-1, 500 points"
NETWORKS = {
    SMALL: ((2, 10, 10, 1), 50),
    LARGE: ((2, 32, 32, 1), 500),
    f"{LARGE}, as product and sum": ((2, 32, 32, 1), 500, False),
}
FUNCTIONS = ("add", "mul", "exp", "log", "sqrt", "tanh", "sigmoid", "relu", "abs")
REDUCTIONS = ("sum", "mean", "max")


# A busy machine does not lengthen processor time; but two threads would count twice.
clock = (
    time.process_time if os.environ.get("OMP_NUM_THREADS") == "1" else time.perf_counter
)


def seconds(work: Work, least: float = 0.02, tries: int = 5) -> float:
    """The shortest time that one call takes, measured over many calls."""
    count = 1
    while (taken := timed(work, count)) < least:
        count = max(count + 1, int(count * min(10, 1.2 * least / max(taken, 1e-9))))
    return min(timed(work, count) for _ in range(tries)) / count


def timed(work: Work, count: int) -> float:
    """The time of so many calls."""
    start = clock()
    for _ in range(count):
        work()
    return clock() - start


# The same work for libraries with tensors


def network_step(
    tensor: Callable[..., Any], sizes: Any, points: int, matmul: bool = True
) -> Work:
    """A training step: forward, backward, and a step of gradient descent by hand.

    Without matmul, x @ w is written as a product that is broadcast, and its sum.
    """
    generator = np.random.default_rng(0)
    x = generator.random((points, sizes[0]))
    inputs, labels = tensor(x), tensor((x[:, :1] > x[:, 1:2]) * 1.0)
    layers = [
        (
            tensor(generator.uniform(-1, 1, (n, m)), requires_grad=True),
            tensor(np.zeros(m), requires_grad=True),
        )
        for n, m in itertools.pairwise(sizes)
    ]

    def linear(x: Any, weights: Any, bias: Any) -> Any:
        product = x @ weights if matmul else (x[:, :, None] * weights).sum(1)
        return product + bias

    def step() -> Any:
        h = inputs
        for layer in layers[:-1]:
            h = linear(h, *layer).relu()
        loss = ((linear(h, *layers[-1]).sigmoid() - labels) ** 2).mean()
        loss.backward()
        for layer in layers:
            for parameter in layer:
                parameter.data = parameter.data - 0.5 * parameter.grad
                parameter.grad = None
        return loss

    return step


def methods(tensor: Callable[..., Any]) -> dict[str, Work]:
    """Every Function on tensors of every size, and products of matrices."""
    work: dict[str, Work] = {}
    for size, shape in SIZES.items():
        numbers = np.random.default_rng(1).uniform(0.5, 2.0, shape)
        x, y = tensor(numbers, requires_grad=True), tensor(numbers, requires_grad=True)
        work[f"add, {size}"] = lambda x=x, y=y: x + y
        work[f"mul, {size}"] = lambda x=x, y=y: x * y
        for name in (*FUNCTIONS[2:], *REDUCTIONS):
            work[f"{name}, {size}"] = getattr(x, name)
    wide = tensor(np.linspace(-4.0, 4.0, 100_000), requires_grad=True)
    ones = tensor(np.ones(100_000))
    work["sigmoid, 100,000"] = wide.sigmoid
    work["sigmoid, 100,000, and back"] = lambda: wide.sigmoid().backward(ones)
    for n in (64, 256):
        numbers = np.random.default_rng(2).random((n, n))
        a, b = tensor(numbers, requires_grad=True), tensor(numbers, requires_grad=True)
        work[f"matmul, {n} × {n}"] = lambda a=a, b=b: a @ b
    return work


def with_tensors(tensor: Callable[..., Any]) -> Measured:
    """All pieces of work, and the losses by which libraries are compared."""
    work = methods(tensor)
    losses = {}
    for name, network in NETWORKS.items():
        work[name] = network_step(tensor, *network)
        losses[name] = after_ten(network_step(tensor, *network))
    return work, losses


def after_ten(step: Work) -> float:
    """The loss in the tenth step, by which libraries are compared."""
    for _ in range(9):
        step()
    return float(step().item())


# The libraries


def minitorch_work(dtype: str) -> Measured:
    """The engine, with numpy."""
    import minitorch

    return with_tensors(
        lambda data, **options: minitorch.tensor(data, dtype=dtype, **options)
    )


def torch_work(dtype: str) -> Measured:
    """PyTorch, run eagerly on the processor."""
    warnings.filterwarnings("ignore", message="Failed to initialize NumPy")
    import torch

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    kind = getattr(torch, dtype)
    return with_tensors(
        lambda data, **options: torch.tensor(data, dtype=kind, **options)
    )


def numpy_work(dtype: str) -> Measured:
    """Numpy's own functions on bare arrays, without derivatives."""
    functions: dict[str, Callable[..., Any]] = {
        "sigmoid": numpy_sigmoid,
        "relu": lambda a: np.maximum(a, 0.0),
    }
    work: dict[str, Work] = {}
    for size, shape in SIZES.items():
        a = np.random.default_rng(1).uniform(0.5, 2.0, shape).astype(dtype)
        b = a.copy()
        work[f"add, {size}"] = lambda a=a, b=b: a + b
        work[f"mul, {size}"] = lambda a=a, b=b: a * b
        for name in FUNCTIONS[2:]:
            f = functions.get(name) or getattr(np, name)
            work[f"{name}, {size}"] = lambda a=a, f=f: f(a)
        for name in REDUCTIONS:
            work[f"{name}, {size}"] = getattr(a, name)
    for n in (64, 256):
        a = np.random.default_rng(2).random((n, n)).astype(dtype)
        b = a.copy()
        work[f"matmul, {n} × {n}"] = lambda a=a, b=b: a @ b
    return work, {}


def numpy_sigmoid(a: Any) -> Any:
    """The formula, as one writes it in numpy."""
    return 1.0 / (1.0 + np.exp(-a))


def loops_work(_dtype: str) -> Measured:
    """The engine with the reference loops: a few pieces are enough to wait for."""
    import minitorch

    def tensor(data: Any, **options: Any) -> Any:
        return minitorch.tensor(data, backend="loops", **options)

    x = tensor(np.random.default_rng(1).uniform(0.5, 2.0, (100, 100)))
    step = network_step(tensor, *NETWORKS[SMALL])
    work = {"add, 10,000": lambda: x + x, "sum, 10,000": x.sum, SMALL: step}
    return work, {SMALL: after_ten(network_step(tensor, *NETWORKS[SMALL]))}


LIBRARIES = {
    "minitorch": minitorch_work,
    "numpy": numpy_work,
    "torch": torch_work,
    "loops": loops_work,
}


def main() -> None:
    """Print the times of one library."""
    library, dtype = sys.argv[1:3]
    work, losses = LIBRARIES[library](dtype)
    tries = 1 if library == "loops" else 5
    times = {name: seconds(piece, tries=tries) for name, piece in work.items()}
    json.dump({"losses": losses, "seconds": times}, sys.stdout)


if __name__ == "__main__":
    main()
