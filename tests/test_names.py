"""Names that people bring: what they mean here, and what is said where they do not."""

import copy
import math
import pickle
import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import minitorch
from minitorch import (
    SGD,
    Adam,
    Parameter,
    Scalar,
    derivative_check,
    nn,
    optim,
    randn,
    tensor,
)

# Scalars


@given(st.floats(0.1, 3.0))
def test_functions_of_scalars(x: float) -> None:
    for name, function in (
        ("tanh", math.tanh),
        ("sqrt", math.sqrt),
        ("sin", math.sin),
        ("cos", math.cos),
        ("abs", abs),
    ):
        assert getattr(Scalar(x), name)().data == function(x)
        derivative_check(lambda s, name=name: getattr(s, name)(), x)
    derivative_check(abs, -x)


def test_corners_of_scalars() -> None:
    x = Scalar(0.0)
    (x.abs() + (x.relu().sqrt() < 1)).backward()
    assert x.grad == x.derivative == 0.0
    x = Scalar(0.0)
    x.sqrt().backward()
    assert x.grad == math.inf
    with pytest.raises(ValueError, match="0 or more"):
        Scalar(-1.0).sqrt()


def test_a_leaf_that_became_a_result() -> None:
    for w in (Scalar(2.0), tensor(2.0, requires_grad=True)):
        loss = w * w
        loss.backward()
        assert float(w.grad) == 4.0
        w = w - 0.1 * w.grad
        with pytest.warns(UserWarning, match="Was it a leaf before Sub"):
            assert w.grad is None


def test_numbers_in_text() -> None:
    p = Parameter(Scalar(0.25))
    assert f"{Scalar(1.0):.2f} {tensor(2.0):.1f} {p:.3f}" == "1.00 2.0 0.250"
    assert f"{Scalar(1.0)} {tensor(2.0)}" == "Scalar(1.0) 2.0"
    assert int(tensor([3.7])) == 3
    with pytest.raises(ValueError, match="one element"):
        f"{tensor([1.0, 2.0]):.2f}"


@pytest.mark.parametrize("backend", ["numpy", "loops"])
def test_both_backends(backend: str) -> None:
    x = tensor([[1.0, -2.0, 3.0], [0.5, 3.0, -1.0]], True, backend=backend)
    y = x.tril() + x.clamp(0.0, 1.0) + x.cumsum(1) + x.sin() + x.max(1, True).values
    z = (y * y.std() + x.norm(dim=0)).unsqueeze(0).squeeze() + x.softmax(1)
    z.sum().backward()
    assert z.backend == backend
    other = tensor(x.tolist(), True)
    y = other.tril() + other.clamp(0.0, 1.0) + other.cumsum(1) + other.sin()
    y = y + other.max(1, True).values
    z = (y * y.std() + other.norm(dim=0)) + other.softmax(1)
    z.sum().backward()
    np.testing.assert_allclose(np.asarray(x.grad), np.asarray(other.grad))


# Changes by hand


def test_a_graph_keeps_what_it_was_made_from() -> None:
    w = tensor([1.0, 2.0], requires_grad=True)
    y = (w * w).sum()
    with minitorch.no_grad():
        w -= 1.0
        w[0] = 7.0
    y.backward()
    assert w.tolist() == [7.0, 1.0]
    assert w.grad.tolist() == [2.0, 4.0]


def test_what_is_not_changed_in_place() -> None:
    w = tensor([1.0, 2.0], requires_grad=True)
    x = w * 2
    for change in (
        lambda: w.__isub__(1.0),
        lambda: w.zero_(),
        lambda: w.__setitem__(0, 1.0),
        lambda: x.fill_(0.0),
    ):
        with pytest.raises(RuntimeError, match=r"with no_grad\(\)"):
            change()


def test_what_is_detached_sees_the_same_numbers_and_a_clone_does_not() -> None:
    x = minitorch.zeros(2, 2)
    x.detach().fill_(3.0)
    x[0] += 1.0
    x.detach().clone().fill_(5.0)
    assert x.tolist() == [[4.0, 4.0], [3.0, 3.0]]


