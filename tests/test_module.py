"""Modules: what is found in the tree, under which name, and what is refused."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from minitorch import SGD, Module, Parameter, Scalar, Tensor, tensor
from minitorch.backends.arrays import BACKENDS


class Layer(Module):
    def __init__(self, w: Any = 1.0, b: Any = 2.0) -> None:
        super().__init__()
        self.w = Parameter(w)
        self.b = Parameter(b)

    def forward(self, x: float, *, scale: float = 1.0) -> float:
        return scale * (self.w.value * x + self.b.value)


class Net(Module):
    """Children before and after an own parameter, and two levels of them."""

    def __init__(self) -> None:
        super().__init__()
        self.first = Layer()
        self.own = Parameter(3.0)
        self.block = Module()
        self.block.inner = Layer()
        self.block.last = Parameter(4.0)

    def forward(self, x: float) -> float:
        return self.block.inner(self.first(x)) * self.own.value


class Forgetful(Module):
    def __init__(self) -> None:
        self.w = Parameter(1.0)


class ForgetfulReader(Module):
    def __init__(self) -> None:
        pass


ALL_NAMES = ["own", "first.w", "first.b", "block.last", "block.inner.w"]
ALL_NAMES += ["block.inner.b"]


def names(module: Module) -> list[str]:
    return [name for name, _ in module.named_parameters()]


# Finding


def test_names_are_dotted_and_in_order() -> None:
    assert names(Net()) == ALL_NAMES


def test_parameters_are_the_very_objects() -> None:
    net = Net()
    found = dict(net.named_parameters())
    assert found["block.inner.w"] is net.block.inner.w
    assert [id(p) for p in net.parameters()] == [id(p) for p in found.values()]


def test_modules_lists_direct_children_in_order() -> None:
    net = Net()
    assert [id(m) for m in net.modules()] == [id(net.first), id(net.block)]
    named = dict(net.named_modules())
    assert list(named) == ["", "first", "block", "block.inner"]
    assert named["block.inner"] is net.block.inner


def test_an_empty_module_has_nothing() -> None:
    empty = Module()
    assert empty.named_parameters() == empty.parameters() == empty.modules() == []
    assert repr(empty) == "Module"
    assert empty.training


def test_instances_share_nothing() -> None:
    a, b = Layer(), Layer()
    a.w.update(5.0)
    a.add_parameter("c", 1.0)
    a.eval()
    assert (b.w.value, names(b), b.training) == (1.0, ["w", "b"], True)


def test_a_shared_parameter_is_listed_once_under_its_first_name() -> None:
    net = Net()
    net.block.inner.w = net.first.w
    assert names(net) == [n for n in ALL_NAMES if n != "block.inner.w"]


def test_equal_parameters_are_still_two() -> None:
    assert len(Layer(1.0, 1.0).parameters()) == 2


def test_a_shared_module_is_listed_once() -> None:
    net = Net()
    net.again = net.first
    assert names(net) == ALL_NAMES
    assert [name for name, _ in net.named_modules()].count("again") == 0
    assert len(net.modules()) == 3


def test_parts_are_replaced_not_added() -> None:
    net = Net()
    net.first.w = Parameter(7.0)
    net.block = Layer()
    assert names(net) == ["own", "first.w", "first.b", "block.w", "block.b"]
    assert net.first.w.value == 7.0


def test_a_name_can_change_its_kind() -> None:
    net = Net()
    net.own = Layer()
    assert "own" not in names(net)
    assert "own.w" in names(net)
    net.first = Parameter(1.0)
    assert names(net)[0] == "first"
    net.note = "text"
    net.note = Parameter(1.0)
    assert isinstance(net.note, Parameter)
    assert "note" in names(net)


def test_parts_can_be_deleted() -> None:
    net = Net()
    del net.own, net.block
    assert names(net) == ["first.w", "first.b"]
    with pytest.raises(AttributeError, match="own"):
        _ = net.own


def test_parts_can_be_added_by_name() -> None:
    net = Module()
    parameter = net.add_parameter("w0", 0.5)
    given = Parameter(1.5)
    assert net.add_parameter("w1", given) is given
    child = net.add_module("child", Layer())
    assert net.w0 is parameter
    assert net.child is child
    assert names(net) == ["w0", "w1", "child.w", "child.b"]
    with pytest.raises(TypeError, match="expected a Module, got float"):
        net.add_module("other", 1.0)  # type: ignore[arg-type]


def test_ten_thousand_levels_are_not_too_deep() -> None:
    root = module = Module()
    for _ in range(10_000):
        module.x = Module()
        module = module.x
    module.w = Parameter(1.0)
    root.eval()
    assert len(root.parameters()) == 1
    assert not module.training


# Train and eval


def test_train_and_eval_reach_the_whole_tree() -> None:
    net = Net()
    whole = [module for _, module in net.named_modules()]
    assert len(whole) == 4
    net.eval()
    assert [module.training for module in whole] == [False] * 4
    net.block.train()
    assert [module.training for module in whole] == [False, False, True, True]
    net.train()
    assert all(module.training for module in whole)


# Using


def test_calling_a_module_is_calling_forward() -> None:
    layer = Layer(2.0, 1.0)
    assert layer(3.0) == layer.forward(3.0) == 7.0
    assert layer(3.0, scale=10.0) == 70.0


def test_a_module_without_forward_says_so() -> None:
    with pytest.raises(NotImplementedError, match=r"Module has no forward: define"):
        Module()(1.0)


def test_update_changes_what_forward_reads() -> None:
    layer = Layer(2.0, 1.0)
    layer.w.update(5.0)
    assert layer(1.0) == 6.0


def test_a_parameter_hands_its_name_to_each_value() -> None:
    parameter = Parameter(Scalar(1.0), name="w")
    assert parameter.value.name == "w"
    parameter.update(Scalar(2.0))
    assert parameter.value.name == "w"
    assert Parameter(Scalar(1.0, name="kept")).value.name == "kept"


def test_repr_shows_the_tree() -> None:
    assert repr(Net()) == (
        "Net\n"
        "  own: 3.0\n"
        "  first: Layer\n"
        "    w: 1.0\n"
        "    b: 2.0\n"
        "  block: Module\n"
        "    last: 4.0\n"
        "    inner: Layer\n"
        "      w: 1.0\n"
        "      b: 2.0"
    )
    assert repr(Parameter(1.5)) == "Parameter(1.5)"


def test_repr_shows_a_shared_module_in_each_of_its_places() -> None:
    net = Module()
    net.first = Layer()
    net.block = Module()
    net.block.again = net.first
    assert repr(net) == (
        "Module\n"
        "  first: Layer\n"
        "    w: 1.0\n"
        "    b: 2.0\n"
        "  block: Module\n"
        "    again: Layer, the same as first"
    )


def test_repr_shows_the_shapes_of_tensors_and_the_numbers_of_single_ones() -> None:
    layer = Layer(tensor([[1.0, 2.0]]), tensor(0.5))
    assert repr(layer) == (
        "Layer\n  w: Tensor of shape (1, 2)\n  b: tensor(0.5, requires_grad=True)"
    )


# Tensors


def test_a_parameter_makes_its_tensor_require_a_derivative() -> None:
    for parameter in (
        Parameter(tensor([1.0])),
        Module().add_parameter("w", tensor(1.0)),
    ):
        assert parameter.value.requires_grad
        parameter.update(tensor([2.0]))
        assert parameter.value.requires_grad
    layer = Layer(tensor([1.0, 2.0]), tensor([0.0, 0.0]))
    layer(tensor([3.0, 4.0])).sum().backward()
    assert layer.w.value.grad.tolist() == [3.0, 4.0]


def test_a_parameter_has_a_leaf_of_its_own_that_sees_the_numbers_it_was_made_of() -> (
    None
):
    numbers = tensor([1.0, 2.0])
    parameter = Parameter(numbers, name="w")
    assert parameter.value.is_leaf()
    assert (parameter.value.name, numbers.name) == ("w", "")
    (parameter * parameter).sum().backward()
    assert parameter.grad.tolist() == [2.0, 4.0]
    assert (numbers.requires_grad, numbers.grad) == (False, None)
    numbers += 1.0
    assert parameter.tolist() == [2.0, 3.0]


def test_a_parameter_takes_a_computed_tensor_as_a_leaf() -> None:
    """As MiniTorch's own `p.update(p.value - lr * p.value.grad)` expects."""
    parameter = Parameter(tensor([1.0, 2.0]), name="w")
    (parameter.value**2).sum().backward()
    computed = parameter.value - 0.5 * parameter.value.grad
    parameter.update(computed)
    assert parameter.value.is_leaf()
    assert parameter.value.tolist() == [0.0, 0.0]
    assert parameter.value.grad is None
    assert parameter.value.name == "w"
    assert computed.grad_fn is not None
    assert computed.name == ""


