"""Layers, losses, optimisers and schedules, each against PyTorch, number for number."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import minitorch
from minitorch import functional, nn, optim, tensor

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

MODULES: dict[str, Callable[[Any], Any]] = {
    "ReLU": lambda m: m.ReLU(),
    "Tanh": lambda m: m.Tanh(),
    "Sigmoid": lambda m: m.Sigmoid(),
    "SiLU": lambda m: m.SiLU(),
    "LeakyReLU": lambda m: m.LeakyReLU(0.2),
    "GELU": lambda m: m.GELU(approximate="tanh"),
    "Softmax": lambda m: m.Softmax(dim=1),
    "LogSoftmax": lambda m: m.LogSoftmax(dim=-1),
    "Flatten": lambda m: m.Flatten(),
    "Identity": lambda m: m.Identity(),
    "LayerNorm": lambda m: m.LayerNorm(4),
    "LayerNorm of two": lambda m: m.LayerNorm((3, 4)),
}
LOSSES: dict[str, Callable[[Any, Any, Any], Any]] = {
    "MSELoss": lambda m, x, y: m.MSELoss()(x, y),
    "CrossEntropyLoss": lambda m, x, y: m.CrossEntropyLoss(reduction="sum")(
        x, y.argmax(1)
    ),
    "L1Loss": lambda m, x, y: m.L1Loss()(x, y) + m.L1Loss(reduction="sum")(y, x),
    "NLLLoss": lambda m, x, y: m.NLLLoss()(x, y.argmax(1)),
    "BCEWithLogitsLoss": lambda m, x, y: m.BCEWithLogitsLoss()(x, y.sigmoid()),
    "BCELoss": lambda m, x, y: m.BCELoss()(x.sigmoid(), y.sigmoid()),
    "BCELoss at the ends": lambda m, x, y: m.BCELoss()(x.clamp(0.0, 0.0), y.sigmoid()),
}


def both(shape: tuple[int, ...], seed: int = 0) -> list[Any]:
    numbers = np.random.default_rng(seed).normal(size=shape)
    return [
        tensor(numbers, requires_grad=True),
        torch.tensor(numbers, requires_grad=True),
    ]


def same(ours: Any, theirs: Any) -> None:
    np.testing.assert_allclose(
        np.asarray(ours.detach()), theirs.detach().numpy(), rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("name", MODULES)
def test_modules(name: str) -> None:
    x, y = both((2, 3, 4))
    ours = MODULES[name](nn)(x)
    theirs = MODULES[name](torch.nn).double()(y)
    same(ours, theirs)
    (ours * ours * ours).sum().backward()
    (theirs * theirs * theirs).sum().backward()
    same(x.grad, y.grad)


@pytest.mark.parametrize("name", LOSSES)
def test_losses(name: str) -> None:
    (x, y), (a, b) = both((5, 3)), both((5, 3), 1)
    ours = LOSSES[name](nn, x, a.detach())
    theirs = LOSSES[name](torch.nn, y, b.detach())
    same(ours, theirs)
    ours.backward()
    theirs.backward()
    same(x.grad, y.grad)


def test_functional() -> None:
    (x, y), (w, v) = both((5, 3)), both((2, 3), 1)
    theirs = torch.nn.functional
    for name in ("relu", "tanh", "sigmoid", "leaky_relu"):
        same(getattr(functional, name)(x), getattr(theirs, name)(y))
    same(functional.gelu(x), theirs.gelu(y, approximate="tanh"))
    same(functional.linear(x, w), theirs.linear(y, v))
    same(functional.l1_loss(x, x.detach() * 2), theirs.l1_loss(y, y.detach() * 2))
    same(functional.layer_norm(x, (5, 3)), theirs.layer_norm(y, (5, 3)))
    ours = functional.layer_norm(x, (3,), w[0], bias=w[1], eps=0.1)
    other = theirs.layer_norm(y, (3,), v[0], bias=v[1], eps=0.1)
    same(ours, other)
    (ours * ours * ours + functional.silu(x)).sum().backward()
    (other * other * other + theirs.silu(y)).sum().backward()
    same(x.grad, y.grad)
    same(w.grad, v.grad)


@pytest.mark.parametrize("mode", ["min", "max"])
def test_a_rate_that_falls_when_nothing_improves(mode: str) -> None:
    x, y = both((2, 3))
    ours, theirs = optim.SGD([x], lr=0.5), torch.optim.SGD([y], lr=0.5)
    options: dict[str, Any] = {"factor": 0.5, "patience": 1, "min_lr": 0.1}
    first = optim.lr_scheduler.ReduceLROnPlateau(ours, mode, **options)
    second = torch.optim.lr_scheduler.ReduceLROnPlateau(theirs, mode, **options)
    for loss in (3.0, 2.0, 2.0, 1.9999, 5.0, 5.0, 1.0, -1.0, 0.0, 0.0, 7.0, 7.0, 7.0):
        first.step(tensor(loss))
        second.step(loss)
        assert first.get_last_lr() == [theirs.param_groups[0]["lr"]]
    assert first.get_last_lr() != [0.5]


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_parameters_that_come_later(momentum: float) -> None:
    (x, y), (a, b) = both((2, 3)), both((2, 3), 1)
    ours = optim.SGD([x], lr=0.1, momentum=momentum)
    theirs = torch.optim.SGD([y], lr=0.1, momentum=momentum)
    for step in range(6):
        if step == 3:
            ours.add_param_group({"params": [a], "lr": 0.01})
            theirs.add_param_group({"params": [b], "lr": 0.01})
        for leaf, more, optimiser in ((x, a, ours), (y, b, theirs)):
            optimiser.zero_grad()
            (leaf * leaf * more).sum().backward()
            optimiser.step()
    same(x.detach(), y)
    same(a.detach(), b)


def test_embedding() -> None:
    layer, places = nn.Embedding(5, 3, seed=0), [[0, 2], [2, 4]]
    other = torch.nn.Embedding(5, 3).double()
    other.weight.data = torch.tensor(layer.weight.value.numpy().copy())
    ours, theirs = layer(places), other(torch.tensor(places))
    same(ours, theirs)
    (ours * ours).sum().backward()
    (theirs * theirs).sum().backward()
    same(layer.weight.grad, other.weight.grad)
    for wrong in ([[5]], [[-1]], [[0.5]]):
        with pytest.raises(IndexError):
            layer(wrong)


OPTIMISERS: dict[str, Callable[[Any, Any], Any]] = {
    "SGD": lambda m, p: m.SGD(p, lr=0.1),
    "momentum": lambda m, p: m.SGD(p, lr=0.1, momentum=0.9, weight_decay=0.1),
    "nesterov": lambda m, p: m.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    "Adam": lambda m, p: m.Adam(p, lr=0.1, weight_decay=0.1),
    "AdamW": lambda m, p: m.AdamW(p, lr=0.1, weight_decay=0.2),
    "AdamW as it comes": lambda m, p: m.AdamW(p),
}
SCHEDULES: dict[str, Callable[[Any, Any], Any]] = {
    "StepLR": lambda m, o: m.StepLR(o, step_size=2, gamma=0.5),
    "ExponentialLR": lambda m, o: m.ExponentialLR(o, 0.9),
    "CosineAnnealingLR": lambda m, o: m.CosineAnnealingLR(o, T_max=6, eta_min=0.01),
    "LinearLR": lambda m, o: m.LinearLR(o, start_factor=0.1, total_iters=4),
    "MultiStepLR": lambda m, o: m.MultiStepLR(o, milestones=[4, 2], gamma=0.5),
    "SequentialLR": lambda m, o: m.SequentialLR(
        o,
        [m.LinearLR(o, 0.1, total_iters=2), m.CosineAnnealingLR(o, 3), m.StepLR(o, 1)],
        milestones=[2, 5],
    ),
    "LambdaLR": lambda m, o: m.LambdaLR(o, lambda i: 1 / (1 + i)),
}


@pytest.mark.parametrize("name", OPTIMISERS)
def test_optimisers(name: str) -> None:
    x, y = both((2, 3))
    ours, theirs = OPTIMISERS[name](optim, [x]), OPTIMISERS[name](torch.optim, [y])
    for step in range(6):
        for leaf, optimiser in ((x, ours), (y, theirs)):
            optimiser.zero_grad(set_to_none=step % 2 == 0)
            (leaf * leaf * leaf).sum().backward()
            optimiser.step()
        same(x.detach(), y)


@pytest.mark.filterwarnings("ignore:Detected call:UserWarning")  # of their order
@pytest.mark.parametrize("name", SCHEDULES)
def test_schedules(name: str) -> None:
    x, y = both((2, 3))
    ours, theirs = optim.SGD([x], lr=0.5), torch.optim.SGD([y], lr=0.5)
    for optimiser, leaf in ((ours, x), (theirs, y)):
        leaf.sum().backward()
        optimiser.step()
    first = SCHEDULES[name](optim.lr_scheduler, ours)
    second = SCHEDULES[name](torch.optim.lr_scheduler, theirs)
    for _ in range(6):
        assert first.get_last_lr() == pytest.approx(second.get_last_lr())
        assert ours.param_groups[0]["lr"] == pytest.approx(first.get_last_lr()[0])
        first.step()
        second.step()


@pytest.mark.parametrize("most", [0.1, 100.0])
def test_clipping(most: float) -> None:
    (x, y), (a, b) = both((2, 3)), both((4,), 1)
    ((x * x).sum() + (a * a * a).sum()).backward()
    ((y * y).sum() + (b * b * b).sum()).backward()
    length = nn.utils.clip_grad_norm_([x, a], most)
    assert length == pytest.approx(torch.nn.utils.clip_grad_norm_([y, b], most).item())
    np.testing.assert_allclose(np.asarray(x.grad), y.grad.numpy(), rtol=1e-5)
    nn.utils.clip_grad_value_([x, a], 0.01)
    torch.nn.utils.clip_grad_value_([y, b], 0.01)
    np.testing.assert_allclose(np.asarray(a.grad), b.grad.numpy(), rtol=1e-5)


def perceptron(m: Any, first: Any) -> list[float]:
    """A class of one's own, a training loop, and all that stands around it."""

    class Net(m.nn.Module):  # type: ignore[misc,name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.layers = m.nn.ModuleList([m.nn.Linear(2, 4), m.nn.Tanh()])
            self.scale = m.nn.Parameter(m.tensor([2.0, 0.5, 1.0, 3.0]))
            self.register_buffer("offset", m.tensor([1.0, 0.0, 0.0, 0.0]))
            self.head = m.nn.Linear(4, 1)

        def forward(self, x: Any) -> Any:
            for layer in self.layers:
                x = layer(x)
            return self.head(x * self.scale + self.offset).squeeze(1)

    model = Net().train()
    found = []
    with m.no_grad():
        for p, numbers in zip(model.parameters(), first, strict=True):
            p.copy_(m.tensor(numbers))
    assert sum(p.numel() for p in model.parameters()) == 4 + 8 + 4 + 4 + 1
    optimiser = m.optim.AdamW(model.parameters(), lr=0.05)
    x = m.linspace(-1, 1, 12).reshape(6, 2)
    y = (x[:, 0] * x[:, 1] > 0.2).float()
    for _ in range(4):
        loss = m.nn.BCEWithLogitsLoss()(model(x), y)
        optimiser.zero_grad()
        loss.backward()
        found.append(m.nn.utils.clip_grad_norm_(model.parameters(), 0.5))
        optimiser.step()
        found.append(loss.item())
    model.eval()
    with m.no_grad():
        found.append(((model(x) > 0) == (y > 0)).float().mean())
    assert model.train(False) is model
    model.zero_grad()
    assert next(iter(model.parameters())).grad is None
    return [float(n) for n in found]


def test_a_class_of_ones_own() -> None:
    g = np.random.default_rng(1)
    shapes = [(4,), (4, 2), (4,), (1, 4), (1,)]
    numbers = [g.normal(size=s).astype("float32") for s in shapes]
    ours = perceptron(minitorch, numbers)
    assert ours == pytest.approx(perceptron(torch, numbers), rel=1e-4)