def test_a_derivative_that_would_be_lost_is_refused() -> None:
    w, x = tensor([1.0, 2.0], requires_grad=True), minitorch.zeros(2)
    for change in (
        lambda: x.__setitem__(0, w[0] * 3),
        lambda: x.copy_(w),
        lambda: x.add_(w),
        lambda: x.mul_(w),
        lambda: x.fill_(w[0]),
    ):
        with pytest.raises(RuntimeError, match="stack"):
            change()
    with pytest.warns(UserWarning, match="stack"):
        assert not tensor([w[0], w[1]]).requires_grad
    assert tensor([w[0], w[1]], requires_grad=True).is_leaf()
    assert x.tolist() == [0.0, 0.0]
    with minitorch.no_grad():
        x[0] = w[0]
        x.add_(tensor(w))
    x = x + w
    assert (x.tolist(), x.requires_grad) == ([3.0, 4.0], True)


def test_what_backward_needs_can_be_read_only() -> None:
    w = tensor([1.0, 2.0], requires_grad=True)
    y = w * w
    for t in (w, y):
        with pytest.raises(ValueError, match="read-only"):
            t.numpy()[0] = 5.0
    y.sum().backward()
    w.grad.numpy()[0] = 7.0
    assert w.derivative.tolist() == [7.0, 4.0]


def test_no_grad_leaves_no_graph() -> None:
    w = tensor([1.0], requires_grad=True)
    with minitorch.no_grad():
        assert not (w * 2).requires_grad
        with minitorch.enable_grad():
            assert (w * 2).requires_grad
    assert (w * 2).requires_grad

    @minitorch.no_grad()
    def measured() -> Any:
        return w * 2

    assert not measured().requires_grad
    w.requires_grad = False
    assert not (w * 2).requires_grad


def test_a_gradient_is_changed() -> None:
    w = tensor([3.0, 4.0], requires_grad=True)
    (w * w).sum().backward()
    assert w.grad.norm().item() == 10.0
    w.grad *= 0.5
    assert w.derivative.tolist() == [3.0, 4.0]
    w.grad.data = w.grad.data.clip(0.0, 3.5)
    w.grad[0] = 1.0
    assert w.derivative.tolist() == [1.0, 3.5]
    w.grad.zero_()
    assert w.derivative.tolist() == [0.0, 0.0]
    assert not w.grad.requires_grad


@pytest.mark.parametrize("backend", ["numpy", "loops"])
def test_data_keep_their_shape(backend: str) -> None:
    w = tensor([3.0, 4.0], True, backend=backend)
    y = (w * w).sum()
    others = np.ones(3), np.ones((2, 1)), np.ones(2, np.float32), np.ones(2, int), 1.0
    for other in others:
        with pytest.raises(ValueError, match=r"shape \(2,\) and float64"):
            w.data = other
    y.backward()
    assert (w.tolist(), w.grad.tolist()) == ([3.0, 4.0], [6.0, 8.0])


@pytest.mark.parametrize("backend", ["numpy", "loops"])
def test_data_are_always_an_array(backend: str) -> None:
    w = tensor([3.0, 4.0], True, backend=backend)
    (w * w).sum().backward()
    kind = type(w.data)
    w.data = w.data - 0.25 * w.grad
    assert type(w.data) is kind
    assert w.tolist() == [1.5, 2.0]
    w.data -= 0.25 * w.grad
    assert type(w.data) is kind
    assert w.tolist() == [0.0, 0.0]


def test_a_parameter_is_a_number() -> None:
    p = nn.Parameter(tensor([1.0, 2.0]))
    y = (
        2 * p + p * tensor([1.0, 3.0]) - p / 2 + tensor([[1.0, 1.0]]) @ p[:, None]
    ).sum()
    y.backward()
    assert p.grad is not None
    assert (p.shape, p.numel(), p[1].item()) == ((2,), 2, 2.0)
    with minitorch.no_grad():
        p -= 0.5 * p.grad
        p[0] = 1.0
    assert isinstance(p, Parameter)
    p.data -= 0.5
    p.grad = None
    assert p.value.grad is None
    q = Parameter(Scalar(2.0))
    (q * q + 1.0).backward()
    q -= 0.25 * q.grad
    assert q.value.data == 1.0
    assert q.value.is_leaf()
    assert Parameter(Scalar(1.0, None)).value.is_leaf()


