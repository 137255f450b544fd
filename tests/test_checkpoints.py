"""What a training run keeps, and goes on from, as if it had not been interrupted."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import minitorch
from minitorch import nn, optim, tensor
from minitorch.optim import lr_scheduler


class Net(nn.Module):
    """A layer, and numbers of several kinds that are kept beside its parameters."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.inner = nn.Linear(2, 1, seed=seed)
        self.register_buffer("count", tensor(0.0))
        self.register_buffer("mean", minitorch.zeros(2))
        self.register_buffer("mask", minitorch.ones(2) > seed)
        self.register_buffer("places", tensor([seed, 1], dtype=minitorch.long))
        self.register_buffer("cache", minitorch.zeros(3), persistent=False)
        self.register_buffer("nothing", None)
        self.register_parameter("bias", None)

    def forward(self, x: Any) -> Any:
        with minitorch.no_grad():
            self.count += 1
            self.mean = self.mean * 0.9 + x.mean(0) * 0.1
        return self.inner(x - self.mean)


class Run:
    """A model, its optimiser and its schedules."""

    def __init__(self, seed: int) -> None:
        self.model = Net(seed)
        self.optimiser = optim.Adam(
            [
                {"params": [self.model.inner.weight], "lr": 0.1},
                {"params": [self.model.inner.bias]},
            ],
            lr=0.01,
        )
        warm_up = lr_scheduler.LinearLR(self.optimiser, 0.1, total_iters=2)
        rest = lr_scheduler.CosineAnnealingLR(self.optimiser, 5)
        self.schedule = lr_scheduler.SequentialLR(self.optimiser, [warm_up, rest], [2])
        self.plateau = lr_scheduler.ReduceLROnPlateau(self.optimiser, patience=0)

    def step(self, seed: int) -> float:
        loss = (self.model(minitorch.randn(4, 2, seed=seed)) ** 2).mean()
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        self.schedule.step()
        self.plateau.step(loss)
        return loss.item()

    def kept(self) -> dict[str, Any]:
        names = ("model", "optimiser", "schedule", "plateau")
        return {name: getattr(self, name).state_dict() for name in names}


@pytest.mark.parametrize("interrupted", [1, 2, 4])
def test_a_run_goes_on_from_a_file(tmp_path: Path, interrupted: int) -> None:
    whole = Run(0)
    losses = [whole.step(i) for i in range(7)]
    first = Run(0)
    for i in range(interrupted):
        first.step(i)
    path = tmp_path / "checkpoint.npz"
    minitorch.save({**first.kept(), "epoch": interrupted}, path)
    second, found = Run(1), minitorch.load(path)
    for name in first.kept():
        getattr(second, name).load_state_dict(found[name])
    assert [second.step(i) for i in range(found["epoch"], 7)] == losses[interrupted:]


def test_a_checkpoint_comes_back_as_it_was(tmp_path: Path) -> None:
    state = {
        "epoch": 3,
        "done": False,
        "none": None,
        "best": float("inf"),
        "text": "ä \0 \N{SNOWMAN}",
        "lists": [1, (2.5, "a"), [], {}],
        7: {"array": 1, "dict": {"list": []}},
    }
    arrays = {"w": np.arange(6.0).reshape(2, 3), "i": [np.array([1]), tensor([True])]}
    path = tmp_path / "checkpoint.npz"
    minitorch.save(state | {"arrays": arrays, "loss": tensor(0.5)}, path)
    found = minitorch.load(path)
    w, (i, t) = found.pop("arrays").values()
    assert found.pop("loss") == 0.5
    assert found == state
    assert [*map(type, found["lists"])] == [int, tuple, list, dict]
    np.testing.assert_array_equal(w, arrays["w"])
    assert (i.dtype, i.tolist(), t.tolist()) == (np.array([1]).dtype, [1], [1.0])
    with np.load(path) as file:
        np.testing.assert_array_equal(file["arrays/w"], arrays["w"])


def test_two_arrays_have_two_names(tmp_path: Path) -> None:
    twice = {"a": {"b": np.ones(1)}, "a/b": np.zeros(1)}
    with pytest.raises(ValueError, match="'a/b' twice"):
        minitorch.save(twice, tmp_path / "checkpoint.npz")
    with pytest.raises(TypeError, match=r"'net'; write its state_dict\(\)"):
        minitorch.save({"net": Net(0), "epoch": 3}, tmp_path / "checkpoint.npz")
    assert not list(tmp_path.iterdir())


