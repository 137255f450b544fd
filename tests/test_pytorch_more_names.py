"""Orders, places, first values and other names of PyTorch's, each against PyTorch."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import minitorch
from minitorch import nn, tensor

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

# Each takes the package, ours or theirs, and a tensor of shape (3, 4), without equals.
FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "log10": lambda m, x: m.log10(x * x) + (x * x).log2(),
    "gather": lambda m, x: x.gather(1, m.tensor([[0, 2], [3, 3], [1, 0]])),
    "gather along rows": lambda m, x: m.gather(x, 0, m.tensor([[0, 2, 2, 1]])),
    "sort": lambda m, x: m.sort(x).values + x.sort(dim=0, descending=True)[0],
    "topk": lambda m, x: x.topk(2).values + m.topk(x, 2, largest=False)[0],
    "topk along columns": lambda m, x: m.topk(x, 2, dim=0).values,
    "outer": lambda m, x: m.outer(x[0], x[1]),
    "chunk": lambda m, x: x.chunk(3, dim=1)[1] * m.chunk(x, 2, 1)[0],
    "view_as": lambda m, x: x.view_as(x.reshape(4, 3)),
    "cumsum along an axis": lambda m, x: x.cumsum(axis=1),
    "cross entropy of some": lambda m, x: (
        m.nn.functional.cross_entropy(x, m.tensor([2, -1, 0]), ignore_index=-1)
        + m.nn.CrossEntropyLoss(reduction="sum")(x, m.tensor([1, -100, 3]))
    ),
    "cross entropy of all": lambda m, x: m.nn.CrossEntropyLoss()(
        x, m.tensor([2, 1, 0])
    ),
    "cross entropy with weights": lambda m, x: (
        m.nn.functional.cross_entropy(
            x, m.tensor([2, -1, 0]), ignore_index=-1, weight=x[0].exp().detach()
        )
        + m.nn.CrossEntropyLoss(x[1].exp().detach(), label_smoothing=0.3)(
            x, m.tensor([3, 0, 0])
        )
        + m.nn.CrossEntropyLoss(label_smoothing=0.1, reduction="sum")(
            x, m.tensor([3, -100, 0])
        )
        + m.nn.NLLLoss(x[2].exp().detach())(x, m.tensor([1, 1, 2]))
    ),
    "remainders": lambda m, x: x % 0.7 + x % (2 * x[:1]).exp() + x % -x.exp(),
    "floor divisions": lambda m, x: x * (x.detach() // 0.3 - 2 // x.detach()),
    "deviations by place": lambda m, x: (
        x.std(0, False) + m.var(x, 0, True, True) + x.var(False) + m.std(x, True)
    ),
    "norms": lambda m, x: (
        x.norm("fro") + x.norm(0, 1)[0] + x.norm(-math.inf) + x.norm(math.inf, 0)
    ),
    "of a range": lambda m, x: x[range(3), [0, 1, 3]],
}
ANSWERS: dict[str, Callable[[Any, Any], Any]] = {
    "argsort": lambda m, x: x.argsort(1, descending=True),
    "argsort, from the last": lambda m, x: m.argsort(x),
    "places of topk": lambda m, x: x.topk(3, 1).indices,
    "places of sort": lambda m, x: x.sort(0).indices,
    "comparisons": lambda m, x: x.gt(0) | m.lt(x, -0.5) | x.eq(0) & x.ne(1),
    "equal": lambda m, x: x.ge(9) if m.equal(x, x) and not x.equal(x[:1]) else x,
    "sum of a mask": lambda m, x: (x > 0).sum(),
    "masks added": lambda m, x: (x > 0) + (x > 1) + (x < -0.5),
    "as an index": lambda m, x: x[(x > 0) + (x > 1)].argsort(),
    "sum of rows of a mask": lambda m, x: (x > 0).sum(dim=1),
    "sum of whole numbers": lambda m, x: x.argmax(1).sum(),
    "whole arithmetic": lambda m, x: 2 * x.argmax(1) + 1 - x.argmin(1),
    "whole parts": lambda m, x: m.cat([x.argmax(1), x.argmin(1)]).view(2, 3)[1],
    "whole stack": lambda m, x: m.stack([x.argmax(0), x.argmin(0)]).transpose(0, 1),
}


def both() -> list[Any]:
    numbers = np.random.default_rng(5).normal(size=(3, 4))
    return [
        (module, module.tensor(numbers, requires_grad=True))
        for module in (minitorch, torch)
    ]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_values_and_gradients(name: str) -> None:
    found = []
    for module, x in both():
        result = FUNCTIONS[name](module, x)
        (result * result).sum().backward()
        found.append((result.detach().numpy(), x.grad.numpy()))
    for ours, theirs in zip(*found, strict=True):
        assert ours.shape == theirs.shape
        np.testing.assert_allclose(ours, theirs, 1e-12, 1e-12)


@pytest.mark.parametrize("name", ANSWERS)
def test_answers(name: str) -> None:
    ours, theirs = (ANSWERS[name](module, x.detach()) for module, x in both())
    np.testing.assert_array_equal(ours.numpy(), theirs.numpy())
    kind = (
        minitorch.Tensor.mask if theirs.dtype == torch.bool else minitorch.Tensor.whole
    )
    assert isinstance(ours, kind)


GAINS: list[tuple[str, tuple[Any, ...]]] = [
    ("relu", ()),
    ("tanh", ()),
    ("sigmoid", ()),
    ("linear", ()),
    ("leaky_relu", (0.2,)),
]


@pytest.mark.parametrize(("name", "slope"), GAINS)
def test_gains(name: str, slope: tuple[Any, ...]) -> None:
    theirs = torch.nn.init.calculate_gain(name, *slope)
    assert nn.init.calculate_gain(name, *slope) == pytest.approx(theirs)


FIRST_VALUES: dict[str, Callable[[Any, Any], Any]] = {
    "normal": lambda init, x: init.normal_(x, 1.0, 2.0),
    "uniform": lambda init, x: init.uniform_(x, -1.0, 3.0),
    "xavier_normal": lambda init, x: init.xavier_normal_(x, gain=2.0),
    "xavier_uniform": lambda init, x: init.xavier_uniform_(x),
    "kaiming_normal": lambda init, x: init.kaiming_normal_(x, nonlinearity="relu"),
    "kaiming_normal to outputs": lambda init, x: init.kaiming_normal_(
        x, mode="fan_out"
    ),
    "kaiming_uniform": lambda init, x: init.kaiming_uniform_(x, a=math.sqrt(5)),
    "constant": lambda init, x: init.constant_(x, 0.3),
}


@pytest.mark.parametrize("name", FIRST_VALUES)
def test_first_values(name: str) -> None:
    """As many numbers say where they lie, and that the tensor stays the same leaf."""
    torch.manual_seed(0)
    minitorch.manual_seed(0)
    ours, theirs = nn.Linear(200, 300).weight, torch.nn.Linear(200, 300).weight
    assert FIRST_VALUES[name](nn.init, ours) is ours
    FIRST_VALUES[name](torch.nn.init, theirs)
    a, b = ours.value.numpy(), theirs.detach().numpy()
    for measure in (np.mean, np.std, np.min, np.max):
        near = 0.03 if "normal" not in name or measure in (np.mean, np.std) else 0.3
        far = near * float(np.std(b))
        assert measure(a) == pytest.approx(float(measure(b)), rel=near, abs=far)
    assert ours.requires_grad


def test_rmsprop() -> None:
    numbers = np.random.default_rng(1).normal(size=(2, 3))
    ours, theirs = tensor(numbers, requires_grad=True), torch.tensor(numbers)
    theirs.requires_grad = True
    for settings in ({}, {"alpha": 0.5, "weight_decay": 0.1}, {"momentum": 0.9}):
        found = []
        for module, leaf in ((minitorch, ours), (torch, theirs)):
            optimiser = module.optim.RMSprop([leaf], lr=0.05, **settings)
            for _ in range(4):
                optimiser.zero_grad()
                (leaf * leaf * leaf).sum().backward()
                optimiser.step()
            found.append(leaf.detach().numpy())
        np.testing.assert_allclose(*found, rtol=1e-9)
