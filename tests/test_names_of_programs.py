"""Names that whole programs ask for: containers, data of parameters, whole numbers."""

from collections import OrderedDict
from typing import Any

import numpy as np
import pytest

import minitorch
from minitorch import nn, optim, tensor


def test_modules_by_name() -> None:
    model = nn.Sequential(OrderedDict(first=nn.Linear(2, 3), second=nn.Tanh()))
    assert model(minitorch.ones(4, 2)).shape == (4, 3)
    assert list(model.state_dict()) == ["first.weight", "first.bias"]
    layers = nn.ModuleDict({"a": model, "b": nn.ModuleList([nn.Linear(1, 1)])})
    layers["c"] = nn.Tanh()
    assert list(layers) == ["a", "b", "c"]
    assert len(layers.values()) == 3
    assert layers["a"] is layers.a is model
    assert [name for name, _ in layers.named_parameters()][-1] == "b.0.bias"
    weights = nn.ParameterList([tensor([1.0]), nn.Parameter(tensor([2.0]))])
    assert [p.item() for p in weights.parameters()] == [1.0, 2.0]
    with pytest.raises(KeyError):
        layers["d"]


def test_modules_are_all_of_the_tree() -> None:
    """For PyTorch's Module. Those of MiniTorch's are its children."""
    model = nn.Sequential(nn.Sequential(nn.Linear(1, 1), nn.ReLU()), nn.Tanh())
    kinds = [type(part).__name__ for part in model.modules()]
    assert kinds == ["Sequential", "Sequential", "Linear", "ReLU", "Tanh"]
    assert [type(part).__name__ for part in model.children()] == ["Sequential", "Tanh"]
    assert len(minitorch.Module.modules(model)) == 2


def test_apply_goes_through_the_tree_in_order_with_children_first() -> None:
    """So an initialisation that counts layers gives each its own number."""
    shared = nn.Linear(7, 1)
    model = nn.Sequential(
        nn.Linear(1, 1),
        nn.Sequential(nn.Linear(2, 1), shared, nn.Tanh(), shared),
        minitorch.Module(),  # MiniTorch's, which has no apply
        nn.ModuleList([shared]),
        nn.Linear(3, 1),
    )
    seen: list[str] = []

    def note(part: Any) -> None:
        seen.append(f"{type(part).__name__}{getattr(part, 'in_features', '')}")

    assert model.apply(note) is model
    # What is in two places is met in each, as in PyTorch; twice in one place, once.
    inner = ["Linear2", "Linear7", "Tanh", "Sequential"]
    after = ["Module", "Linear7", "ModuleList", "Linear3", "Sequential"]
    assert seen == ["Linear1", *inner, *after]


def test_a_state_has_the_buffers_of_a_module_before_the_modules_in_it() -> None:
    """So names of two models, or of two libraries, can be paired in their order."""
    model, inner = nn.Module(), nn.Linear(1, 1)
    inner.register_buffer("seen", tensor([1.0]))
    model.first, model.second, model.again = inner, nn.Linear(1, 1), inner
    model.register_buffer("left", tensor([2.0]), persistent=False)
    model.register_buffer("mean", tensor([3.0]))
    model.scale = nn.Parameter(tensor([4.0]))
    first = ["first.weight", "first.bias", "first.seen"]
    own, second = ["scale", "mean"], ["second.weight", "second.bias"]
    assert list(model.state_dict()) == [*own, *first, *second]
    assert model.state_dict()["mean"].tolist() == [3.0]


@pytest.mark.parametrize("write", ["fill_", "mul_", "-=", "[]"])
def test_data_of_a_parameter_change_it(write: str) -> None:
    layer = nn.Linear(2, 2)
    w, before = layer.weight, layer.weight.numpy().copy()
    y = (w * w).sum()
    if write == "-=":
        w.data -= 0.5
    elif write == "[]":
        w.data[0] = 7.0
    else:
        getattr(w.data, write)(3.0)
    assert (w.numpy() != before).any()
    assert layer.weight is w
    y.backward()  # the graph keeps the numbers that it was made with
    np.testing.assert_allclose(w.grad.numpy(), 2 * before)


def test_data_of_other_parameters() -> None:
    assert minitorch.Parameter(minitorch.Scalar(2.0)).data == 2.0
    with pytest.raises(AttributeError):
        _ = minitorch.Parameter(2.0).data


def test_whole_numbers_stay_whole() -> None:
    x = minitorch.arange(6).long()
    i = x[2]
    for whole in (i + 1, 1 + i, 3 * i, i - x[0], x.sum(), (x > 1).sum()):
        assert isinstance(whole.item(), int)
    assert x[i : i + 2].tolist() == [2, 3]
    assert isinstance((i + 0.5).item(), float)
    joined = minitorch.cat([x, x]), minitorch.stack([x, x]), x.view(2, 3)
    assert all(str(t.tolist()).find(".") == -1 for t in joined)
    assert isinstance((i + tensor(1.0)).item(), float)
    mixed: Any = minitorch.cat([x, tensor([0.5])])
    assert mixed.tolist()[-1] == 0.5


def test_a_graph_may_be_kept_and_derivatives_have_none() -> None:
    x = tensor([2.0], requires_grad=True)
    y = (x * x).sum()
    y.backward(retain_graph=True)
    y.backward(retain_graph=False, create_graph=False)
    assert x.grad.tolist() == [8.0]
    with pytest.raises(TypeError, match="derivatives of derivatives"):
        y.backward(create_graph=True)
    assert x.grad.tolist() == [8.0]


@pytest.mark.parametrize("backend", ["numpy", "loops"])
def test_a_view_where_the_strides_allow_it(backend: str) -> None:
    x = minitorch.arange(24, backend=backend).view(4, 6)
    left = x[:, :4]
    assert left.view(4, 2, 2).tolist() == left.numpy().reshape(4, 2, 2).tolist()
    assert left.view(2, 2, 4).shape == (2, 2, 4)
    for shape in ((16,), (2, 8)):
        with pytest.raises(minitorch.ShapeError, match="contiguous"):
            left.view(*shape)


def test_what_optim_and_nn_lack_is_said_with_what_they_have() -> None:
    with pytest.raises(AttributeError, match=r"Adadelta.*RMSprop"):
        _ = optim.Adadelta
    with pytest.raises(AttributeError, match=r"BatchNorm1d.*LayerNorm"):
        _ = nn.BatchNorm1d
    with pytest.raises(AttributeError, match=r"Linaer'$"):
        _ = nn.Linaer
    with pytest.raises(ValueError, match=r"cuda.*CPU"):
        nn.Linear(1, 1, device="cuda")
    with pytest.raises(TypeError, match="out="):
        minitorch.exp(tensor([1.0]), out=tensor([1.0]))
