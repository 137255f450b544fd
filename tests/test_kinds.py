"""Masks, whole numbers and floats stay what they are, on both backends."""

from typing import Any

import numpy as np
import pytest

import minitorch
from minitorch import (
    ShapeError,
    Tensor,
    arange,
    cat,
    float32,
    float64,
    full,
    inf,
    maximum,
    nan,
    nn,
    ones,
    stack,
    tensor,
    where,
    zeros,
)
from minitorch import bool as bool_

BACKENDS = ["numpy", "loops"]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    "mask",
    [
        lambda x: x > 1.5,
        lambda x: full(x.shape, True, backend=x.backend) & (x > 1.5),
        lambda x: stack([x > 1.5, x > 9.0]).amax(0),
        lambda x: stack([x > 1.5, x > 0.0]).amin(0),
        lambda x: stack([x > 1.5, x > 9.0], 1).max(1).values,
        lambda x: stack([x > 1.5, x > 0.0], 1).min(1).values,
        lambda x: maximum(x > 1.5, x > 9.0),
        lambda x: (x > 1.5).minimum(x > 0.0),
        lambda x: tensor([v.item() for v in x > 1.5]),
        lambda x: tensor((x > 1.5).tolist()),
        lambda x: cat([(x > 1.5)[:2], (x > 1.5)[2:]]),
        lambda x: (x < 1.5).flip(0).roll(3).clone().flip(0) ^ True,
        lambda x: where(x > 1.5, True, False),
        lambda x: (x > 1.5).sort().values.flip(0).flip(0),
        lambda x: x.to(bool_) & (x.clamp(max=1.5) == 1.5) & (x != 1.5),
        lambda x: (x > 1.5).double().bool(),
        lambda x: (x > 1.5).repeat(2).reshape(2, 3)[1],
        lambda x: full(x.shape, False, backend=x.backend).where(x <= 1.5, x > 1.5),
    ],
)
def test_a_mask_chooses_whatever_was_done_to_it(mask: Any, backend: str) -> None:
    x = tensor([1.0, 2.0, 3.0], backend=backend)
    found = mask(x)
    assert found.dtype == bool
    assert x[found].tolist() == [2.0, 3.0]
    assert found[1].item() is True
    assert f"{found[0]}" == "False"


@pytest.mark.parametrize("backend", BACKENDS)
def test_all_of_a_mask_and_none(backend: str) -> None:
    x = tensor([1.0, 2.0, 3.0], backend=backend)
    assert x[full((3,), True)].tolist() == [1.0, 2.0, 3.0]
    assert x[full((3,), False)].tolist() == []
    assert ((x > 2).max().item(), (x > 3).max().item()) == (True, False)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(
    "whole",
    [
        lambda n: n + 0,
        lambda n: full((3,), 2, backend=n.backend) * n - n,
        lambda n: n.cumsum(0) - n.cumsum(0) + n,
        lambda n: stack([n, n]).sum(0) // 2,
        lambda n: stack([n, -n]).max(0).values,
        lambda n: (n > 0).sum() * 0 + n,
        lambda n: n**2 * 0 + n,
        lambda n: minitorch.full_like(n, 0.9) + n,
        lambda n: n.argmax() - 2 + n,
        lambda n: n.new_zeros(3) + n,
        lambda n: where(n > 1, n, 1) * (n > 0),
        lambda n: minitorch.zeros_like(n) + n,
        lambda n: (n + 3) % 3,
    ],
)
def test_whole_numbers_leave_float32_as_it_is(whole: Any, backend: str) -> None:
    n = whole(arange(3, backend=backend))
    assert (n.dtype, n.tolist()) == (np.int64, [0, 1, 2])
    dtype = float32 if backend == "numpy" else float64  # of which alone loops are
    product = ones(3, dtype=dtype, backend=backend) * n
    assert (product.dtype, product.tolist()) == (dtype, [0.0, 1.0, 2.0])


def test_several_dtypes_are_put_together_in_one_that_holds_them() -> None:
    parts = [ones(1, dtype=float32), tensor([1e-9]), arange(1), full((1,), True)]
    for joined in (cat(parts), cat(parts[::-1]), stack(parts), cat(parts[1:])):
        assert joined.dtype == np.float64
    assert cat(parts).tolist() == [1.0, 1e-9, 0.0, 1.0]
    assert cat([parts[0], *parts[2:]]).dtype == np.float32
    assert cat(parts[2:]).dtype == np.int64
    leaf = ones(1, dtype=float32, requires_grad=True)
    (cat([leaf, tensor([1e-9])]) * 3.0).sum().backward()
    assert (leaf.grad.dtype, leaf.grad.tolist()) == (np.float32, [3.0])


