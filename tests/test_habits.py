"""What PyTorch's programs ask for in passing: done, or one sentence says why not."""

import io
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import minitorch
import minitorch.nn.functional as F
from minitorch import SGD, Function, Parameter, Scalar, grad_check, nn, tensor
from minitorch.loading import DataLoader, TensorDataset, random_split
from minitorch.optim.lr_scheduler import LambdaLR

backends = pytest.mark.parametrize("backend", ["numpy", "loops"])

# Remainders


@backends
def test_remainders_are_pythons(backend: str) -> None:
    a = [5.0, -5.0, 5.5, 1.0, 7.0, -0.25]
    b = [3.0, 3.0, -2.0, 0.1, -7.0, 0.5]
    x, y = tensor(a, backend=backend), tensor(b, backend=backend)
    assert (x % y).tolist() == [m % n for m, n in zip(a, b, strict=True)]
    assert (x // y).tolist() == [m // n for m, n in zip(a, b, strict=True)]
    assert (x % 2).tolist() == [m % 2 for m in a]
    assert (7 % y).tolist() == [7 % n for n in b]
    assert (7 // y).tolist() == [7 // n for n in b]
    inner = (tensor(n[:3], backend=backend) for n in (a, b))  # the others are steps
    grad_check(lambda x, y: x % y, *inner)
    x.requires_grad_()
    ((x // 3) * x).sum().backward()
    assert x.grad.tolist() == [m // 3 for m in a]


def test_a_parameter_has_a_remainder() -> None:
    p = Parameter(tensor([5.0, -5.0]))
    assert (p % 3).tolist() == [2.0, 1.0]
    assert (p // 3).tolist() == [1.0, -2.0]


@backends
def test_remainders_of_whole_numbers_are_whole(backend: str) -> None:
    n = tensor([-3, 4], dtype=int, backend=backend)
    for found, expected in [
        (n % 2, [1, 0]),
        (n // 2, [-2, 2]),
        (7 % n, [-2, 3]),
        (7 // n, [-3, 1]),
    ]:
        assert isinstance(found.tolist()[0], int)
        assert found.tolist() == expected
    assert (n % 2.0).tolist() == [1.0, 0.0]


@pytest.mark.parametrize("backend", ["numpy", "loops"])
def test_nothing_is_left_of_a_division_by_0(backend: str) -> None:
    x = tensor([1.0, 2.0], backend=backend)
    for divide in (lambda: x % 0, lambda: x // 0, lambda: 1 % (x * 0)):
        with pytest.raises(ValueError, match="expected a divisor other than 0, got 1"):
            divide()


# Whole numbers


def test_whole_numbers_are_exact_or_refused() -> None:
    """A float of 64 bits has 2**53 - 1, and cannot tell 2**53 from the next."""
    most = tensor([2**53 - 1], dtype=int)
    assert most.tolist() == [9007199254740991]
    assert tensor([2.0**24], dtype=np.float32).long().tolist() == [16777216]
    for beyond in (
        lambda: tensor([2**53 + 1], dtype=int),
        lambda: tensor([-(2**60)], dtype=int),
        lambda: most + 1,
        lambda: most * most,
        lambda: minitorch.cat([most, most]).sum(),
        lambda: tensor([1e30]).long(),
        lambda: tensor([math.nan]).long(),
        lambda: tensor([math.inf], dtype=int),
    ):
        with pytest.raises(OverflowError, match=r"expected whole numbers below 2\*\*"):
            beyond()


# Losses


@backends
@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_a_step_leads_away_from_a_probability_that_is_wrong(
    backend: str, scale: float
) -> None:
    """PyTorch's numbers at 0 and 1, which are those of no limit."""
    p = tensor([1.0, 0.0, 1.0, 0.0, 0.25], True, backend=backend)
    y = tensor([0.0, 1.0, 1.0, 0.0, 1.0], backend=backend)
    losses = F.binary_cross_entropy(p, y, reduction="none")
    assert losses.tolist() == pytest.approx([100.0, 100.0, 0.0, 0.0, math.log(4)])
    (losses * scale).sum().backward()
    expected = np.array([1e12, -1e12, 0.0, 0.0, -4.0]) * scale
    assert p.grad.tolist() == pytest.approx(expected.tolist())
    inner = tensor([0.3, 0.9], backend=backend), tensor([0.2, 0.5], backend=backend)
    grad_check(F.binary_cross_entropy, *inner)


@backends
def test_classes_with_weights(backend: str) -> None:
    """Two rows of class 2 are like one row of twice its weight."""
    x = tensor([[1.0, 2.0, 0.5], [0.0, 1.0, 3.0], [2.0, 2.0, 1.0]], backend=backend)
    y, weight = [2, 0, 2], [1.0, 5.0, 3.0]
    each = F.cross_entropy(x, y, reduction="none").numpy()
    w = np.array([3.0, 1.0, 3.0])
    found = F.cross_entropy(x, y, weight=weight)
    assert found.item() == pytest.approx((w * each).sum() / w.sum())
    loss = nn.CrossEntropyLoss(tensor(weight), reduction="sum")(x, y)
    assert loss.item() == pytest.approx((w * each).sum())
    assert F.cross_entropy(x, y, weight=weight, reduction="none").tolist() == (
        pytest.approx((w * each).tolist())
    )
    if backend == "numpy":  # loops choose no rows
        ignored = F.cross_entropy(x, y, weight=weight, ignore_index=0)
        assert ignored.item() == pytest.approx((each[0] + each[2]) / 2)
    log_p = F.log_softmax(x, 1)
    assert nn.NLLLoss(weight)(log_p, y).item() == pytest.approx(found.item())
    smooth = nn.CrossEntropyLoss(label_smoothing=0.1)(x, y)
    alike = -log_p.numpy().mean()
    assert smooth.item() == pytest.approx(0.9 * each.mean() + 0.1 * alike)
    grad_check(lambda x: F.cross_entropy(x, y, weight=weight, label_smoothing=0.2), x)


@pytest.mark.parametrize("loss", [nn.MSELoss, nn.BCELoss, nn.BCEWithLogitsLoss])
def test_weights_that_are_left_out_are_said_with_what_to_do(loss: Any) -> None:
    with pytest.raises(
        TypeError, match=r"pos_weight= is left out; with reduction='non"
    ):
        loss(pos_weight=tensor([1.0]))


# Layers


def test_a_row_that_fills_up_does_not_move() -> None:
    layer = nn.Embedding(4, 2, padding_idx=-1, seed=0)
    assert layer.padding_idx == 3
    assert layer.weight.tolist()[3] == [0.0, 0.0]
    rows = layer([[1, 3], [3, 1]])
    assert rows[0, 0].tolist() == layer.weight.tolist()[1]
    assert rows[0, 1].tolist() == [0.0, 0.0]
    (rows + 1.0).sum().backward()
    expected = [[0.0, 0.0], [2.0, 2.0], [0.0, 0.0], [0.0, 0.0]]
    assert layer.weight.grad.tolist() == expected
    layer(2).sum().backward()
    assert layer.weight.grad.tolist()[2] == [1.0, 1.0]


# Training


def test_a_step_computes_with_a_closure_first() -> None:
    w = tensor(3.0, requires_grad=True)
    optimiser = SGD([w], lr=0.25)

    def closure() -> Any:
        optimiser.zero_grad()
        loss = w * w
        loss.backward()
        return loss

    assert [optimiser.step(closure).item() for _ in range(3)] == [9.0, 2.25, 0.5625]
    assert w.item() == 0.375
    assert optimiser.step() is None


def test_a_schedule_by_its_name() -> None:
    optimiser = SGD([Scalar(1.0)], lr=0.5)
    schedule = LambdaLR(optimiser, lr_lambda=lambda epoch: 0.5**epoch)
    schedule.step()
    assert schedule.get_last_lr() == [0.25]
    with pytest.raises(TypeError, match="LambdaLR: expected one function of the num"):
        LambdaLR(optimiser, lr_lambda=[lambda epoch: 1.0])  # type: ignore[arg-type]


def test_parts_of_shares() -> None:
    def lengths(n: int, shares: list[float]) -> list[int]:
        parts = random_split(range(n), shares, seed=0)
        assert sorted(x for part in parts for x in part) == list(range(n))
        return [len(part) for part in parts]

    assert lengths(10, [0.8, 0.2]) == [8, 2]
    assert lengths(11, [0.5, 0.3, 0.2]) == [6, 3, 2]
    assert lengths(7, [1 / 3, 1 / 3, 1 / 3]) == [3, 2, 2]
    assert lengths(3, [0.1] * 10) == [1, 1, 1] + [0] * 7
    assert lengths(1, [1, 0]) == lengths(1, [0.9, 0.1]) == [1, 0]
    with pytest.raises(ValueError, match="sum up to 10, or shares of 1"):
        random_split(range(10), [0.5, 0.3])


def test_batches_that_are_put_together_by_hand() -> None:
    texts = ["a", "bcd", "ef"]
    loader = DataLoader(
        texts, batch_size=2, collate_fn=lambda some: max(map(len, some))
    )
    assert list(loader) == [3, 2]
    data = TensorDataset(tensor([1.0, 2.0]), tensor([0.0, 1.0]))
    (batch,) = DataLoader(data, 2, collate_fn=list, num_workers=2, pin_memory=True)
    assert [float(x) + float(y) for x, y in batch] == [1.0, 3.0]


def test_a_deviation_divides_by_n_where_that_is_said_by_its_place() -> None:
    """In PyTorch unbiased comes before keepdim."""
    x = tensor([[1.0, 2.0], [3.0, 6.0]])
    assert x.var(0, False).tolist() == [1.0, 4.0]
    assert x.std(0, False, True).tolist() == [[1.0, 2.0]]
    assert x.var(0, True).tolist() == [2.0, 8.0]
    assert x.var(False).item() == 3.5
    assert x.var(1, keepdim=True, unbiased=False).tolist() == [[0.25], [2.25]]


def test_a_mask_and_a_mask_are_a_mask() -> None:
    x = tensor([-1.0, 1.0, 3.0])
    either = (x > 0) + (x > 2)
    assert x[either].tolist() == [1.0, 3.0]
    assert ((x > 0) + 1.0).tolist() == [1.0, 2.0, 2.0]


@pytest.mark.parametrize("given", [minitorch.float32, "loops", 1, 1.0, None])
def test_what_is_not_said_by_its_name(given: Any) -> None:
    with pytest.raises(TypeError, match="expected requires_grad, True or False, got"):
        tensor([1.0], given)


def test_a_leaf_by_attribute_and_by_method() -> None:
    x = tensor([1.0], requires_grad=True)
    for leaf, expected in ((x, True), (x * 2, False), (x.detach(), False)):
        assert leaf.is_leaf() is expected
        assert leaf.is_leaf == expected
        assert bool(leaf.is_leaf) is expected
        assert repr(leaf.is_leaf) == repr(expected)


@pytest.mark.parametrize("where", [minitorch.bool, minitorch.long])
def test_a_model_has_no_other_dtype_than_floats(where: Any) -> None:
    model = nn.Linear(2, 1)
    before = model.weight.tolist()
    with pytest.raises(TypeError, match="to: expected 'cpu', float64 or float32, got"):
        model.to(where)
    assert model.weight.tolist() == before


def test_a_file_that_is_open(tmp_path: Path) -> None:
    model, other = nn.Linear(2, 1, seed=0), nn.Linear(2, 1, seed=1)
    buffer = io.BytesIO()
    minitorch.save(model, buffer)
    buffer.seek(0)
    other.load_state_dict(minitorch.load(buffer))
    assert other.weight.tolist() == model.weight.tolist()
    with (tmp_path / "model.npz").open("wb") as file:
        minitorch.save({"model": {"w": 2.0}, "epoch": 3}, file)
    with (tmp_path / "model.npz").open("rb") as file:
        assert minitorch.load(file) == {"model": {"w": 2.0}, "epoch": 3}
    for use in (lambda: minitorch.save(model, 5), lambda: minitorch.load(5)):  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="expected a path, or an open binary file"):
            use()


def test_what_matches_is_loaded() -> None:
    model = nn.Linear(2, 1)
    bias = model.bias.tolist()
    state = {"weight": np.array([[1.0, 2.0]]), "more": 1.0}
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert (missing, unexpected) == (["bias"], ["more"])
    assert model.weight.tolist() == [[1.0, 2.0]]
    assert model.bias.tolist() == bias
    with pytest.raises(ValueError, match="weight: expected shape"):
        model.load_state_dict({"weight": np.zeros(3), "more": 1.0}, strict=False)
    assert model.weight.tolist() == [[1.0, 2.0]]
    assert model.load_state_dict(model.state_dict()) is None


# Sentences


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: minitorch.arrange, "; the nearest name that is there is 'arange'"),
        (lambda: minitorch.sinh, "; the nearest name that is there is 'sin'"),
        (lambda: minitorch.svd, r"'svd'; dir\(minitorch\) lists what is there"),
        (lambda: minitorch._private, "no attribute '_private'$"),
        (lambda: minitorch.autograd, "derive a Function of your own from TensorFunct"),
        (lambda: tensor(1.0).sinh(), "^Tensor has no 'sinh'; the nearest .* 'sin'$"),
        (lambda: tensor(1.0).values, "^Tensor has no 'values'$"),
        (lambda: F.conv2d, "^minitorch.nn.functional has no 'conv2d': layers for ima"),
    ],
)
def test_a_missing_name_says_what_is_near(ask: Callable[[], Any], said: str) -> None:
    with pytest.raises(AttributeError, match=said):
        ask()


def test_a_function_says_what_it_is_to_be_derived_from() -> None:
    class Double(Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return 2 * x

    for x in (tensor(1.0), Scalar(1.0), 1.0):
        with pytest.raises(
            TypeError, match=r"^Double: expected a class derived from T"
        ):
            Double.apply(x)


def test_forward_gets_arrays() -> None:
    class Exp(minitorch.TensorFunction):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x.exp()

    with pytest.raises(AttributeError) as caught:
        Exp.apply(tensor(1.0))
    assert caught.value.__notes__ == [
        "forward gets arrays, not tensors: write np.exp(x)."
    ]


def test_other_kinds_of_numbers() -> None:
    assert tensor([0.0, 2.0]).to(minitorch.bool).tolist() == [0.0, 1.0]
    assert tensor([1.7]).to(minitorch.long).tolist() == [1]
    assert tensor([1.7]).to("cpu", minitorch.long).tolist() == [1]
    x = tensor([1.7])
    assert x.to(dtype=minitorch.float32).dtype == minitorch.float32
    assert x.to(dtype=minitorch.float64) is x.to("cpu") is x
