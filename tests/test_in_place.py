"""``x += …`` changes the very object, as in PyTorch, unless a graph would be lost."""

from typing import Any

import pytest

import minitorch
from minitorch import SGD, Tensor, no_grad, tensor, zeros, zeros_like
from minitorch.optim.lr_scheduler import CosineAnnealingLR, ExponentialLR, LinearLR


def test_every_name_of_a_constant_sees_the_change() -> None:
    a = zeros(2)
    b = a
    b += 1.0
    b *= 3.0
    b -= 1.0
    b /= 2.0
    assert a.tolist() == [1.0, 1.0]


def test_momentum_by_hand_is_kept_in_its_list() -> None:
    p = tensor([1.0, 2.0], requires_grad=True)
    speeds = [zeros_like(p)]
    with no_grad():
        for _ in range(2):
            p.grad = tensor([1.0, 1.0])
            for v in speeds:
                v *= 0.5
                v += p.grad
                p -= 0.1 * v
    assert speeds[0].tolist() == [1.5, 1.5]
    assert p.tolist() == pytest.approx([0.75, 1.75])


def test_gradients_are_divided_where_they_are() -> None:
    p = tensor([3.0], requires_grad=True)
    (p * p).sum().backward()
    for g in [p.grad]:
        g /= 6.0
    assert p.grad.tolist() == [1.0]


def test_what_backward_needs_stays_as_it_was() -> None:
    x, w = tensor([2.0]), tensor([1.0], requires_grad=True)
    y = (x * w).sum()
    x += 5.0
    y.backward()
    assert w.grad.tolist() == [2.0]


def test_a_sum_that_begins_as_a_constant_gets_a_graph() -> None:
    w, total = tensor(2.0, requires_grad=True), tensor(0.0)
    for _ in range(3):
        total += w * w
    total.backward()
    assert w.grad.item() == 12.0


def test_a_part_is_written_back() -> None:
    x = zeros(2, 2)
    x[0] += 1.0
    assert x.tolist() == [[1.0, 1.0], [0.0, 0.0]]


def test_another_shape_or_kind_is_not_taken_on() -> None:
    x, n = zeros(2), tensor([1.0, 2.0]).long()
    with pytest.raises(minitorch.ShapeError):
        x += zeros(3, 2)
    assert x.tolist() == [0.0, 0.0]
    with pytest.raises(TypeError, match="what would be float64; write x = x"):
        n += 0.5
    assert n.tolist() == [1, 2]


Y = tensor([10.0, 20.0, 30.0])
M = Y > 10.0


@pytest.mark.parametrize(
    ("mask", "chosen"),
    [
        (minitorch.where(Y > 15.0, M, Y > 5.0), [10.0, 20.0, 30.0]),
        (M.unsqueeze(0).expand(2, 3)[0], [20.0, 30.0]),
        (minitorch.zeros_like(M), []),
        (minitorch.ones_like(M), [10.0, 20.0, 30.0]),
        (minitorch.full_like(M, True), [10.0, 20.0, 30.0]),
        (M.masked_fill(Y > 20.0, False), [20.0]),
    ],
)
def test_what_is_made_of_masks_is_a_mask(mask: Tensor, chosen: list[float]) -> None:
    assert Y[mask].tolist() == chosen


def test_a_number_among_masks() -> None:
    assert minitorch.where(M, 5.0, 6.0).tolist() == [6.0, 5.0, 5.0]
    assert M.masked_fill(M, 0.5).tolist() == [False, True, True]  # as in PyTorch


def test_a_warm_up_goes_over_into_another_schedule() -> None:
    optimiser = SGD([tensor([1.0], requires_grad=True)], lr=1.0)
    warm = LinearLR(optimiser, start_factor=0.1, total_iters=3)
    wave = CosineAnnealingLR(optimiser, 10)
    rates = []
    for i in range(13):
        (warm if i < 3 else wave).step()
        rates += warm.get_last_lr()
    assert rates[:5] == pytest.approx([0.4, 0.7, 1.0, 0.97553, 0.90451], abs=1e-5)
    assert rates[-1] == pytest.approx(0.0, abs=1e-9)


def test_a_rate_that_is_set_by_hand_stays() -> None:
    optimiser = SGD([tensor([1.0], requires_grad=True)], lr=0.1)
    schedule = ExponentialLR(optimiser, 0.5)
    schedule.step()
    optimiser.param_groups[0]["lr"] /= 10
    schedule.step()
    assert optimiser.lr == pytest.approx(0.0025)


@pytest.mark.parametrize(
    "copied",
    [
        lambda x: x.flip(0),
        lambda x: x.flip(0, 1),
        lambda x: x.repeat(1, 1),
        lambda x: x.repeat(2, 1)[:2],
        lambda x: x.repeat(1, 2, 1)[0, :2],
    ],
)
@pytest.mark.parametrize("backend", ["numpy", "loops"])
def test_what_is_flipped_or_repeated_is_a_copy(copied: Any, backend: str) -> None:
    x = tensor([[1.0, 2.0], [3.0, 4.0]], backend=backend)
    y = copied(x)
    before = y.tolist()
    y += 1.0
    assert x.tolist() == [[1.0, 2.0], [3.0, 4.0]]
    x.zero_()
    assert y.tolist() == [[a + 1.0 for a in row] for row in before]