def test_a_fraction_is_cut_off_in_whole_numbers() -> None:
    n = arange(3)
    part = n[:1]
    n[0] = 0.5
    n[1:] = tensor([-1.5, 2.5])
    assert (n.tolist(), part.tolist()) == ([0, -1, 2], [0])
    n.fill_(2.9)
    assert part.tolist() == [2]
    for change in ("n += 0.5", "n /= 2", "n *= 1.5", "n.add_(0.5)", "n.div_(2)"):
        with pytest.raises(TypeError, match="not changed in place to what would be"):
            exec(change, {"n": n})
    with pytest.raises(TypeError, match="not changed in place"):
        n.uniform_()
    assert n.tolist() == [2, 2, 2]


def test_what_fills_a_mask_becomes_true() -> None:
    m = tensor([True, False, False])
    assert m.masked_fill(~m, 2).sum().item() == 3
    assert m.masked_fill(m, 0.0).any().item() is False
    m[1] = 5
    assert m.sum().item() == 2
    assert m.fill_(7.0).sum().item() == 3


def test_operators_in_place_change_all_that_see_the_numbers() -> None:
    x, m, n = tensor([3.0, 5.0]), tensor([True, False]), arange(5, 7)
    seen = [t[:] for t in (x, m, n)]
    x **= 2
    x %= 7
    x //= 2
    m |= tensor([False, True])
    m ^= tensor([True, False])
    m &= tensor([True, True])
    n //= 2
    n **= 2
    assert [t.tolist() for t in seen] == [[1.0, 2.0], [False, True], [4, 9]]


@pytest.mark.parametrize("difference", ["1 - m", "m - 1", "m - m", "1.0 - m", "x - m"])
def test_a_mask_has_no_difference(difference: str) -> None:
    m, x = tensor([True, False]), ones(2)
    with pytest.raises(TypeError, match="write ~mask"):
        eval(difference, {"m": m, "x": x})
    assert (~m).tolist() == [False, True]


def test_an_order_has_nan_last_and_a_descending_one_first() -> None:
    x = tensor([1.0, nan, 3.0, -inf, nan, 3.0])
    assert x.argsort().tolist() == [3, 0, 2, 5, 1, 4]
    assert x.argsort(descending=True).tolist() == [1, 4, 2, 5, 0, 3]
    assert x.topk(3).indices.tolist() == [1, 4, 2]
    assert x.topk(2, largest=False).values.tolist() == [-inf, 1.0]
    assert (x.argmax().item(), x.argmin().item(), x.max(0).indices.item()) == (1, 1, 1)


def test_the_element_in_the_middle() -> None:
    x = tensor([[4.0, 1.0, 3.0, 2.0], [7.0, nan, 5.0, 6.0]], requires_grad=True)
    found = x.median(1)
    assert found.indices.tolist() == [3, 1]
    assert found.values[0].item() == x[0].median().item() == 2.0
    assert np.isnan(found.values[1].item())
    assert np.isnan(x.median().item())
    assert x.median(1, keepdim=True).values.shape == (2, 1)
    x[0].median().backward()
    assert x.grad[0].tolist() == [0.0, 0.0, 0.0, 1.0]
    assert minitorch.median(arange(4)).item() == 1
    with pytest.raises(ValueError, match="median: expected at least one element"):
        zeros(0).median()


def test_buffers_of_masks_and_whole_numbers_stay_what_they_are() -> None:
    model = nn.Module()
    model.register_buffer("places", arange(3))
    model.register_buffer("seen", full((3,), True))
    model.register_buffer("rates", ones(3))
    for module in (model.float(), model.double(), model.to(float32)):
        kinds = [t.dtype for t in module.buffers()]
        assert kinds[:2] == [np.int64, bool]
    assert kinds[2] == np.float32
    model.load_state_dict(model.state_dict())
    assert [t.dtype for t in model.buffers()] == kinds


def test_matrices_of_a_batch_are_transposed() -> None:
    x = arange(12).reshape(2, 2, 3)
    assert x.mT.tolist() == [[[0, 3], [1, 4], [2, 5]], [[6, 9], [7, 10], [8, 11]]]
    with pytest.raises((ShapeError, IndexError)):
        _ = arange(3).mT
    for part in (arange(3).tril, arange(3).triu):  # and no matrix of a vector
        with pytest.raises(ShapeError, match="a matrix, or several"):
            part()


def test_random_fractions_are_no_whole_numbers() -> None:
    for made in ("rand(2, dtype=long)", "randn(2, dtype=bool)", "rand_like(arange(2))"):
        with pytest.raises(TypeError, match="there is randint"):
            eval(made, {n: getattr(minitorch, n) for n in minitorch.__dir__()})


def test_constants_have_no_derivative() -> None:
    with pytest.raises(TypeError, match="has no derivative; write x"):
        arange(3).requires_grad_()
    assert arange(3).requires_grad_(False).requires_grad is False
    assert arange(3).double().requires_grad_().requires_grad
    assert isinstance(arange(3, requires_grad=True), Tensor)