def test_a_parameter_takes_a_computed_scalar_as_a_leaf() -> None:
    start = Scalar(1.5)
    parameter = Parameter(start * 2.0, name="w")
    assert parameter.value.is_leaf()
    (parameter.value * 4.0).backward()
    assert (parameter.value.data, parameter.value.derivative) == (3.0, 4.0)
    assert start.derivative is None
    SGD([parameter], lr=0.5).step()
    assert (parameter.value.data, parameter.value.name) == (1.0, "w")


# The numbers of a model


class Mixed(Module):
    """A parameter of each kind."""

    def __init__(self, start: float = 0.0, backend: str = "numpy") -> None:
        super().__init__()
        self.number = Parameter(start)
        self.whole = Parameter(int(start))
        self.scalar = Parameter(Scalar(start + 1), name="s")
        table = tensor([[start, 2.0, 3.0], [4.0, 5.0, 6.0]], backend=backend)
        self.child = Layer(table, tensor(np.float32(start), name="b"))
        self.raw = Parameter(np.array([start, start]))


def numbers(model: Module) -> dict[str, Any]:
    """What a model holds, read without state_dict."""
    found = {}
    for name, p in model.named_parameters():
        value = p.value.data if hasattr(p.value, "derivative") else p.value
        found[name] = np.asarray(value).tolist()
    return found