def test_buffers_are_found_and_kept_and_not_trained() -> None:
    model, other = nn.Sequential(Net(0)), nn.Sequential(Net(1))
    model(minitorch.ones(2, 2))
    names = ["0.count", "0.mean", "0.mask", "0.places"]
    assert [name for name, _ in model.named_buffers()] == [*names, "0.cache"]
    assert len(model.buffers()) == 5
    assert list(model.state_dict())[:4] == names  # before the parameters of its layer
    assert len(model.parameters()) == 2
    other.load_state_dict(model.state_dict())
    for name in ("count", "mean", "mask", "places"):
        ours, copied = getattr(model[0], name), getattr(other[0], name)
        assert type(ours) is type(copied)
        assert ours.tolist() == copied.tolist()
    assert other[0].count.item() == 1.0
    model(minitorch.ones(2, 2))
    assert other[0].count.item() == 1.0  # they are copies
    state = model.state_dict() | {"0.mean": np.ones(3)}
    with pytest.raises(ValueError, match=r"0\.mean: expected shape \(2,\)"):
        other.load_state_dict(state)
    assert other[0].count.item() == 1.0
    with pytest.raises(ValueError, match="without dots"):
        model.register_buffer("a.b", tensor(1.0))
    with pytest.raises(ValueError, match="does not have"):
        model.register_buffer("forward", tensor(1.0))


def test_a_model_in_another_dtype() -> None:
    model = Net(0)
    assert model.float() is model
    kinds = [model.inner.weight, model.inner.bias, model.mean, model.count, model.cache]
    assert {str(t.dtype) for t in kinds} == {"float32"}
    x = minitorch.ones(2, 2, dtype=minitorch.float32)
    model(x).sum().backward()
    assert model.inner.weight.grad.dtype == np.float32
    optim.SGD(model.parameters(), lr=0.1).step()
    model.inner.requires_grad_(False)
    model.to(minitorch.float64)
    assert model.inner.weight.dtype == model.mean.dtype == np.float64
    assert not model.inner.weight.requires_grad
    assert model.mask.numpy().dtype == bool
    assert model.places.tolist() == [0, 1]
    assert model.double().to("cpu") is model
    with pytest.raises(TypeError, match="float64 or float32"):
        model.to(minitorch.int64)


def test_parts_by_name() -> None:
    model = nn.Sequential(nn.Linear(1, 1), nn.ReLU())
    assert model.named_children() == [("0", model[0]), ("1", model[1])]
    weight = nn.Parameter(tensor([1.0]))
    model.register_parameter("scale", weight)
    assert model.parameters()[0] is model.scale is weight


def test_groups_that_come_later_are_as_carefully_looked_at() -> None:
    x, y = (tensor([1.0], requires_grad=True) for _ in range(2))
    optimiser = optim.SGD([x], lr=0.5)
    for wrong in ({"params": [x]}, {"params": [y], "lr": -1.0}, {"params": []}):
        with pytest.raises(ValueError, match="SGD"):
            optimiser.add_param_group(wrong)
    with pytest.raises(KeyError, match="rate"):
        optimiser.add_param_group({"params": [y], "rate": 1.0})
    assert len(optimiser.param_groups) == len(optimiser.parameters) == 1
    schedule = lr_scheduler.StepLR(optimiser, 1)
    optimiser.add_param_group({"params": y})
    assert [group["lr"] for group in optimiser.param_groups] == [0.5, 0.5]
    with pytest.raises(ValueError, match="before its schedule"):
        schedule.step()


def test_whether_a_graph_is_left_is_set() -> None:
    x = tensor([2.0], requires_grad=True)
    with minitorch.set_grad_enabled(False):
        assert not (x * x).requires_grad
        with minitorch.set_grad_enabled(True):
            assert (x * x).requires_grad
        assert not (x * x).requires_grad
    assert (x * x).requires_grad
    minitorch.set_grad_enabled(False)  # without with, it is so from here on
    assert not (x * x).requires_grad
    minitorch.set_grad_enabled(True)
    with minitorch.inference_mode():
        assert not (x * x).requires_grad

    @minitorch.inference_mode()
    def square() -> Any:
        return x * x

    assert not square().requires_grad
    assert (x * x).requires_grad


class Words(minitorch.utils.data.Dataset[Any]):
    """Examples in a dictionary."""

    def __len__(self) -> int:
        return 3

    def __getitem__(self, i: int) -> Any:
        return {"x": np.full(2, i), "y": tensor([1.0 * i]), "both": (i, "abc"[i])}


def test_examples_of_ones_own() -> None:
    batch, rest = minitorch.utils.data.DataLoader(Words(), batch_size=2)
    assert batch["x"].tolist() == [[0.0, 0.0], [1.0, 1.0]]
    assert batch["y"].tolist() == [[0.0], [1.0]]
    assert (batch["both"][0].tolist(), batch["both"][1]) == ([0.0, 1.0], ["a", "b"])
    assert rest["both"][1] == ["c"]
    with pytest.raises(NotImplementedError, match="define `def __getitem__"):
        minitorch.Dataset()[0]
    assert isinstance(minitorch.TensorDataset(tensor([1.0])), minitorch.Dataset)