# Models and optimisers


def test_a_sequence_of_layers() -> None:
    model = nn.Sequential(nn.Linear(2, 3, seed=0), nn.Tanh(), nn.Linear(3, 1, seed=1))
    assert len(model) == 3
    assert [type(part).__name__ for part in model] == ["Linear", "Tanh", "Linear"]
    assert model[-1].out_features == 1
    assert model[:2](randn(4, 2)).shape == (4, 3)
    assert model.eval().training is False
    assert model.train()[0].training is True
    names = [name for name, _ in nn.ModuleList([model]).named_parameters()]
    assert names[0] == "0.0.weight"


def test_what_is_left_out_says_so() -> None:
    for owner, name in (
        (nn.ReLU(), "cuda"),
        (tensor(1.0), "retain_grad"),
        (tensor(1.0), "register_hook"),
    ):
        with pytest.raises(AttributeError, match=r"no|only"):
            getattr(owner, name)
    assert tensor([1.0]).cpu().to("cpu").item() == 1.0
    with pytest.raises(ValueError, match="cuda"):
        tensor([1.0]).to("cuda")
    for name in ("mps", "autograd", "compile"):
        with pytest.raises(AttributeError, match=r"no devices|backward|faster"):
            getattr(minitorch, name)


def test_functional_is_found_where_pytorch_has_it() -> None:
    program = "import minitorch.nn.functional as F; F.relu(-1.0)"
    with pytest.raises(AttributeError, match="float"):
        exec(program)
    assert nn.functional is minitorch.functional
    assert nn.functional.relu(tensor(-1.0)).item() == 0.0


@pytest.mark.parametrize("kind", [SGD, Adam, optim.AdamW])
def test_an_optimiser_goes_on_from_its_state(kind: Any) -> None:
    def step(w: Any, optimiser: Any) -> None:
        optimiser.zero_grad()
        (w * w * w).sum().backward()
        optimiser.step()

    w = tensor([1.0, 2.0], requires_grad=True)
    optimiser = kind([w], lr=0.01)
    step(w, optimiser)
    state, numbers = optimiser.state_dict(), w.tolist()
    step(w, optimiser)
    other = tensor(numbers, requires_grad=True)
    again = kind([other], lr=1.0)
    again.load_state_dict(state)
    step(other, again)
    assert other.tolist() == w.tolist()
    with pytest.raises(ValueError, match="state_dict"):
        again.load_state_dict({"state": []})
    again.param_groups[0]["lr"] = 0.5
    assert again.lr == 0.5
    with pytest.raises(KeyError, match="settings"):
        again.param_groups[0]["rate"] = 1.0
    again.lr = -1.0
    with pytest.raises(ValueError, match="learning rate"):
        step(other, again)


def test_groups_of_parameters_have_their_own_rates() -> None:
    a, b, c = (tensor([1.0], requires_grad=True) for _ in range(3))
    groups = [{"params": [a]}, {"params": (p for p in [b, c]), "lr": 0.5}]
    optimiser = SGD(groups, lr=0.1, momentum=0.5)

    def step() -> list[float]:
        for p in (a, b, c):
            p.grad = np.ones(1)
        optimiser.step()
        return [p.item() for p in (a, b, c)]

    assert step() == pytest.approx([0.9, 0.5, 0.5])
    schedule = optim.lr_scheduler.StepLR(optimiser, 1, gamma=0.1)
    state = optimiser.state_dict()
    schedule.step()
    assert schedule.get_last_lr() == pytest.approx([0.01, 0.05])
    optimiser.param_groups[0]["momentum"] = 0.0
    assert step() == pytest.approx([0.89, 0.425, 0.425])
    optimiser.load_state_dict(state)
    assert [group["lr"] for group in optimiser.param_groups] == [0.1, 0.5]
    assert step() == pytest.approx([0.74, -0.325, -0.325])
    optimiser.zero_grad()
    assert b.grad is None
    optimiser.lr = 0.2
    with pytest.raises(ValueError, match=r"param_groups\[0\]"):
        step()
    with pytest.raises(ValueError, match="positive learning rate"):
        SGD([{"params": [a], "lr": -1.0}], lr=0.1)
    with pytest.raises(KeyError, match="settings"):
        SGD([{"params": [a], "rate": 1.0}], lr=0.1)
    with pytest.raises(ValueError, match="twice"):
        SGD([{"params": [a]}, {"params": [b, a]}], lr=0.1)
    with pytest.raises(TypeError, match="'params'"):
        SGD([{"params": [a]}, b], lr=0.1)