@pytest.mark.parametrize("backend", BACKENDS)
def test_state_dict_holds_floats_and_arrays_by_name(backend: str) -> None:
    model = Mixed(0.5, backend)
    state = model.state_dict()
    assert list(state) == [name for name, _ in model.named_parameters()]
    assert {k: np.asarray(v).tolist() for k, v in state.items()} == numbers(model)
    assert [type(state[name]) for name in ("number", "whole", "scalar")] == [float] * 3
    assert type(state["child.w"]) is type(state["child.b"]) is np.ndarray
    assert state["child.b"].dtype == np.float32


@pytest.mark.parametrize("backend", BACKENDS)
def test_state_dict_is_a_copy(backend: str) -> None:
    model = Mixed(0.5, backend)
    before, state = numbers(model), model.state_dict()
    state["child.w"][:] = 7.0
    state["child.b"][...] = 7.0
    state["raw"][:] = 7.0
    assert numbers(model) == before


@pytest.mark.parametrize("source", BACKENDS)
@pytest.mark.parametrize("target", BACKENDS)
def test_a_model_takes_the_numbers_of_another(source: str, target: str) -> None:
    model, other = Mixed(0.5, source), Mixed(7.0, target)
    other.load_state_dict(model.state_dict())
    assert numbers(other) == numbers(model)
    assert other.child.w.value.backend == target


