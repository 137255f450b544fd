"""What stands in brackets behind a tensor, and masks."""

from typing import Any

import numpy as np
import pytest

from minitorch import Tensor, arange, ones, tensor
from minitorch.storage.indexing import IndexingError


def leaf() -> Tensor:
    return tensor([-1.0, 0.0, 2.0, 3.0], requires_grad=True)


def test_a_comparison_is_a_mask() -> None:
    x = leaf()
    part = x[x > 0]
    assert part.tolist() == [2.0, 3.0]
    (part * part).sum().backward()
    assert np.asarray(x.grad).tolist() == [0.0, 0.0, 4.0, 6.0]


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        (lambda x: (x > -1) & (x < 3), [0.0, 2.0]),
        (lambda x: (x < 0) | (x == 3), [-1.0, 3.0]),
        (lambda x: ~(x > 0), [-1.0, 0.0]),
        (lambda x: (x > -1) ^ (x > 2), [0.0, 2.0]),
        (lambda x: (x > 0) * (x < 3), [2.0]),
        (lambda x: (x > 0) & [True, True, True, False], [2.0]),
        (lambda x: np.array([True, False, False, True]) & (x > 0), [3.0]),
        (lambda x: (x > 0).numpy(), [2.0, 3.0]),
        (lambda x: [True, False, True, False], [-1.0, 2.0]),
    ],
)
def test_masks_of_masks(mask: Any, expected: list[float]) -> None:
    x = leaf()
    assert x[mask(x)].tolist() == expected


def test_masks_in_more_dimensions() -> None:
    x = arange(6).reshape(2, 3)
    assert x[x > 2].tolist() == [3.0, 4.0, 5.0]
    assert x[:, tensor([1.0, 0.0, 1.0]) > 0].tolist() == [[0.0, 2.0], [3.0, 5.0]]
    assert x[1, tensor([1.0, 0.0, 1.0]) > 0].tolist() == [3.0, 5.0]
    with pytest.raises(IndexingError, match="does not fit the shape"):
        x[tensor([1.0, 0.0]) > 2, tensor([1.0]) > 0]


def test_a_mask_is_a_number_elsewhere() -> None:
    x = leaf()
    assert (x > 0).sum().item() == 2.0
    assert ((x > 0) * x).tolist() == [0.0, 0.0, 2.0, 3.0]
    assert (x > 0).tolist() == [0.0, 0.0, 1.0, 1.0]
    with pytest.raises(TypeError, match="expected a mask"):
        (x > 0) & 2.0


@pytest.mark.parametrize("index", [([0, 0],), ((0, 0),), (np.array([0, 0]),)])
def test_an_element_may_be_named_twice(index: Any) -> None:
    x = leaf()
    x[index].sum().backward()
    assert np.asarray(x.grad).tolist() == [2.0, 0.0, 0.0, 0.0]


def test_an_index_is_copied() -> None:
    x, index = leaf(), np.array([0, 1])
    y = x[index].sum()
    index[0] = 3
    y.backward()
    assert np.asarray(x.grad).tolist() == [1.0, 1.0, 0.0, 0.0]


def test_an_empty_list_picks_nothing() -> None:
    assert leaf()[[]].shape == (0,)


INDICES = [
    (0, slice(None), [0, 1]),
    (slice(None), 0, [0, 1]),
    ([0, 1], slice(None), [0, 1]),
    (..., 0, [0, 1]),
    (None, 0, slice(None), [0, 1]),
    (1, [0, 2], None),
    (0, [[0, 1], [1, 2]]),
    (np.int64(1), ..., [3, 3, 0]),
]


@pytest.mark.parametrize("index", INDICES, ids=str)
def test_the_shape_of_a_part_is_that_of_pytorch(index: Any) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    numbers = np.arange(24.0).reshape(2, 3, 4)
    ours = tensor(numbers, requires_grad=True)
    theirs = torch.tensor(numbers, requires_grad=True)
    part, expected = ours[index], theirs[index]
    assert part.tolist() == expected.tolist()
    (part * part).sum().backward()
    (expected * expected).sum().backward()
    assert np.asarray(ours.grad).tolist() == theirs.grad.tolist()


def test_a_number_beside_a_list_leaves_the_order() -> None:
    assert ones(2, 3, 4)[0, :, [0, 1]].shape == (3, 2)


@pytest.mark.parametrize("index", ["a", 1.5, [0.5], object(), [[0], [0, 1]], 9])
def test_no_other_error_than_ours(index: Any) -> None:
    with pytest.raises(IndexingError, match="does not fit the shape"):
        leaf()[index]