def test_settings_are_checked_in_each_step() -> None:
    w = Scalar(1.0)
    for optimiser, name, value in (
        (SGD([w]), "momentum", math.nan),
        (Adam([w]), "betas", (0.9, 1.0)),
    ):
        setattr(optimiser, name, value)
        w.derivative = 1.0
        with pytest.raises(ValueError, match="below 1"):
            optimiser.step()
    assert w.data == 1.0


# Making tensors


def test_seeds() -> None:
    minitorch.manual_seed(3)
    first = [minitorch.rand(2).tolist(), minitorch.randint(0, 9, (3,)).tolist()]
    layer = nn.Linear(2, 2)
    minitorch.manual_seed(3)
    assert first == [minitorch.rand(2).tolist(), minitorch.randint(0, 9, (3,)).tolist()]
    assert nn.Linear(2, 2).weight.value.tolist() == layer.weight.value.tolist()
    g = minitorch.Generator().manual_seed(1)
    x = randn(3, generator=g)
    assert randn(3, generator=g).tolist() != x.tolist()
    assert randn(3, generator=g.manual_seed(1)).tolist() == x.tolist()
    with pytest.raises(TypeError, match="whole number, a generator or None"):
        randn(3, seed="a")


def test_drawing() -> None:
    counts = np.zeros(3)
    for i in minitorch.multinomial(tensor([0.2, 0.0, 0.6]), 4000, True, seed=0):
        counts[i.item()] += 1
    assert counts[1] == 0
    assert counts[2] / 4000 == pytest.approx(0.75, abs=0.03)
    rows = minitorch.multinomial(tensor([[1.0, 0.0], [0.0, 1.0]]), 1, seed=0)
    assert rows.tolist() == [[0], [1]]
    assert sorted(minitorch.randperm(5, seed=1).tolist()) == [0, 1, 2, 3, 4]
    assert minitorch.randint(5, (100,), seed=1).tolist() != [0] * 100
    assert abs(minitorch.normal(5.0, 0.1, (100,), seed=1).mean().item() - 5.0) < 0.05
    with pytest.raises(ValueError, match="weights of 0 or more"):
        minitorch.multinomial(tensor([0.0, 0.0]), 1)


@pytest.mark.parametrize(
    "action",
    [
        lambda: minitorch.zeros(np.int64(2)).shape == (2,),
        lambda: minitorch.ones(2, 2).sum(np.int64(1)).tolist() == [2.0, 2.0],
        lambda: minitorch.full(3, 1.0).tolist() == [1.0] * 3,
        lambda: minitorch.cat(x for x in [tensor([1.0])]).tolist() == [1.0],
        lambda: tensor([tensor(1.0), tensor(2.0)]).tolist() == [1.0, 2.0],
        lambda: nn.softmax(minitorch.ones(2, 0), dim=1).shape == (2, 0),
        lambda: (tensor([1.0]) == object()) is False,
        lambda: tensor([1, 0], dtype=minitorch.long).tolist() == [1, 0],
        lambda: (tensor([1.0, 2.0]) > 1).any().item() == 1.0,
        lambda: tensor([1.0, 2.0])[tensor([True, False])].tolist() == [1.0],
        lambda: tensor([1.0, 2.0])[tensor(tensor([0, 5]) > 3)].tolist() == [2.0],
        lambda: tensor([True, 2.0]).tolist() == [1.0, 2.0],
        lambda: tensor([1.0, 3.0]).var(unbiased=False).item() == 1.0,
    ],
)
def test_what_people_write(action: Any) -> None:
    assert action()