def test_loading_copies_and_writes_into_no_array() -> None:
    model, state = Mixed(0.5), Mixed(7.0).state_dict()
    old = model.child.w.value
    shared, raw = old.detach(), model.raw.value
    (3.0 * old).sum().backward()
    product = (old * old).sum()
    model.load_state_dict(state)
    loaded = numbers(model)
    for array in (state["child.w"], state["child.b"], state["raw"]):
        array[...] = -1.0
    assert numbers(model) == loaded
    assert model.child.w.value is old
    assert old.tolist() == [[7.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    assert shared.tolist() == model.child.w.tolist()
    assert raw.tolist() == [0.5, 0.5]
    assert old.grad.tolist() == [[3.0, 3.0, 3.0], [3.0, 3.0, 3.0]]
    # A graph has the derivatives of the numbers that it was made of.
    product.backward()
    assert old.grad.tolist() == [[4.0, 7.0, 9.0], [11.0, 13.0, 15.0]]


def test_loading_keeps_names_dtypes_and_what_is_frozen() -> None:
    model = Mixed(0.5)
    model.child.w.value.name = "table"
    model.child.w.value.requires_grad_(False)
    state = {**Mixed(7.0).state_dict(), "child.b": np.float64(0.1), "number": 3}
    model.load_state_dict(state)
    w, b = model.child.w.value, model.child.b.value
    assert (w.name, w.requires_grad) == ("table", False)
    assert (b.name, b.requires_grad, b.dtype) == ("b", True, np.float32)
    assert b.item() == np.float32(0.1)
    assert (model.scalar.value.name, model.scalar.value.data) == ("s", 8.0)
    assert model.scalar.value.is_leaf()
    assert type(model.number.value) is float
    assert isinstance(w, Tensor)


def test_an_optimiser_goes_on_with_what_was_loaded() -> None:
    model = Layer(tensor([1.0]), tensor([1.0]))
    optimiser = SGD(model.parameters(), lr=0.5)
    model.load_state_dict({"w": np.array([4.0]), "b": np.array([0.0])})
    model(tensor([2.0])).sum().backward()
    optimiser.step()
    assert numbers(model) == {"w": [3.0], "b": [-0.5]}


def test_loading_takes_tensors_and_numbers_of_numpy_too() -> None:
    model = Layer(tensor([1.0, 2.0]), Scalar(0.0))
    value = tensor([5.0, 6.0])
    model.load_state_dict({"b": np.float32(0.5), "w": value})
    assert numbers(model) == {"w": [5.0, 6.0], "b": 0.5}
    assert not np.shares_memory(model.w.value.data, value.data)
    model.load_state_dict({"b": np.array(1), "w": np.array([1, 2])})
    assert numbers(model) == {"w": [1.0, 2.0], "b": 1.0}


def test_a_shared_parameter_is_saved_once_and_stays_shared() -> None:
    net = Net()
    net.block.inner.w = net.first.w
    state = net.state_dict()
    assert list(state) == [n for n in ALL_NAMES if n != "block.inner.w"]
    net.load_state_dict({**state, "first.w": 9.0})
    assert net.block.inner.w.value == net.first.w.value == 9.0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"extra": 1.0}, r"extra: unexpected"),
        ({"number": None}, r"number: missing"),
        (
            {"child.w": np.ones((3, 2))},
            r"child.w: expected shape \(2, 3\), got \(3, 2\)",
        ),
        ({"child.w": np.ones(3)}, r"child.w: expected shape \(2, 3\), got \(3,\)"),
        ({"child.w": 1.0}, r"child.w: expected shape \(2, 3\), got \(\)"),
        ({"child.w": [[1.0] * 3] * 2}, r"child.w: expected shape \(2, 3\), got \(\)"),
        ({"scalar": np.ones(1)}, r"scalar: expected shape \(\), got \(1,\)"),
        ({"child.b": np.ones(1)}, r"child.b: expected shape \(\), got \(1,\)"),
        ({"child.w": np.full((2, 3), "x")}, r"child.w: .*expected numbers"),
        ({"scalar": "1.5"}, r"scalar: .*expected a number, got '1.5'"),
        ({"number": "1.5"}, r"number: expected a number, got '1.5'"),
        ({"raw": 1j}, r"raw: expected shape \(2,\), got \(\)"),
        ({"child.b": 1j}, r"child.b: .*expected numbers"),
    ],
)
def test_what_does_not_fit_changes_nothing(
    change: dict[str, Any], message: str
) -> None:
    model = Mixed(0.5)
    before = numbers(model)
    values = [p.value for p in model.parameters()]
    state = {**Mixed(7.0).state_dict(), **change}
    state = {name: value for name, value in state.items() if value is not None}
    with pytest.raises(ValueError, match=rf"Mixed.load_state_dict: .*\n  {message}"):
        model.load_state_dict(state)
    assert numbers(model) == before
    assert all(p.value is v for p, v in zip(model.parameters(), values, strict=True))


