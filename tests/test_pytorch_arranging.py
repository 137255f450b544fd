"""Products, sums and other arrangements by PyTorch's names: slopes, and PyTorch's."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import minitorch
from minitorch import IndexingError, ShapeError, grad_check, tensor

NUMBERS = np.random.default_rng(6).normal(size=(2, 3, 4))

# Each takes the package, ours or theirs, and a tensor of shape (2, 3, 4).
FUNCTIONS: dict[str, Callable[[Any, Any], Any]] = {
    "prod": lambda m, x: m.prod(x) + x[0].prod(),
    "prod along the first": lambda m, x: x.prod(0),
    "prod along another": lambda m, x: m.prod(x, dim=1) * x[:, 0],
    "prod along the last, kept": lambda m, x: x.prod(-1, keepdim=True),
    "prod with a zero": lambda m, x: (x * m.tensor([1.0, 0.0, 2.0, 3.0])).prod(2),
    "prod with zeros": lambda m, x: (x * m.tensor([1.0, 0.0, 0.0, 3.0])).prod(2),
    "logsumexp": lambda m, x: m.logsumexp(x, 1),
    "logsumexp of large ones": lambda m, x: (x * 1e4).logsumexp((0, 2), keepdim=True),
    "logsumexp with -inf": lambda m, x: x.masked_fill(x > 0, -math.inf)[0].logsumexp(
        dim=(0, 1)
    ),
    "repeat": lambda m, x: x.repeat(2, 1, 3) * m.linspace(0, 1, 36).view(3, 12),
    "repeat along a new one": lambda m, x: x[0].repeat(2, 1, 2) + x[1].repeat(1, 2),
    "flip": lambda m, x: m.flip(x, [0, 2]) * x + x.flip(1),
    "roll": lambda m, x: m.roll(x, 5) * x + x.roll(-1, 1),
    "roll along two": lambda m, x: x.roll((1, 2), (0, -1)) * x,
    "diag of a matrix": lambda m, x: m.diag(x[0]) * x[1].diag(1) + x[0].diag(-2)[0],
    "diag of a vector": lambda m, x: x[0, 0].diag() @ m.diag(x[0, 1]),
    "diag above and below": lambda m, x: x[0, 0].diag(2) + m.diag(x[0, 1], -2),
    "index_select": lambda m, x: m.index_select(x, 2, m.tensor([3, 0, 3])),
    "index_select of rows": lambda m, x: x.index_select(-3, m.tensor([1])),
    "meshgrid": lambda m, x: product(m.meshgrid(x[0, 0], x[0, :, 1], indexing="ij")),
    "meshgrid of pictures": lambda m, x: product(
        m.meshgrid([x[0, 0], x[0, :, 1], x[:, 1, 1]], indexing="xy")
    ),
    "einsum of two matrices": lambda m, x: m.einsum("ij,jk->ik", x[0].T, x[1]),
    "einsum of batches": lambda m, x: m.einsum("b q d, b k d -> b q k", x, x * x),
    "einsum, all summed": lambda m, x: m.einsum("ijk,ijk->", x, x) * x,
    "einsum, without an arrow": lambda m, x: m.einsum("zbj,zbk", x, x),
    "einsum, of one": lambda m, x: m.einsum("ijk->kij", x) * m.einsum("ijk->j", x),
    "einsum of three": lambda m, x: m.einsum("ij,ij,kj->ki", x[0], x[1], x[0]),
}


def product(grids: Any) -> Any:
    return math.prod(grids) + grids[0]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_slopes(name: str) -> None:
    grad_check(lambda x: FUNCTIONS[name](minitorch, x), tensor(NUMBERS))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_values_and_gradients_are_pytorchs(name: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    torch.set_default_dtype(torch.float64)
    found = []
    try:
        for module in (minitorch, torch):
            x = module.tensor(NUMBERS, requires_grad=True)
            result = FUNCTIONS[name](module, x)
            (result * result).sum().backward()
            found.append((result.detach().numpy(), x.grad.numpy()))
    finally:
        torch.set_default_dtype(torch.float32)
    for ours, theirs in zip(*found, strict=True):
        assert ours.shape == theirs.shape
        np.testing.assert_allclose(ours, theirs, 1e-12, 1e-12)


# Each takes the package, and whole numbers.
ANSWERS: dict[str, Callable[[Any, Any], Any]] = {
    "bincount": lambda m, i: m.bincount(i),
    "bincount to a length": lambda m, i: m.bincount(i, minlength=9),
    "bincount of nothing": lambda m, i: m.bincount(i[:0]),
    "logical_not": lambda m, i: m.logical_not(i).logical_not(),
    "prod": lambda m, i: m.prod(i) + (i + 1).prod(0),
    "prod of nothing": lambda m, i: i[:0].prod(),
    "arranged": lambda m, i: i.flip(0) + i.roll(1) + i.repeat(2)[1:6] + m.diag(i)[2],
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_pytorchs(name: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    ours, theirs = (
        ANSWERS[name](m, m.tensor([3, 0, 1, 3, 3], dtype=m.long))
        for m in (minitorch, torch)
    )
    assert ours.tolist() == theirs.tolist()
    assert isinstance(ours, minitorch.Tensor.mask) == (theirs.dtype == torch.bool)


def test_prod_of_a_list_is_minitorchs() -> None:
    assert minitorch.prod([2.0, 3.0]) == 6.0
    assert minitorch.prod((2, 3)) == 6


@pytest.mark.parametrize(
    ("wrong", "error", "says"),
    [
        (lambda x: x.repeat(2, 2), ShapeError, "repeat: .*a number for each dimension"),
        (lambda x: x.diag(), ShapeError, "diag: .*a vector or a matrix"),
        (lambda x: x.prod(3), IndexingError, "prod: .*dimension"),
        (lambda x: x.flip(0, 3), IndexingError, "flip: .*dimension"),
        (lambda x: x.flip(0, 0), IndexingError, "flip: .*once"),
        (lambda x: x.roll((1, 2), 0), ValueError, "roll: .*a dimension for each"),
        (lambda x: x.index_select(0, [2]), IndexingError, "does not fit"),
        (lambda x: x.index_select(0, [[1]]), ShapeError, "index_select: .*in a row"),
        (lambda x: minitorch.bincount([0.5]), ValueError, "bincount: .*whole"),
        (lambda x: minitorch.bincount([-1]), ValueError, "bincount: .*0 or more"),
        (lambda x: minitorch.einsum("ii", x[0]), ValueError, "einsum: .*different"),
        (lambda x: minitorch.einsum("...j->j", x), ValueError, "einsum: .*without"),
        (lambda x: minitorch.einsum("ijk->im", x), ValueError, "einsum: "),
        (lambda x: minitorch.einsum("ijk,k", x), ValueError, "einsum: "),
        (lambda x: minitorch.einsum("ij,jk", x[0], x[1]), ShapeError, "broadcast"),
        (lambda x: minitorch.meshgrid(x[0, 0], indexing="yx"), ValueError, "meshgrid"),
    ],
)
def test_mistakes_are_told(
    wrong: Callable[[Any], Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        wrong(tensor(NUMBERS))
