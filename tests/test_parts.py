"""A part of a tensor that is changed changes the whole, as a view of numpy's does."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import minitorch
from minitorch import tensor

# Each makes a part, or another shape, of a tensor or of an array alike.
WAYS: list[Callable[[Any], Any]] = [
    lambda x: x[0],
    lambda x: x[-1:],
    lambda x: x[..., ::2],
    lambda x: x[None],
    lambda x: x.reshape(-1),
    lambda x: x.reshape(-1, 2),
    lambda x: x.swapaxes(0, 1) if isinstance(x, np.ndarray) else x.transpose(0, 1),
    lambda x: x[[0]],  # a copy
    lambda x: x[..., [1, 0]],  # a copy
]
CHANGES: list[Callable[[Any], Any]] = [
    lambda x: x.__iadd__(1.0),
    lambda x: x.__imul__(3.0),
    lambda x: x.__setitem__((..., 0), 7.0),
    lambda x: x.__setitem__(slice(0, 1), x[0] * 2.0),
]


@pytest.mark.parametrize("backend", ["numpy", "loops"])
@pytest.mark.parametrize("seed", range(30))
def test_changes_are_those_of_numpy(seed: int, backend: str) -> None:
    draw = np.random.default_rng(seed)
    numbers = draw.normal(size=(4, 6))
    ours, theirs = [tensor(numbers, backend=backend)], [numbers.copy()]
    ways = WAYS if backend == "numpy" else WAYS[:-2]
    for _ in range(draw.integers(1, 5)):
        way = ways[draw.integers(len(ways))]
        # Whether other elements are copied for a new shape is a matter of the backend.
        if not theirs[-1].flags.c_contiguous or theirs[-1].ndim < 2:
            break
        if theirs[-1].size % 2:
            break
        ours.append(way(ours[-1]))
        theirs.append(way(theirs[-1]))
    for _ in range(3):
        change = CHANGES[draw.integers(len(CHANGES))]
        for each in (ours, theirs):
            change(each[-1])
        for x, y in zip(ours, theirs, strict=True):
            np.testing.assert_array_equal(x.numpy(), y)


def test_rows_are_changed_one_after_the_other() -> None:
    x = minitorch.arange(6).reshape(2, 3)
    x[0, 0] = 9.0
    x[1][2] = 8.0
    for row in x:
        row += 1.0
    first, second = x
    first += 10.0
    second.zero_()
    assert x.tolist() == [[20.0, 12.0, 13.0], [0.0, 0.0, 0.0]]


def test_what_was_read_before_a_change_is_refused() -> None:
    x = minitorch.zeros(2, 3)
    row = x[0]
    x += 1.0
    with pytest.raises(RuntimeError, match="take the part again"):
        row += 5.0
    assert x.tolist() == [[1.0] * 3] * 2
    x.sub_(1.0)
    row += 5.0  # it is as it was
    assert x.tolist() == [[5.0] * 3, [0.0] * 3]


def test_a_graph_keeps_its_numbers() -> None:
    x, w = minitorch.ones(2, 2), tensor([3.0, 4.0], requires_grad=True)
    y = (x * w).sum()
    row = x[0]
    row += 9.0
    y.backward()
    assert w.grad.tolist() == [2.0, 2.0]


def test_parts_of_a_leaf_and_of_its_derivative() -> None:
    w = minitorch.ones(2, 2).requires_grad_()
    (w * w).sum().backward()
    part = w.grad[0]
    part *= 0.0
    assert w.grad.tolist() == [[0.0, 0.0], [2.0, 2.0]]
    with minitorch.no_grad():
        row = w[1]
        row -= 0.5
    assert w.tolist() == [[1.0, 1.0], [0.5, 0.5]]
    with pytest.raises(RuntimeError, match="with no_grad"):
        row -= 0.5
    leaf = minitorch.zeros(4).view(2, 2).requires_grad_()
    with minitorch.no_grad():
        leaf += 1.0
    assert leaf.tolist() == [[1.0, 1.0]] * 2


def test_masks_and_whole_numbers() -> None:
    mask, places = minitorch.ones(2, 2) > 0, minitorch.arange(4).long()
    row, first = mask[0], places[:2]
    row[1] = False
    first += 5
    assert mask.tolist() == [[1.0, 0.0], [1.0, 1.0]]
    assert places.tolist() == [5, 6, 2, 3]
    assert isinstance(first, minitorch.Tensor.whole)


@pytest.mark.parametrize(
    "copied", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_copies_stand_by_themselves(copied: Callable[[Any], Any]) -> None:
    x = minitorch.zeros(1000, 2)
    part = x[0]
    other = copied(part)
    other += 1.0
    assert (part.tolist(), x[0].tolist(), other.tolist()) == ([0] * 2, [0] * 2, [1] * 2)
    assert len(pickle.dumps(part)) < 2000


def test_a_long_chain_of_shapes_is_no_recursion() -> None:
    x = minitorch.zeros(6)
    y = x
    for i in range(3000):
        y = y.view(2, 3) if i % 2 else y.view(3, 2)
    y[0, 0] = 1.0
    assert x.tolist() == [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert copy.deepcopy(y).tolist() == y.tolist()
