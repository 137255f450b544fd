"""A change of a tensor is seen by all that see its memory, as in PyTorch."""

import copy
import gc
import pickle
import weakref
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest

import minitorch
from minitorch import SGD, Adam, nn, tensor

Draw = np.random.Generator
Step = Callable[[Any], Any]

# Each way to look at the same numbers is drawn for a shape, and is then a function of
# a tensor of ours, of one of PyTorch's, and of an array of numpy, alike.


def key_of(draw: Draw, shape: tuple[int, ...]) -> tuple[Any, ...]:
    """What names a part: of each dimension one element, or some from a place on."""
    key: list[Any] = []
    for n in shape[: draw.integers(0, len(shape) + 1)]:
        start = int(draw.integers(n))
        step = int(draw.integers(1, 3))
        key.append(start if draw.random() < 0.3 else slice(start, None, step))
    if draw.random() < 0.3:
        key.insert(int(draw.integers(0, len(key) + 1)), None)
    return *key, ...


def part(draw: Draw, shape: tuple[int, ...]) -> Step:
    key = key_of(draw, shape)
    return lambda x: x[key]


def other_shape(draw: Draw, shape: tuple[int, ...]) -> Step:
    """Another shape: a copy where the elements do not lie in its order."""
    size = int(np.prod(shape))
    rows = int(draw.choice([n for n in (1, 2, 3, 4, 6) if size % n == 0]))
    return lambda x: x.reshape(rows, size // rows)


def other_order(draw: Draw, shape: tuple[int, ...]) -> Step:
    order = [int(i) for i in draw.permutation(len(shape))]
    return lambda x: (
        x.transpose(order) if isinstance(x, np.ndarray) else x.permute(*order)
    )


def repeated(draw: Draw, shape: tuple[int, ...]) -> Step:
    wide = (int(draw.integers(1, 3)), *shape)
    return lambda x: (
        np.lib.stride_tricks.as_strided(x, wide, (0, *x.strides))
        if isinstance(x, np.ndarray)
        else x.expand(*wide)
    )


def detached(draw: Draw, shape: tuple[int, ...]) -> Step:
    return lambda x: x[...] if isinstance(x, np.ndarray) else x.detach()


def copied(draw: Draw, shape: tuple[int, ...]) -> Step:
    return lambda x: x.copy() if isinstance(x, np.ndarray) else x.contiguous().clone()


VIEWS = [part, part, part, other_shape, other_order, repeated, detached, copied]


def added(draw: Draw, shape: tuple[int, ...]) -> Step:
    return lambda x: x.__iadd__(1.5)


def scaled(draw: Draw, shape: tuple[int, ...]) -> Step:
    return lambda x: x.__imul__(-0.5)


def part_set(draw: Draw, shape: tuple[int, ...]) -> Step:
    key = key_of(draw, shape)
    return lambda x: x.__setitem__(key, 7.0)


def places_set(draw: Draw, shape: tuple[int, ...]) -> Step:
    if not shape:
        return added(draw, shape)
    places = [int(i) for i in draw.integers(0, shape[0], 2)]
    return lambda x: x.__setitem__(places, 3.0)


def large_set(draw: Draw, shape: tuple[int, ...]) -> Step:
    return lambda x: x.__setitem__(x > 0.5, -2.0)


CHANGES = [added, scaled, part_set, places_set, large_set]


def overlaps(array: np.ndarray[Any, Any]) -> bool:
    """Whether an element has several places, so that PyTorch refuses to change it."""
    return any(n > 1 and not step for n, step in zip(array.shape, array.strides))


def random_changes(seed: int, start: list[Any], contexts: list[Any]) -> None:
    """Look at numbers in random ways, change them in random ways, and compare.

    Args:
        seed: of the program.
        start: the same numbers as an array of numpy, and as a tensor of each engine.
        contexts: for each of these what is around a change.
    """
    draw = np.random.default_rng(seed)
    pool: list[list[Any]] = [start]
    graphs: list[tuple[Any, Any, Any]] = []
    for _ in range(14):
        at = int(draw.integers(len(pool)))
        array, ours, *_ = pool[at]
        look = draw.random() < 0.5
        kinds = VIEWS if look else CHANGES
        do = kinds[draw.integers(len(kinds))](draw, array.shape)
        with_graph = look and draw.random() < 0.5
        if not look and overlaps(array):
            for x, context in zip(pool[at][1:], contexts[1:], strict=True):
                with pytest.raises(RuntimeError, match="clone"), context():
                    x += 1.0
            continue
        made = []
        for x, context in zip(pool[at], contexts, strict=True):
            with nullcontext() if with_graph else context():
                made.append(do(x))
        if look:
            pool.append(made)
            w = minitorch.ones_like(ours).requires_grad_()
            graphs.append((w, (w * ours).sum(), array.copy()))
        elif draw.random() < 0.2 and len(pool) > 2:
            pool.pop(at)  # the rest goes on seeing one memory
        for array, *tensors in pool:
            for x in tensors:
                np.testing.assert_array_equal(np.array(x.tolist()), array)
    for w, result, numbers in graphs:
        result.backward()
        np.testing.assert_array_equal(w.grad, numbers)


SEEDS = range(60)


@pytest.mark.parametrize("backend", ["numpy", "loops"])
@pytest.mark.parametrize("wanted", [False, True])
def test_views_see_the_changes_that_those_of_numpy_see(
    backend: str, wanted: bool
) -> None:
    for seed in SEEDS:
        numbers = np.random.default_rng(seed).normal(size=(4, 6))
        x = tensor(numbers, backend=backend, requires_grad=wanted)
        random_changes(seed, [numbers, x], [nullcontext, minitorch.no_grad])


@pytest.mark.parametrize("wanted", [False, True])
def test_views_see_the_changes_that_those_of_pytorch_see(wanted: bool) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    for seed in SEEDS:
        numbers = np.random.default_rng(seed).normal(size=(4, 6))
        theirs = torch.tensor(numbers, requires_grad=wanted)
        start = [numbers, tensor(numbers, requires_grad=wanted), theirs]
        with torch.no_grad():  # to change a view with a graph, it asks for more
            random_changes(seed, start, [nullcontext, minitorch.no_grad, nullcontext])


def test_rows_are_changed_one_after_the_other() -> None:
    x = minitorch.arange(6.0).reshape(2, 3)
    x[0, 0] = 9.0
    x[1][2] = 8.0
    for row in x:
        row += 1.0
    first, second = x
    first += 10.0
    second.zero_()
    assert x.tolist() == [[20.0, 12.0, 13.0], [0.0, 0.0, 0.0]]


def test_parts_that_are_never_kept_leave_nothing_behind() -> None:
    x = minitorch.zeros(3)
    for i in range(3000):
        x[i % 3] += 1.0
    kept = [x[0] for _ in range(5)]
    assert len(x.seers()) == 6
    del kept
    assert x.tolist() == [1000.0] * 3
    assert len(x.seers()) == 1


def test_memory_is_given_back_without_the_collector() -> None:
    gc.disable()
    try:
        x = minitorch.zeros(3)
        gone = weakref.ref(x), weakref.ref(row := x[:2])
        del x
        row += 1.0
        assert row.tolist() == [1.0, 1.0]
        assert gone[0]() is None
        del row
        assert gone[1]() is None
    finally:
        gc.enable()


def test_what_does_not_fit_changes_nothing() -> None:
    x = minitorch.zeros(2, 3)
    row = x[0]
    with pytest.raises(IndexError, match="does not fit"):
        row[0] = [1.0, 2.0]
    with pytest.raises(IndexError, match="does not fit"):
        row[5] = 1.0
    with pytest.raises(ValueError, match="broadcast"):
        x.copy_([1.0, 2.0])
    assert not x.any()


def test_a_graph_keeps_its_numbers() -> None:
    x, w = minitorch.ones(2, 2), tensor([3.0, 4.0], requires_grad=True)
    y = (x * w).sum()
    row = x[0]
    row += 9.0
    y.backward()
    assert w.grad.tolist() == [2.0, 2.0]


def test_parts_of_a_leaf() -> None:
    w = minitorch.ones(2, 2).requires_grad_()
    with minitorch.no_grad():
        row = w[1]
        row -= 0.5
    assert w.tolist() == [[1.0, 1.0], [0.5, 0.5]]
    first = w[0]  # with a graph
    before = w.detach()
    with minitorch.no_grad():
        w += 1.0
    assert first.tolist() == [2.0, 2.0]
    assert before.tolist() == w.tolist()
    with pytest.raises(RuntimeError, match="another shape"):
        first += 1.0
    leaf = minitorch.zeros(4).view(2, 2).requires_grad_()
    with minitorch.no_grad():
        leaf += 1.0
    assert leaf.tolist() == [[1.0, 1.0]] * 2


def test_a_result_that_is_seen_elsewhere_is_not_computed_anew_in_silence() -> None:
    """PyTorch would change what sees it, too."""
    w = tensor([1.0, 2.0], requires_grad=True)
    y, out = w * 3.0, minitorch.zeros(2)
    row, first = y[0], out[:1]
    with pytest.raises(RuntimeError, match="write x = x"):
        y += 1.0
    with pytest.raises(RuntimeError, match="write x = x"):
        row *= 2.0
    with pytest.raises(RuntimeError, match="write x = x"):
        first += w[:1]
    del row, first
    y += 1.0
    out += w
    assert (y.tolist(), out.tolist()) == ([4.0, 7.0], [1.0, 2.0])
    with minitorch.no_grad():
        y[0] = 9.0
    assert y.tolist() == [9.0, 7.0]


def test_the_derivative_is_one_tensor() -> None:
    w = tensor([1.0, 2.0], requires_grad=True)
    (w * w).sum().backward()
    d, first = w.grad, w.grad[0]
    assert d is w.grad
    (w * w).sum().backward()
    assert (w.grad.tolist(), d.tolist(), first.item()) == ([4.0, 8.0], [4.0, 8.0], 4.0)
    first *= 0.0
    assert w.derivative.tolist() == d.tolist() == [0.0, 8.0]
    nn.utils.clip_grad_norm_([w], 1.0)
    assert d.tolist() == [0.0, 1.0]
    optimiser = SGD([w], lr=1.0)
    optimiser.zero_grad(set_to_none=False)
    assert d.tolist() == [0.0, 0.0]
    (w * w).sum().backward()
    assert (w.grad is d, d.tolist()) == (True, [2.0, 4.0])
    optimiser.zero_grad()
    (w * w).sum().backward()
    assert w.grad is not d
    w.grad.zero_()
    assert d.tolist() == [2.0, 4.0]


def test_a_derivative_that_is_given_sees_what_becomes_of_it() -> None:
    w, d = tensor([1.0, 2.0], requires_grad=True), minitorch.ones(2)
    w.grad = d
    (w * w).sum().backward()
    assert w.grad.tolist() == d.tolist() == [3.0, 5.0]
    d *= 2.0
    assert w.derivative.tolist() == [6.0, 10.0]


@pytest.mark.parametrize("make", [lambda p: SGD(p, lr=0.5), lambda p: Adam(p, lr=0.5)])
def test_a_step_is_seen(make: Callable[[Any], Any]) -> None:
    layer, w = nn.Linear(2, 1), tensor([1.0, 2.0], requires_grad=True)
    start = layer.weight.tolist()
    weight = layer.weight
    looks = [weight.detach(), weight.data, weight.T, weight[0, 0], w[1:]]
    optimiser = make([*layer.parameters(), w])
    graph = (layer.weight * layer.weight * layer.weight).sum()
    for _ in range(2):
        optimiser.zero_grad()
        ((layer(w) ** 2).sum() + w.sum()).backward()
        optimiser.step()
    assert layer.weight.tolist() != start
    now = [weight, weight, weight.T, weight[0, 0], w[1:]]
    assert [x.tolist() for x in looks] == [x.tolist() for x in now]
    looks[1].fill_(3.0)
    assert layer.weight.tolist() == [[3.0, 3.0]]
    leaf = graph.inputs[0].inputs[0].inputs[0]  # of the steps before
    leaf.grad = None
    graph.backward()
    np.testing.assert_allclose(leaf.grad, 3.0 * np.square(start))


def test_loading_is_seen() -> None:
    layer, other = nn.Linear(2, 1), nn.Linear(2, 1)
    seen = layer.weight.data[0]
    layer.load_state_dict(other.state_dict())
    assert seen.tolist() == other.weight[0].tolist()


def test_data_of_its_own_is_seen_by_none_from_before() -> None:
    w = tensor([1.0, 2.0], requires_grad=True)
    before = w.detach()
    w.data = w.data - 0.5
    after = w.detach()
    w.data -= 0.5
    assert (before.tolist(), after.tolist()) == ([1.0, 2.0], [0.0, 1.0])
    other = minitorch.zeros(2)
    w.data = other
    with minitorch.no_grad():
        w += 4.0
    assert (other.tolist(), after.tolist()) == ([4.0, 4.0], [0.0, 1.0])


def test_a_copy_sees_the_same_and_a_dtype_that_is_there_changes_nothing() -> None:
    x = minitorch.zeros(2)
    for y in (copy.copy(x), x.double(), x.to("float64"), x.type(minitorch.float64)):
        y += 1.0
    assert x.tolist() == [4.0, 4.0]
    float32 = x.float()
    float32 += 1.0
    assert x.tolist() == [4.0, 4.0]
    assert x.double() is x
    assert type((x > 0).double()) is minitorch.Tensor
    t = minitorch.zeros(2)
    p = nn.Parameter(t)
    with minitorch.no_grad():
        p += 1.0
    assert t.tolist() == [1.0, 1.0]


def test_what_is_written_takes_on_the_kind() -> None:
    whole, mask = tensor([1, 2]).long(), tensor([1.0, 0.0]) > 0
    whole[0] = -2.9
    mask[1] = 0.5
    assert (whole * 1.0).tolist() == [-2.0, 2.0]
    assert (mask * 1.0).tolist() == [1.0, 1.0]


@pytest.mark.parametrize("key", [[2, 0, 2], [True, False, True], (slice(0, 2), [1])])
def test_lists_of_places_on_both_backends(key: Any) -> None:
    """They are copies; written to, and in backward, a place may be there twice."""
    numbers = np.arange(6.0).reshape(3, 2)
    found = []
    for backend in ("numpy", "loops"):
        x = tensor(numbers, backend=backend, requires_grad=True)
        part = x[key]
        (part * part).sum().backward()
        with minitorch.no_grad():
            x[key] = -1.0
        assert len(x.seers()) == 1
        found.append((part.tolist(), x.grad.tolist(), x.tolist()))
    assert found[0] == found[1]


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