@pytest.mark.parametrize(
    ("action", "error"),
    [
        (lambda x: x.permute("a", "b"), IndexError),
        (lambda x: x.reshape(None), ValueError),
        (lambda x: x.sum(True), IndexError),
        (lambda x: minitorch.zeros(True), ValueError),
        (lambda x: minitorch.zeros(2.0), ValueError),
        (lambda x: minitorch.cat(x), TypeError),
        (lambda x: minitorch.stack([x], dim=0.5), IndexError),
        (lambda x: minitorch.full((2,), "3"), TypeError),
        (lambda x: minitorch.arange("a"), TypeError),
        (lambda x: x.sum(colour=1), TypeError),
        (lambda x: x.expand(3, 3), ValueError),
        (lambda x: x.clamp(), ValueError),
        (lambda x: x.topk(x.shape[-1] + 1), ValueError),
        (lambda x: x.topk(-1), ValueError),
        (lambda x: minitorch.randperm(-1), ValueError),
        (lambda x: x - x.grad, TypeError),
        (lambda x: x[:, :0].argmax(1), ValueError),
        (lambda x: minitorch.randint(3, 3, (2,)), ValueError),
        (lambda x: minitorch.multinomial(x[0], 3), ValueError),
        (lambda x: Scalar(math.inf).sin(), ValueError),
        (lambda x: Scalar(-math.inf).cos(), ValueError),
    ],
)
def test_what_is_refused(action: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"expected|unexpected"):
        action(tensor([[1.0, 2.0]]))


def test_one_saved_value_is_itself() -> None:
    class Square(minitorch.ScalarFunction):
        @staticmethod
        def forward(ctx: Any, x: float) -> float:
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx: Any, d_out: float) -> float:
            (x,) = ctx.saved_values
            return 2 * x * d_out

    with pytest.raises(TypeError) as caught:
        Square.apply(Scalar(3.0)).backward()
    assert "ctx.saved_tensors is always a tuple" in caught.value.__notes__[0]


def test_batches() -> None:
    data = minitorch.TensorDataset(minitorch.arange(5)[:, None], minitorch.arange(5))
    loader = minitorch.DataLoader(data, batch_size=2, shuffle=True, seed=4)
    epochs = [[y.tolist() for _, y in loader] for _ in range(2)]
    assert [len(y) for y in epochs[0]] == [2, 2, 1]
    assert sorted(y for batch in epochs[0] for y in batch) == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert epochs[0] != epochs[1]
    again = minitorch.DataLoader(data, batch_size=2, shuffle=True, seed=4)
    assert [y.tolist() for _, y in again] == epochs[0]
    assert len(minitorch.DataLoader(data, 2, drop_last=True)) == 2
    train, test = minitorch.random_split(data, [3, 2], seed=0)
    assert [x.shape for x, _ in minitorch.DataLoader(train, 2)] == [(2, 1), (1, 1)]
    assert len(test) == 2


def test_words_of_pytorch_for_backward() -> None:
    x = tensor(3.0, requires_grad=True)
    y = x * x
    for _ in range(2):
        y.backward(retain_graph=True)
    assert x.grad.item() == 12.0
    with pytest.raises(TypeError, match="derivatives of derivatives"):
        y.backward(create_graph=True)


def test_no_warning_for_a_leaf() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert tensor(1.0, requires_grad=True).grad is None


# Copies


@pytest.mark.parametrize("make", [Scalar, lambda x: tensor(x, requires_grad=True)])
def test_a_deep_graph_is_copied(make: Any) -> None:
    x = make(2.0)
    y = x
    for _ in range(3000):
        y = y * 1.0
    pair = copy.deepcopy({"x": x, "y": y + x})
    pair["y"].backward()
    assert float(pair["x"].grad) == 2.0
    assert x.grad is None


def test_a_model_is_copied_and_pickled() -> None:
    model = nn.Sequential(nn.Linear(2, 2, seed=0), nn.Dropout(0.5, seed=1))
    for other in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        assert other[0].weight.value.tolist() == model[0].weight.value.tolist()
        other[0].weight.value.data[0, 0] = 9.0
        assert model[0].weight.value.tolist()[0][0] != 9.0


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("make", [Scalar, lambda x: tensor(x, requires_grad=True)])
def test_a_deep_graph_is_pickled(make: Any, protocol: int) -> None:
    x = make(2.0)
    y = x
    for _ in range(1000):
        y = y * 1.0 + x * 0.5
    found = pickle.loads(pickle.dumps({"y": y, "x": x, "h": y.history}, protocol))
    assert found["h"].inputs[0] is found["y"].inputs[0]
    found["y"].backward()
    assert float(found["x"].derivative) == 501.0
    assert x.derivative is None


