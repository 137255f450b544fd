"""Attention and norms: by hand, by central differences, and beside PyTorch's."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from minitorch import ShapeError, functional, grad_check, nn, ones, tensor
from minitorch.backends.arrays import BACKENDS
from minitorch.nn.attention import attention_weights, causal_mask

backends = pytest.mark.parametrize("backend", BACKENDS)
attention = functional.scaled_dot_product_attention


def some(*shape: int, seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(size=shape)


MASKS: dict[str, dict[str, Any]] = {
    "all": {},
    "causal": {"is_causal": True},
    "mask": {"attn_mask": np.array([[1, 0, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1]]) > 0},
    "added": {"attn_mask": np.array([[0.5, -1.0, 0.0, -math.inf]])},
    "scale": {"scale": 2.0},
}


@backends
@pytest.mark.parametrize("name", MASKS)
def test_derivatives_of_attention(backend: str, name: str) -> None:
    shapes = [(2, 3, 2), (2, 4, 2), (2, 4, 3)]
    qkv = [tensor(some(*s, seed=i), backend=backend) for i, s in enumerate(shapes)]
    grad_check(lambda q, k, v: attention(q, k, v, **MASKS[name]), *qkv)


def test_attention_by_hand() -> None:
    """Token 1 sees itself and token 0, with shares in proportion to exp(q k/√2)."""
    q, k, v = some(3, 2), some(3, 2, seed=1), some(3, 4, seed=2)
    shares = [math.exp(q[1] @ k[i] / math.sqrt(2)) for i in (0, 1)]
    expected = (shares[0] * v[0] + shares[1] * v[1]) / sum(shares)
    found = attention(q, k, v, is_causal=True).numpy()
    np.testing.assert_allclose(found[1], expected, rtol=1e-14)
    np.testing.assert_allclose(found[0], v[0], rtol=1e-14)


def test_no_token_is_told_of_those_behind_it() -> None:
    """Neither in values nor in derivatives, in every head and batch."""
    x = tensor(some(2, 3, 5, 4), requires_grad=True)
    attention(x, x, x, is_causal=True)[:, :, 2].sum().backward()
    slopes = np.asarray(x.grad)
    assert (slopes[:, :, 3:] == 0).all()
    assert (slopes[:, :, :3] != 0).all()


def test_weights_are_shares_of_each_query() -> None:
    shares = attention_weights(some(2, 3, 4), some(2, 5, 4, seed=1)).numpy()
    assert shares.shape == (2, 3, 5)
    assert (shares > 0).all()
    np.testing.assert_allclose(shares.sum(-1), 1.0)
    causal = attention_weights(some(4, 3), some(4, 3), is_causal=True).numpy()
    assert (np.triu(causal, 1) == 0).all()
    assert (causal[np.tril_indices(4)] > 0).all()


def test_masks_that_say_the_same() -> None:
    q, k, v = (some(4, 4, seed=seed) for seed in range(3))
    expected = attention(q, k, v, is_causal=True).tolist()
    for mask in (
        causal_mask(4),
        ones(4, 4).tril() > 0,
        np.tri(4, dtype=bool),
        np.where(np.tri(4), 0.0, -math.inf),
    ):
        assert attention(q, k, v, mask).tolist() == expected


def test_the_last_queries_see_all_keys_before_them() -> None:
    whole = causal_mask(5).numpy()
    for count in range(6):
        assert (causal_mask(count, 5).numpy() == whole[5 - count :]).all()
    with pytest.raises(ValueError, match="expected 3 keys or more, got 2"):
        causal_mask(3, 2)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", MASKS)
def test_attention_is_that_of_pytorch(dtype: str, name: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    data = [some(2, 2, n, 8, seed=n).astype(dtype) for n in (3, 4, 4)]
    ours = [tensor(x, requires_grad=True) for x in data]
    theirs = [torch.tensor(x, requires_grad=True) for x in data]
    options = dict(MASKS[name])
    result = attention(*ours, **options)
    if isinstance(options.get("attn_mask"), np.ndarray):
        mask = options["attn_mask"]
        mask = mask if mask.dtype == bool else mask.astype(dtype)
        options["attn_mask"] = torch.tensor(mask)
    expected = torch.nn.functional.scaled_dot_product_attention(*theirs, **options)
    assert result.dtype == dtype
    close(result, expected, dtype)
    (result * result).sum().backward()
    (expected * expected).sum().backward()
    for x, y in zip(ours, theirs, strict=True):
        close(x.grad, y.grad, dtype)


def close(ours: Any, theirs: Any, dtype: str) -> None:
    near = 1e-11 if dtype == "float64" else 2e-5
    np.testing.assert_allclose(
        np.asarray(ours.detach()), theirs.detach().numpy(), rtol=near, atol=near
    )


def test_dropped_shares_make_the_others_grow() -> None:
    q, v = some(3, 2), np.eye(3)  # so that the result is the shares
    shares = attention(q, q, v).numpy()
    dropped = attention(q, q, v, dropout_p=0.5, seed=0).numpy()
    kept = dropped != 0
    assert 0 < kept.sum() < kept.size
    np.testing.assert_allclose(dropped[kept], 2 * shares[kept])


def test_what_attention_refuses() -> None:
    q, k, v = some(3, 2), some(4, 2), some(4, 5)
    with pytest.raises(ShapeError, match=r"keys, size\), got \(3, 2\) and \(4, 3\)"):
        attention(q, k @ some(2, 3), v)
    with pytest.raises(ShapeError, match=r"a value for each key.*\(4, 2\) and \(3,"):
        attention(q, k, q)
    with pytest.raises(ShapeError, match=r"broadcasts to .*\(3, 4\), got \(4, 3\)"):
        attention(q, k, v, np.ones((4, 3), bool))
    with pytest.raises(ShapeError, match=r"got \(2, 3, 4\)"):
        attention(q, k, v, np.ones((2, 3, 4), bool))
    with pytest.raises(ValueError, match="a mask or is_causal, got 'both'"):
        attention(q, k, v, np.ones((3, 4), bool), is_causal=True)
    with pytest.raises(TypeError, match=r"True and False.*got the numbers 1 and 0"):
        attention(q, k, v, np.tri(3, 4))
    for blind in (np.tri(3, 4, -1, bool), np.full(4, -math.inf)):
        with pytest.raises(ValueError, match=r"a key for each query.*a row without"):
            attention(q, k, v, blind)


def test_nothing_to_look_at_is_nothing() -> None:
    for queries, keys, size in ((0, 3, 2), (0, 0, 2), (2, 0, 2), (2, 3, 0)):
        q, k = np.zeros((queries, size)), np.zeros((keys, size))
        assert attention(q, k, k).shape == (queries, size)
    assert nn.Linear(2, 3)(tensor(np.zeros((2, 0, 2)))).shape == (2, 0, 3)


# Norms

NORMS: dict[str, Callable[[Any, Any], Any]] = {
    "LayerNorm": lambda m, o: m.LayerNorm(4, **o),
    "without bias": lambda m, o: m.LayerNorm(4, bias=False, **o),
    "without weights": lambda m, o: m.LayerNorm((3, 4), elementwise_affine=False, **o),
    "RMSNorm": lambda m, o: m.RMSNorm(4, **o),
    "RMSNorm of two": lambda m, o: m.RMSNorm((3, 4), eps=0.1, **o),
    "RMSNorm, bare": lambda m, o: m.RMSNorm(4, elementwise_affine=False, **o),
}


@backends
@pytest.mark.parametrize("name", NORMS)
def test_derivatives_of_norms(backend: str, name: str) -> None:
    layer = NORMS[name](nn, {"backend": backend})
    grad_check(layer, tensor(some(2, 3, 4), backend=backend))


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", NORMS)
def test_norms_are_those_of_pytorch(dtype: str, name: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    data = some(2, 3, 4).astype(dtype)
    x, y = tensor(data, requires_grad=True), torch.tensor(data, requires_grad=True)
    ours = NORMS[name](nn, {"dtype": dtype})
    theirs = NORMS[name](torch.nn, {"dtype": getattr(torch, dtype)})
    names = [n for n, _ in ours.named_parameters()]
    assert names == [n for n, _ in theirs.named_parameters()]
    for seed, name in enumerate(names):
        weights = some(*getattr(theirs, name).shape, seed=seed).astype(dtype)
        getattr(ours, name).update(tensor(weights))
        getattr(theirs, name).data = torch.tensor(weights)
    result, expected = ours(x), theirs(y)
    close(result, expected, dtype)
    (result**3).sum().backward()
    (expected**3).sum().backward()
    for a, b in zip([x, *ours.parameters()], [y, *theirs.parameters()], strict=True):
        close(a.grad, b.grad, "float32" if dtype == "float32" else dtype)


def test_rms_norm_gives_each_row_a_mean_square_of_1() -> None:
    rows = functional.rms_norm(tensor(some(5, 7) * 100), 7).numpy()
    np.testing.assert_allclose((rows**2).mean(-1), 1.0, rtol=1e-12)
    # Not the mean 0, which LayerNorm has.
    assert abs(rows.mean(-1)).max() > 0.1
    with pytest.raises(ShapeError, match=r"rms_norm: .*\(5,\),.* got \(5, 7\)"):
        functional.rms_norm(tensor(some(5, 7)), 5)
