"""Names that people bring from PyTorch, each against PyTorch: values and gradients."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import minitorch

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

# Each takes the package, ours or theirs, and two tensors of shape (2, 3).
FUNCTIONS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "sin": lambda m, x, y: x.sin(),
    "cos": lambda m, x, y: m.cos(x),
    "tanh": lambda m, x, y: m.tanh(x),
    "abs": lambda m, x, y: m.abs(x) + x.abs(),
    "pow": lambda m, x, y: m.pow(y, 2) + y.pow(3.0) + m.exp(x).pow(y),
    "square": lambda m, x, y: x.square(),
    "clamp": lambda m, x, y: m.clamp(x, -0.5, 0.5),
    "clamp below": lambda m, x, y: x.clamp(min=0.0),
    "clamp above": lambda m, x, y: x.clamp(max=0.0),
    "where": lambda m, x, y: m.where(x > y, x * x, y),
    "where with numbers": lambda m, x, y: m.where(x > 0, x, 0.0),
    "where method": lambda m, x, y: x.where(x > 0, y),
    "masked_fill": lambda m, x, y: x.masked_fill(y > 0, -7.0),
    "mask": lambda m, x, y: x[x > 0] * 2,
    "masks": lambda m, x, y: x[(x > -1) & ~(y > 0) | (x > 1)],
    "tril": lambda m, x, y: m.tril(x) + x.tril(-1) + x.tril(diagonal=1),
    "triu": lambda m, x, y: m.triu(x) + x.triu(1),
    "maximum": lambda m, x, y: m.maximum(x, y) + x.minimum(y) * m.maximum(x, x),
    "norm": lambda m, x, y: x.norm(),
    "norm of rows": lambda m, x, y: x.norm(dim=1) + x.norm(2, 1),
    "norm 1": lambda m, x, y: x.norm(1) + x.norm(p=3) + x.norm(math.inf),
    "norm of zeros": lambda m, x, y: (x * 0.0).norm(),
    "var": lambda m, x, y: x.var(),
    "var of rows": lambda m, x, y: m.var(x, 1) + x.var(dim=1, correction=0),
    "std": lambda m, x, y: x.std() + x.std(0, keepdim=True),
    "std of one": lambda m, x, y: (x * 0.0 + 1.0).std(),
    "cumsum": lambda m, x, y: m.cumsum(x, 1) * x.cumsum(dim=0),
    "max": lambda m, x, y: x.max() + m.max(y),
    "max of rows": lambda m, x, y: m.max(x, dim=1).values + x.max(1)[0],
    "min of columns": lambda m, x, y: x.min(0, keepdim=True).values,
    "max of equals": lambda m, x, y: (x * 0.0).max(1).values * x[:, 0],
    "amax": lambda m, x, y: x.amax(1) + m.amin(x, dim=(0, 1)),
    "sum": lambda m, x, y: x.sum(axis=0, keepdims=True) + m.sum(x, 1).mean(axis=0),
    "sum of nothing": lambda m, x, y: x.sum(()),
    "dot": lambda m, x, y: m.dot(x[0], y[1]),
    "mv": lambda m, x, y: m.mv(x, y[0]) + x.mv(y[1]),
    "mm": lambda m, x, y: m.mm(x, y.t()) + x.matmul(y.T) + m.matmul(x, y.T),
    "split": lambda m, x, y: m.split(x, 2, dim=1)[1] * x.split([1, 2], 1)[0],
    "unbind": lambda m, x, y: m.unbind(x, 1)[2] * x.unbind(1)[0] + y.unbind()[0][0],
    "unsqueeze": lambda m, x, y: x.unsqueeze(1) * y.unsqueeze(-1).squeeze(2),
    "squeeze": lambda m, x, y: x[:1].squeeze(0) + x[:, None].squeeze()[0],
    "flatten": lambda m, x, y: m.flatten(x) + x[None].flatten(1).flatten(),
    "expand": lambda m, x, y: x[:, :1].expand(2, 3) * y + x[0].expand(2, -1),
    "clone": lambda m, x, y: x.clone() * y,
    "type": lambda m, x, y: x.type(m.float32).double() * y,
    "log_softmax": lambda m, x, y: m.log_softmax(x, dim=1) * y + x.log_softmax(0),
    "sign": lambda m, x, y: m.sign(x) * y + x.sign(),
    "round": lambda m, x, y: x.round() * y + m.round(y * 100, decimals=1),
    "floor": lambda m, x, y: m.floor(x * 3) * y + (x * 3).ceil() * x,
    "softmax": lambda m, x, y: m.softmax(x, dim=1) * y + x.softmax(0),
    "float": lambda m, x, y: ((x > 0).float() * y).sum(),
    "power of zero": lambda m, x, y: (x * 0.0).detach() ** y,
    "in place, of a result": lambda m, x, y: add_in_place(x * 1.0, y),
}


def add_in_place(x: Any, y: Any) -> Any:
    x += y
    x *= 2
    x -= 1
    x /= 3
    return x


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_values_and_gradients(name: str, dtype: str) -> None:
    numbers = np.random.default_rng(3).normal(size=(2, 2, 3)).astype(dtype)
    found = []
    for module in (minitorch, torch):
        x, y = (module.tensor(n, requires_grad=True) for n in numbers)
        result = FUNCTIONS[name](module, x, y)
        (result * result + result).sum().backward()
        grads = [np.zeros((2, 3)) if v.grad is None else v.grad.numpy() for v in (x, y)]
        found.append([result.detach().numpy(), *grads])
    for ours, theirs in zip(*found, strict=True):
        assert ours.shape == theirs.shape
        near = 1e-12 if dtype == "float64" and name != "type" else 1e-5
        np.testing.assert_allclose(ours, theirs, near, near)


ANSWERS: dict[str, Callable[[Any, Any], Any]] = {
    "argmax": lambda m, x: x.argmax(),
    "argmax of rows": lambda m, x: m.argmax(x, dim=1),
    "argmin": lambda m, x: x.argmin(0, keepdim=True),
    "max": lambda m, x: x.max(1).indices,
    "item": lambda m, x: m.tensor(x.argmax().item()),
    "shapes": lambda m, x: m.tensor([x.dim(), x.numel(), x.ndim]),
    "isnan": lambda m, x: m.isnan(m.log(x * 0.0)),
    "long": lambda m, x: (x * 3).long(),
    "bool": lambda m, x: (x * 0.0).bool(),
    "accuracy": lambda m, x: (x.argmax(1) == m.tensor([0, 1])).float().mean(),
    "any, all": lambda m, x: (x > 0).any() & ~(x > 0).all(),
    "linspace": lambda m, x: m.linspace(0, 1, 7),
    "zeros_like": lambda m, x: m.zeros_like(x) + m.ones_like(x) * m.full_like(x, 2.0),
    "eye": lambda m, x: m.eye(3),
    "one_hot": lambda m, x: one_hot(m, [2, 0, 1]),
    "one_hot of 5": lambda m, x: one_hot(m, [[2, 0], [4, 1]], 5),
    "from_numpy": lambda m, x: m.from_numpy(np.arange(3.0)),
    "set": lambda m, x: written(m.zeros(2, 3)),
    "whole": lambda m, x: m.tensor([3, 1], dtype=m.long),
    "indices": lambda m, x: x[m.tensor([1, 0, 1], dtype=m.long), m.arange(3)],
}


def one_hot(module: Any, classes: Any, size: int = -1) -> Any:
    if module is minitorch:
        return minitorch.one_hot(minitorch.tensor(classes), size)
    return torch.nn.functional.one_hot(torch.tensor(classes), size)


def written(x: Any) -> Any:
    x[0] = 1.0
    x[:, 1] += 2.0
    x[1, [0, 2]] = 5.0
    x[x == 1] = 9.0
    return x


@pytest.mark.parametrize("name", ANSWERS)
def test_answers(name: str) -> None:
    numbers = np.random.default_rng(4).normal(size=(2, 3))
    ours, theirs = (ANSWERS[name](m, m.tensor(numbers)) for m in (minitorch, torch))
    assert np.asarray(ours).shape == tuple(theirs.shape)
    np.testing.assert_allclose(np.asarray(ours), theirs.numpy())


def train(module: Any) -> Any:
    """What a beginner writes by hand."""
    w = module.tensor([1.0, -2.0], requires_grad=True)
    b = module.tensor(0.5, requires_grad=True)
    x = module.linspace(-1, 1, 12).reshape(6, 2)
    sizes = []
    for _ in range(3):
        loss = ((x @ w + b - 1.0) ** 2).mean()
        loss.backward()
        with module.no_grad():
            w -= 0.1 * w.grad
            b.data -= 0.1 * b.grad
            w.grad *= 0.5
        sizes.append(w.grad.norm().item())
        w.grad.zero_()
        b.grad = None
        w.data.clip(-1, 1) if module is minitorch else w.data.clamp(-1, 1)
    return [*w.tolist(), b.item(), *sizes, float(w.grad.sum())]


def test_training_by_hand() -> None:
    assert train(minitorch) == pytest.approx(train(torch), abs=1e-6)