def test_after_an_error_graphs_are_pickled_as_before() -> None:
    y = Scalar(2.0) * 3.0
    y.ctx.save_for_backward(lambda: None)
    with pytest.raises(Exception, match="pickle"):
        pickle.dumps(y * 2.0)
    test_a_deep_graph_is_pickled(Scalar, 2)


def test_a_history_is_copied() -> None:
    y = Scalar(2.0) * 3.0
    for history in (copy.copy(y.history), pickle.loads(pickle.dumps(y.history))):
        assert history.last_fn is y.last_fn
        assert history.ctx.saved_tensors == (2.0, 3.0)
    with pytest.raises(ValueError, match="a Function for these inputs"):
        minitorch.ScalarHistory(None, None, [y])


def test_a_number_without_dimensions_takes_on_the_dtype_of_the_rest() -> None:
    x = minitorch.ones(2, dtype=minitorch.float32)
    half = tensor(0.5, requires_grad=True)
    for y in (x * half, half * x, x + half, half / x, x.maximum(half), x * (x > 0)):
        assert y.dtype == np.float32
    assert (x * minitorch.arange(2).long()).dtype == np.float32
    assert (x[0] * half).dtype == (minitorch.ones(2) * x[0]).dtype == np.float64
    (x * half).sum().backward()
    assert (half.grad.item(), half.grad.dtype) == (2.0, np.float64)


def test_no_grad_stands_around_a_function_with_and_without_brackets() -> None:
    w = tensor([1.0], requires_grad=True)
    for around in (minitorch.no_grad, minitorch.no_grad()):
        assert [around(lambda: w * 2.0)().requires_grad for _ in range(2)] == [
            False
        ] * 2
    again = minitorch.no_grad(minitorch.enable_grad(lambda: w * 2.0))
    assert again().requires_grad


def test_parameters_are_compared_by_their_elements() -> None:
    p, q = (Parameter(tensor([1.0, 2.0])) for _ in range(2))
    assert (p == q).all()
    assert (p != tensor([1.0, 3.0])).tolist() == [0.0, 1.0]
    assert (p == 1.0).tolist() == [1.0, 0.0]
    assert len({p, q}) == 2
    assert Parameter(0.5) != Parameter(0.5)


def test_a_variance_of_one_element_warns() -> None:
    for compute in (lambda x: x.var(0), lambda x: x.std(0)):
        with pytest.warns(UserWarning, match="unbiased=False") as told:
            found = compute(minitorch.ones(1, 2))
        assert np.isnan(found.numpy()).all()
        assert told[0].filename == __file__
    assert minitorch.ones(1).var(unbiased=False).item() == 0.0


def test_where_a_deviation_is_no_number_its_derivative_is_none() -> None:
    for compute in (minitorch.var, minitorch.std):
        x = minitorch.ones(1, 2, requires_grad=True)
        with pytest.warns(UserWarning, match="unbiased=False"):
            compute(x, 0).sum().backward()
        assert np.isnan(x.grad.numpy()).all()
    x = minitorch.ones(2, requires_grad=True)  # without deviation, which is a number
    x.std().backward()
    assert x.grad.tolist() == [0.0, 0.0]


def test_a_limit_that_is_no_number_is_not_passed_over() -> None:
    x = tensor([1.0, 2.0, math.nan])
    for limit in (math.nan, tensor([math.nan, 1.5, 1.5])):
        low, high = x.clamp(min=limit).tolist(), x.clamp(max=limit).tolist()
        assert np.isnan([low[0], high[0], low[2], high[2]]).all()
    assert (low[1], high[1]) == (2.0, 1.5)
    assert minitorch.arange(3).clamp(1, 1).tolist() == [1, 1, 1]


def test_a_mask_has_no_negative() -> None:
    with pytest.raises(TypeError, match="~mask"):
        -(tensor([1.0]) > 0)