def test_everything_that_does_not_fit_is_listed() -> None:
    model = Layer(tensor([1.0, 2.0]), 1.0)
    with pytest.raises(ValueError, match="nothing was loaded") as error:
        model.load_state_dict({"w": np.ones(3), "v": 1.0, "u": 2.0})
    assert str(error.value).splitlines()[1:] == [
        "  b: missing",
        "  v: unexpected",
        "  u: unexpected",
        "  w: expected shape (2,), got (3,)",
    ]


def test_fractions_are_not_cut_off_to_fit_whole_numbers() -> None:
    model = Module()
    model.raw = Parameter(np.array([1, 2]))
    with pytest.raises(ValueError, match=r"raw: expected whole numbers for int64, got"):
        model.load_state_dict({"raw": np.array([1.0, 2.9])})
    assert model.raw.value.tolist() == [1, 2]
    model.load_state_dict({"raw": np.array([3.0, 4.0])})
    assert model.raw.value.tolist() == [3, 4]


def test_a_path_is_not_a_state_dict() -> None:
    with pytest.raises(TypeError, match=r"minitorch.load\(path\) return, got 'm.npz'"):
        Layer().load_state_dict("m.npz")  # type: ignore[arg-type]


def test_what_holds_no_numbers_has_no_state() -> None:
    with pytest.raises(
        TypeError, match=r"b: expected a number, .*got 'text' of type str"
    ):
        Layer(1.0, "text").state_dict()


# Copies


@pytest.mark.parametrize(
    "duplicate", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))]
)
def test_copies_are_equal_and_independent(duplicate: Callable[[Net], Net]) -> None:
    net = Net()
    net.first.w.update(Scalar(5.0, name="w"))
    net.block.eval()
    loss = net.first.w.value * 2.0
    loss.backward()
    twin = duplicate(net)
    assert repr(twin) == repr(net)
    assert twin.first.w.value.derivative == 2.0
    assert twin.first.w.value.is_leaf()
    assert not twin.block.training
    twin.first.w.update(9.0)
    twin.new = Parameter(0.0)
    assert net.first.w.value.data == 5.0
    assert names(net) == ALL_NAMES


@pytest.mark.parametrize(
    "duplicate", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))]
)
def test_copies_of_tensors_are_independent(
    duplicate: Callable[[Mixed], Mixed],
) -> None:
    model = Mixed(0.5)
    twin = duplicate(model)
    assert numbers(twin) == numbers(model)
    assert twin.child.w.value.requires_grad
    assert not np.shares_memory(twin.child.w.value.data, model.child.w.value.data)


def test_a_deep_copy_keeps_sharing() -> None:
    net = Net()
    net.block.inner = net.first
    twin = copy.deepcopy(net)
    assert twin.block.inner is twin.first


