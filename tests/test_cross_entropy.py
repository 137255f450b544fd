"""Cross entropy of more than a table: classes in dimension 1, targets for the rest."""

from typing import Any

import numpy as np
import pytest

from minitorch import IndexingError, ShapeError, functional, grad_check, nn, tensor
from minitorch.backends.arrays import BACKENDS

SHAPES = [(4,), (2, 4), (2, 4, 3), (2, 4, 3, 2), (1, 4, 1), (3, 1, 2)]
REDUCTIONS = ["mean", "sum", "none"]
backends = pytest.mark.parametrize("backend", BACKENDS)
shapes = pytest.mark.parametrize("shape", SHAPES)
reductions = pytest.mark.parametrize("reduction", REDUCTIONS)


def logits(shape: tuple[int, ...], seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(scale=3.0, size=shape)


def classes(shape: tuple[int, ...], seed: int = 0) -> Any:
    count, others = shape[min(1, len(shape) - 1)], shape[:1] + shape[2:]
    size = others if len(shape) > 1 else ()
    return np.random.default_rng(seed).integers(0, count, size)


@backends
@shapes
@reductions
def test_derivatives(backend: str, shape: tuple[int, ...], reduction: str) -> None:
    targets = classes(shape)
    x = tensor(logits(shape), backend=backend)
    grad_check(lambda x: functional.cross_entropy(x, targets, reduction), x)


def test_each_target_has_the_surprise_of_its_own_classes() -> None:
    """Said by hand, since a mean over classes and places mixed up looks likely."""
    x = logits((2, 3, 4))
    targets = classes((2, 3, 4))
    losses = functional.cross_entropy(x, targets, "none").numpy()
    for batch in range(2):
        for place in range(4):
            e = np.exp(x[batch, :, place])
            p = e[targets[batch, place]] / e.sum()
            assert losses[batch, place] == pytest.approx(-np.log(p), rel=1e-12)


def test_both_ways_for_a_model_of_language_give_one_loss() -> None:
    x, targets = tensor(logits((2, 3, 5))), classes((2, 5, 3))
    first = functional.cross_entropy(x.transpose(1, 2), targets)
    second = functional.cross_entropy(x.reshape(-1, 5), tensor(targets).reshape(-1))
    assert first.item() == pytest.approx(second.item(), rel=1e-15)
    for loss in (nn.CrossEntropyLoss(), nn.cross_entropy):
        assert loss(x.transpose(1, 2), targets).item() == first.item()


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@reductions
@pytest.mark.parametrize("options", [{}, {"ignore_index": 1}, {"label_smoothing": 0.1}])
def test_it_is_that_of_pytorch(
    dtype: str, reduction: str, options: dict[str, Any]
) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    for shape in SHAPES:
        targets = classes(shape, 1)
        ignored = targets == options.get("ignore_index", -100)
        if ignored.all() or (ignored.any() and reduction == "none"):
            continue  # a mean of nothing is no number, and nothing has no loss
        x = tensor(logits(shape).astype(dtype), requires_grad=True)
        y = torch.tensor(logits(shape).astype(dtype), requires_grad=True)
        ours = functional.cross_entropy(x, targets, reduction, **options)
        theirs = torch.nn.functional.cross_entropy(
            y, torch.tensor(targets), reduction=reduction, **options
        )
        assert ours.shape == tuple(theirs.shape)
        near: Any = {"rtol": 1e-12 if dtype == "float64" else 2e-5}
        np.testing.assert_allclose(ours.numpy(), theirs.detach().numpy(), **near)
        ours.sum().backward()
        theirs.sum().backward()
        near["atol"] = near["rtol"]
        np.testing.assert_allclose(np.asarray(x.grad), y.grad.numpy(), **near)


def test_it_says_where_the_classes_belong() -> None:
    with pytest.raises(ShapeError, match=r"write x.permute\(0, 2, 1\)"):
        functional.cross_entropy(logits((2, 3, 5)), np.zeros((2, 3)))
    with pytest.raises(ShapeError, match=r"permute\(0, 3, 1, 2\)"):
        functional.nll_loss(logits((2, 3, 4, 5)), np.zeros((2, 3, 4)))
    with pytest.raises(ShapeError, match=r"got \(2, 3, 5\) and \(2, 4\)$"):
        functional.cross_entropy(logits((2, 3, 5)), np.zeros((2, 4)))
    with pytest.raises(ShapeError, match=r"got \(5,\) and \(5,\)$"):
        functional.cross_entropy(logits((5,)), np.zeros(5))
    with pytest.raises(IndexingError, match="from 0 to 2, got 3"):
        functional.cross_entropy(logits((2, 3, 5)), np.full((2, 5), 3))
