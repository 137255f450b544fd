"""What is done at once gives what the composition gives, and the same derivatives.

With another backend a layer is the composition that one can read. Here both compute.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from minitorch import grad_check, nn, tensor
from minitorch.nn import functional

SHAPES = {"rows": (3, 4), "texts": (2, 3, 4), "heads": (2, 2, 3, 4), "row": (4,)}


def some(*shape: int, seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(size=shape)


def linear(x: Any, bias: bool) -> Any:
    layer = nn.Linear(4, 5, bias, seed=0, dtype=x.dtype, backend=x.backend)
    layer(x).square().sum().backward()
    again = layer(x)
    for parameter in layer.parameters():  # so that theirs are compared as well
        again = again + parameter.grad.square().sum()
    return again


def attention(x: Any, **options: Any) -> Any:
    return functional.scaled_dot_product_attention(x, x * 2.0, x + 1.0, **options)


LAYERS: dict[str, Callable[[Any], Any]] = {
    "layer_norm": lambda x: functional.layer_norm(x, 4),
    "layer_norm of two": lambda x: functional.layer_norm(x, x.shape[-2:], eps=0.1),
    "rms_norm": lambda x: functional.rms_norm(x, 4, eps=1e-3),
    "GELU": lambda x: functional.gelu(x),
    "Linear": lambda x: linear(x, True),
    "Linear without bias": lambda x: linear(x, False),
    "cross_entropy": lambda x: functional.cross_entropy(
        x.reshape(-1, 4), np.arange(x.numel() // 4) % 3, reduction="none"
    ),
    "attention": lambda x: attention(x),
    "causal": lambda x: attention(x, is_causal=True, scale=1.5),
    "mask": lambda x: attention(x, attn_mask=np.tri(x.shape[-2], dtype=bool)),
    "bias": lambda x: attention(x, attn_mask=np.arange(float(x.shape[-2]))),
}
NEED_TWO = {"layer_norm of two", "attention", "causal", "mask", "bias"}
CASES = [
    pytest.param(name, shape, id=f"{name} of {kind}")
    for name in LAYERS
    for kind, shape in SHAPES.items()
    if len(shape) > 1 or name not in NEED_TWO
]


@pytest.mark.parametrize(("name", "shape"), CASES)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_it_is_the_composition(name: str, shape: Any, dtype: str) -> None:
    found = []
    for backend, kind in (("numpy", dtype), ("loops", "float64")):
        x = tensor(some(*shape), requires_grad=True, dtype=kind, backend=backend)
        y = LAYERS[name](x)
        y.backward(tensor(some(*y.shape, seed=1), dtype=kind, backend=backend))
        assert (y.dtype, np.asarray(x.grad).dtype) == (kind, kind)
        found.append([y.detach().numpy(), np.asarray(x.grad)])
    near = 1e-12 if dtype == "float64" else 1e-4
    for ours, composed in zip(*found, strict=True):
        np.testing.assert_allclose(ours, composed, rtol=near, atol=near)


@pytest.mark.parametrize("name", [name for name in LAYERS if "Linear" not in name])
def test_derivatives_where_numbers_are_no_neighbours_in_memory(name: str) -> None:
    grad_check(
        lambda x: LAYERS[name](x.transpose(0, 1)[:, :, ::2]), tensor(some(3, 2, 8))
    )


def test_it_leaves_one_variable_behind() -> None:
    x = tensor(some(2, 3, 4), requires_grad=True)
    for name in ("layer_norm", "rms_norm", "GELU", "attention", "causal", "Linear"):
        y = nn.Linear(4, 5)(x) if name == "Linear" else LAYERS[name](x)
        assert not any(part.parents for part in y.parents[:1]) or name in (
            "attention",
            "causal",
        )
    assert functional.cross_entropy(x[0], [0, 1, 2], "none").last_fn.__name__ == (
        "Surprise"
    )


def test_large_numbers_overflow_no_more_than_in_the_composition() -> None:
    x = tensor([[1e4, -1e4, 0.0], [800.0, 799.0, -1e300]], requires_grad=True)
    loss = functional.cross_entropy(x, [0, 1])
    assert loss.item() == pytest.approx(np.log1p(np.exp(1)) / 2, rel=1e-12)
    loss.backward()
    assert np.isfinite(np.asarray(x.grad)).all()
    q = tensor([[1e3, 0.0], [0.0, 1e3]])
    mix = functional.scaled_dot_product_attention(q, q, q, scale=1.0)
    assert mix.tolist() == q.tolist()
    wide = functional.gelu(tensor([-1e30, -50.0, 50.0, 1e30]))
    assert wide.tolist() == [0.0, 0.0, 50.0, 1e30]


def test_gelu_of_a_number() -> None:
    grad_check(functional.gelu, tensor(0.5))
    assert functional.gelu(tensor(0.5)).shape == ()


def test_rows_that_are_picked_twice_receive_both_derivatives() -> None:
    table = nn.Embedding(5, 2, seed=0)
    table([[4, 1, 4], [4, 4, 0]]).sum().backward()
    expected = [[1.0] * 2, [1.0] * 2, [0.0] * 2, [0.0] * 2, [4.0] * 2]
    assert np.asarray(table.weight.grad).tolist() == expected
    assert table([]).shape == (0, 2)
    table([]).sum().backward()
    for wrong in (5, -1, 0.5):
        with pytest.raises(IndexError, match="whole numbers from 0 to 4, got"):
            table([0, wrong])