# What is refused


def test_an_unknown_attribute_is_named_with_a_hint() -> None:
    with pytest.raises(AttributeError, match=r"Net has no attribute 'frist'") as error:
        _ = Net().frist
    assert "did you mean 'first'?" in str(error.value)
    with pytest.raises(AttributeError, match="it has first, own, block, training"):
        _ = Net().xyzzy
    assert not hasattr(Net(), "xyzzy")
    assert getattr(Net(), "xyzzy", 7) == 7


def test_a_forgotten_super_init_is_named() -> None:
    message = r"call super\(\).__init__\(\) first in Forgetful.__init__"
    with pytest.raises(AttributeError, match=message):
        Forgetful()
    with pytest.raises(AttributeError, match=r"ForgetfulReader is not initialised"):
        ForgetfulReader().parameters()
    with pytest.raises(AttributeError, match=r"ForgetfulReader is not initialised"):
        _ = ForgetfulReader().weight


def test_a_circle_is_refused_and_changes_nothing() -> None:
    net = Net()
    before = repr(net)
    for make in (
        lambda: setattr(net, "me", net),
        lambda: setattr(net.block, "up", net),
        lambda: net.block.inner.add_module("up", net),
        lambda: setattr(net.block.inner, "w", net),
    ):
        with pytest.raises(ValueError, match="does not contain this one"):
            make()
    assert repr(net) == before


@pytest.mark.parametrize(
    "wrap",
    [
        lambda part: [part],
        lambda part: (1, part),
        lambda part: {"key": part},
        lambda part: {part},
        lambda part: [1, [({"key": part},)]],
    ],
)
@pytest.mark.parametrize("part", [Parameter(1.0), Layer()])
def test_parts_hidden_in_a_list_are_refused(
    wrap: Callable[[Any], Any], part: Any
) -> None:
    net = Net()
    with pytest.raises(TypeError, match="would not be found; add each one first"):
        net.parts = wrap(part)
    assert not hasattr(net, "parts")
    assert names(net) == ALL_NAMES


def test_a_list_of_parts_that_are_there_already_is_fine() -> None:
    net = Net()
    net.layers = [net.first, net.block]
    net.sizes = [2, 3]
    assert names(net) == ALL_NAMES
    assert net.layers[0] is net.first


@pytest.mark.parametrize("part", [Parameter(1.0), Layer()])
def test_parts_that_came_into_a_list_later_are_refused_when_asked_for(
    part: Any,
) -> None:
    net = Net()
    net.block.inner.layers = []
    net.block.inner.layers.append(part)
    for ask in (net.parameters, net.state_dict, net.named_parameters):
        with pytest.raises(TypeError, match=r"Layer.layers: .* inside a list"):
            ask()
    net.block.inner.late = part
    assert [name for name in names(net) if name.startswith("block.inner.late")]


def test_a_list_that_holds_itself_is_looked_through() -> None:
    net = Net()
    endless: list[Any] = [1.0]
    endless.append(endless)
    net.endless = endless
    assert names(net) == ALL_NAMES


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("own", r"Net.own is a Parameter: .*got float; .*own.update\(value\)"),
        ("first", r"Net.first is a Module: expected another Module, got float"),
    ],
)
def test_a_number_in_the_place_of_a_part_is_refused(name: str, message: str) -> None:
    net = Net()
    before = repr(net)
    with pytest.raises(TypeError, match=message):
        setattr(net, name, 0.5)
    assert repr(net) == before


@pytest.mark.parametrize("name", ["train", "forward", "training", "a.b", "start"])
def test_a_part_cannot_have_a_name_that_would_hide_it(name: str) -> None:
    class Small(Module):
        start = None

    module = Small()
    for part in (Parameter(1.0), Module()):
        with pytest.raises(ValueError, match="expected a name without dots"):
            setattr(module, name, part)
    assert not module.parameters()
    assert not module.modules()
