"""The checks of task 2.4: the Functions of tensors, forward and backward.

Each is called by itself, with arrays of numpy and with those of the loops. Derivatives
are compared with central differences of functions that are written down here.
"""

import math
from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minitorch import tensor
from minitorch.backends.arrays import BACKENDS, as_array, backend_of
from minitorch.backends.backend import Backend
from minitorch.function import Context
from minitorch.tensors import elementwise, reductions, shapes
from work.ideas import tried
from work.telling import Wrong, equal, raises, true

backends = st.sampled_from(list(BACKENDS))

Numbers = Any

# What may go wrong everywhere

MAPPED = (
    "a is an array, not a number: use Python's operators, and backend_of(a).map(f, a) "
    "for a function f of a number"
)
SAVED = "what backward needs, forward must save: ctx.save_for_backward(…)"
TIMES = "the local derivative is multiplied by d_out, what comes back"


def array(numbers: Numbers, backend: str) -> Any:
    """Numbers as an array of a backend."""
    return as_array(numbers, None, backend)


def run(called: str, function: Callable[[], Any], expected: Any, idea: str) -> Any:
    """What a forward or a backward returns; a TypeError is a wrong answer."""
    came = tried(called, function, words(expected), idea, TypeError)
    true(called, came is not None, words(expected), "return the result")
    return came


def words(numbers: Any) -> str:
    """Numbers as lists, rounded."""
    return str(np.round(np.asarray(numbers, float), 6).tolist())


def check(
    called: str,
    came: Any,
    expected: Any,
    backend: str,
    idea: str,
    known: Sequence[tuple[Any, str]] = (),
) -> None:
    """Make sure of an array: its backend, its shape and its numbers."""
    idea_of_type = f"return an array of the same kind; {MAPPED}"
    shaped = hasattr(came, "shape") and hasattr(came, "dtype")
    true(f"{called}: its type", shaped, "an array", idea_of_type)
    name = backend_of(came).name
    equal(f"{called}: the backend of the result", name, backend, idea_of_type)
    numbers, right = np.asarray(came, float), np.asarray(expected, float)
    if numbers.shape == right.shape and near(numbers, right):
        return
    for wrong, told in known:
        wrong = np.asarray(wrong, float)
        if numbers.shape == wrong.shape and near(numbers, wrong):
            idea = told
            break
    if numbers.shape != right.shape:
        came_ = f"shape {numbers.shape}: {words(numbers)}"
        raise Wrong(called, came_, f"shape {right.shape}: {words(right)}", idea)
    raise Wrong(called, words(numbers), words(right), idea)


def near(a: Any, b: Any) -> bool:
    """Whether all numbers of two arrays are close; infinite ones are equal."""
    return bool(np.allclose(a, b, rtol=1e-6, atol=1e-6, equal_nan=True))


# Functions of each element


def sigma(x: float) -> float:
    return 0.5 + 0.5 * math.tanh(0.5 * x)


ONE: dict[str, tuple[Callable[[float], float], list[float]]] = {
    "Neg": (lambda x: -x, [1.5, -2.0, 0.25]),
    "Exp": (math.exp, [0.5, -1.0, 2.0]),
    "Log": (math.log, [0.5, 2.0, 4.0]),
    "Sigmoid": (sigma, [0.5, -2.0, 3.0]),
    "ReLU": (lambda x: max(x, 0.0), [1.5, -2.0, 3.0]),
}
"""Functions of one array: of a number, and at which numbers."""

TWO: dict[str, Callable[[float, float], float]] = {
    "Sub": lambda x, y: x - y,
    "Mul": lambda x, y: x * y,
    "Div": lambda x, y: x / y,
}
LEFT, RIGHT = [[1.5, -2.0, 3.0], [0.5, 4.0, -1.0]], [[2.0, 0.5, -4.0], [3.0, -1.0, 2.5]]
BACK = [10.0, 20.0, 40.0]
"""What comes back: d_out."""


def slope(f: Callable[[float], float], x: float, e: float = 1e-5) -> float:
    """The derivative of a function of a number, by a central difference."""
    return (f(x + e) - f(x - e)) / (2 * e)


FORWARD = {
    "Sub": "a - b: both are arrays, and Python's operators work on them",
    "Mul": "a · b: both are arrays, and Python's operators work on them",
    "Div": "a / b: both are arrays, and Python's operators work on them",
    "Neg": "-a: Python's operators work on arrays",
    "Exp": f"eᵃ of each number; {MAPPED}",
    "Log": f"log a of each number; {MAPPED}",
    "Sigmoid": f"σ(a) of each number; {MAPPED}",
    "ReLU": f"a where it is positive, else 0; {MAPPED}",
}

BACKWARD = {
    "Sub": "a - b grows with a and falls with b",
    "Mul": "the derivative of a · b with respect to a is b, and that to b is a",
    "Div": "1 / b is the derivative with respect to a, and -a / b² that to b",
    "Neg": "-a falls where a grows",
    "Exp": "eᵃ is its own derivative: save the result, not a",
    "Log": "the derivative of log a is 1 / a: save a, not the result",
    "Sigmoid": "σ(a) (1 - σ(a)), of the result: save it",
    "ReLU": "d_out where a is positive, else 0: what counts is a, not d_out",
}


@pytest.mark.parametrize("name", list(ONE))
@given(backend=backends)
def test_forward_of_one(name: str, backend: str) -> None:
    """What a Function of one array computes."""
    f, xs = ONE[name]
    function = getattr(elementwise, name)
    called, expected = f"{name}.forward(ctx, a) for a = {xs}", [f(x) for x in xs]
    forward = partial(function.forward, Context(), array(xs, backend))
    came = run(called, forward, expected, FORWARD[name])
    check(called, came, expected, backend, FORWARD[name])


@pytest.mark.parametrize("name", list(ONE))
@given(backend=backends)
def test_backward_of_one(name: str, backend: str) -> None:
    """What a Function of one array passes back."""
    f, xs = ONE[name]
    slopes = [slope(f, x) for x in xs]
    expected = [s * d for s, d in zip(slopes, BACK)]
    known = [
        (slopes, TIMES),
        ([x * d for x, d in zip(xs, BACK)], BACKWARD[name]),
        ([x * (1 - x) * d for x, d in zip(xs, BACK)], f"{BACKWARD[name]}, not a"),
        (BACK, f"this is d_out as it came: {BACKWARD[name]}"),
        ([sum(s * d for s, d in zip(slopes, BACK))], "nothing is summed here"),
    ]
    ctx, function = Context(), getattr(elementwise, name)
    function.forward(ctx, array(xs, backend))
    called = f"{name}.backward(ctx, d_out) for a = {xs}, d_out = {BACK}"
    idea = BACKWARD[name] if saved(ctx) or name == "Neg" else SAVED
    backward = partial(function.backward, ctx, array(BACK, backend))
    came = run(called, backward, expected, idea)
    if isinstance(came, tuple) and len(came) == 1:  # this is as good
        came = came[0]
    check(called, came, expected, backend, idea, known)


def saved(ctx: Context) -> bool:
    """Whether forward left something for backward."""
    return bool(ctx.saved_tensors or vars(ctx))


@pytest.mark.parametrize("name", list(TWO))
@given(backend=backends)
def test_forward_of_two(name: str, backend: str) -> None:
    """What a Function of two arrays computes."""
    f = TWO[name]
    expected = [[f(x, y) for x, y in zip(*rows)] for rows in zip(LEFT, RIGHT)]
    turned = [[f(y, x) for x, y in zip(*rows)] for rows in zip(LEFT, RIGHT)]
    called = f"{name}.forward(ctx, a, b) for a = {LEFT}, b = {RIGHT}"
    function = getattr(elementwise, name)
    arrays = array(LEFT, backend), array(RIGHT, backend)
    came = run(
        called, partial(function.forward, Context(), *arrays), expected, FORWARD[name]
    )
    known = [] if name == "Mul" else [(turned, "a comes first")]
    check(called, came, expected, backend, FORWARD[name], known)


@pytest.mark.parametrize("name", list(TWO))
@given(backend=backends)
def test_backward_of_two(name: str, backend: str) -> None:
    """What a Function of two arrays passes back: a derivative for each."""
    f, a, b = TWO[name], LEFT[0], RIGHT[0]
    slopes = (
        [slope(lambda x, y=y: f(x, y), x) for x, y in zip(a, b)],
        [slope(lambda y, x=x: f(x, y), y) for x, y in zip(a, b)],
    )
    expected = [[s * d for s, d in zip(each, BACK)] for each in slopes]
    ctx, function = Context(), getattr(elementwise, name)
    function.forward(ctx, array(a, backend), array(b, backend))
    called = f"{name}.backward(ctx, d_out) for a = {a}, b = {b}, d_out = {BACK}"
    idea = BACKWARD[name] if saved(ctx) or name == "Sub" else SAVED
    backward = partial(function.backward, ctx, array(BACK, backend))
    came = run(called, backward, expected, idea)
    pair = isinstance(came, tuple) and len(came) == 2
    two = "backward returns a tuple: one derivative for each argument of forward"
    true(called, pair, "a tuple of two arrays", two)
    for i, which in enumerate(("a", "b")):
        known = [
            (slopes[i], TIMES),
            (np.negative(expected[i]), f"the sign: {BACKWARD[name]}"),
            (expected[1 - i], f"the two have changed places: {BACKWARD[name]}"),
        ]
        told = f"{called}, the derivative with respect to {which}"
        check(told, came[i], expected[i], backend, idea, known)


@given(backends)
def test_corner_of_relu(backend: str) -> None:
    """At 0, ReLU passes nothing back; nor where a is negative and d_out is."""
    ctx, numbers = Context(), [0.0, -1.0, 2.0, -3.0]
    elementwise.ReLU.forward(ctx, array(numbers, backend))
    back, expected = [5.0, -7.0, -9.0, 11.0], [0.0, 0.0, -9.0, 0.0]
    called = f"ReLU.backward(ctx, d_out) for a = {numbers}, d_out = {back}"
    came = elementwise.ReLU.backward(ctx, array(back, backend))
    known = [
        ([5.0, 0.0, -9.0, 0.0], "at the corner a = 0 the derivative is 0"),
        ([0.0, 0.0, 0.0, 0.0], BACKWARD["ReLU"]),
        ([5.0, 0.0, 0.0, 11.0], BACKWARD["ReLU"]),
    ]
    check(called, came, expected, backend, BACKWARD["ReLU"], known)


@given(backends)
def test_log_of_others(backend: str) -> None:
    """The logarithm of 0 is -∞, that of a negative number an error."""
    idea = "backend_of(a).map(log, a), with the log that this file imports"
    zero = elementwise.Log.forward(Context(), array([1.0, 0.0], backend))
    expected = [0.0, -math.inf]
    check("Log.forward(ctx, a) for a = [1.0, 0.0]", zero, expected, backend, idea)
    called = "Log.forward(ctx, a) for a = [1.0, -1.0]"
    negative = array([1.0, -1.0], backend)
    raises(
        called, ValueError, partial(elementwise.Log.forward, Context(), negative), idea
    )


# Broadcasting on the way back


SUMS: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
    ((2, 3), (2, 3)),
    ((2, 3), (3,)),
    ((2, 3), (2, 1)),
    ((2, 3), (1, 3)),
    ((2, 3), (1, 1)),
    ((2, 3), ()),
    ((4, 2, 3), (2, 3)),
    ((4, 2, 3), (3,)),
    ((4, 2, 3), (2, 1)),
    ((4, 2, 3), (4, 1, 3)),
    ((4, 2, 3), (1, 2, 1)),
]
"""A shape, and one that is broadcast to it."""


@given(st.sampled_from(SUMS), backends)
def test_sum_to(shapes_: tuple[Any, Any], backend: str) -> None:
    """A derivative is summed where a number was repeated."""
    big, shape = shapes_
    numbers = np.arange(1.0, 1 + math.prod(big)).reshape(big)
    expected = np.zeros(shape)
    extra = len(big) - len(shape)
    for index in product(*(range(n) for n in big)):
        own = [i if n > 1 else 0 for i, n in zip(index[extra:], shape)]
        expected[tuple(own)] += numbers[index]
    called = f"sum_to(a, {shape}) for a = {numbers.tolist()}"
    idea = (
        "sum over the dimensions that were missing in front, and over those of size 1 "
        "that were repeated"
    )
    sums = partial(Backend.sum_to, BACKENDS[backend], array(numbers, backend), shape)
    came = tried(called, sums, words(expected), idea, ValueError)
    true(called, came is not None, words(expected), "return the sums")
    stays = "a size of 1 that was repeated is summed and stays as 1: reshape the sums"
    front = numbers.sum(axis=tuple(range(extra)))
    known = [
        (front, "a size of 1 that was repeated must be summed, too"),
        (expected.squeeze(), stays),
        (numbers.sum(), idea),
    ]
    if np.shape(came) == shape and not near(np.asarray(came, float), expected):
        idea = f"{idea}, and add up all that were repeated, not only one of them"
    check(called, came, expected, backend, idea, known)


@given(backends)
def test_gradients_of_what_was_broadcast(backend: str) -> None:
    """Gradients have the shapes of their tensors."""
    numbers = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    x = tensor(numbers, requires_grad=True, backend=backend)
    row = tensor([10.0, 20.0, 30.0], requires_grad=True, backend=backend)
    column = tensor([[2.0], [5.0]], requires_grad=True, backend=backend)
    ((x - row) * column).sum().backward()
    called = "((x - row) * column).sum().backward()"
    idea = "what was repeated forward is summed backward"
    check(f"{called}: x.grad", x.derivative, [[2.0] * 3, [5.0] * 3], backend, idea)
    check(f"{called}: row.grad", row.derivative, [-7.0] * 3, backend, idea)
    check(
        f"{called}: column.grad", column.derivative, [[-54.0], [-45.0]], backend, idea
    )


# Reductions


REDUCED: list[tuple[Any, bool]] = [
    (None, False),
    (None, True),
    (0, False),
    (1, False),
    (-1, False),
    (0, True),
    (1, True),
    ((0, 2), False),
    ((0, 2), True),
    ((-1, 0), False),
]


def reduced(dim: Any) -> set[int]:
    """Which of three dimensions are reduced."""
    dims = (0, 1, 2) if dim is None else dim if isinstance(dim, tuple) else (dim,)
    return {d % 3 for d in dims}


SHAPE = (2, 3, 4)
BLOCK = np.arange(24.0).reshape(SHAPE) ** 2


def result(dim: Any, keepdim: bool) -> Any:
    """Numbers in the shape of what a reduction of the block leaves."""
    gone = reduced(dim)
    kept = [
        1 if i in gone else n for i, n in enumerate(SHAPE) if keepdim or i not in gone
    ]
    return np.arange(1.0, 1 + math.prod(kept)).reshape(kept)


def back(d: Any, dim: Any, keepdim: bool) -> Any:
    """For each element of the block, the number that it became a part of."""
    gone, each = reduced(dim), np.zeros(SHAPE)
    for index in product(*(range(n) for n in SHAPE)):
        left = [
            0 if i in gone else j
            for i, j in enumerate(index)
            if keepdim or i not in gone
        ]
        each[index] = d[tuple(left)]
    return each


@given(st.sampled_from(REDUCED), backends)
def test_spread(settings: tuple[Any, bool], backend: str) -> None:
    """What a reduction left, repeated along what it removed."""
    dim, keepdim = settings
    d = result(dim, keepdim)
    called = (
        f"spread(a, {SHAPE}, dim={dim}, keepdim={keepdim}) for a of shape {d.shape}"
    )
    idea = (
        "without keepdim, reshape: put the removed dimensions back with the size 1; "
        "then broadcast_to the shape"
    )
    run_ = partial(reductions.spread, array(d, backend), SHAPE, dim, keepdim)
    came = tried(called, run_, f"shape {SHAPE}", idea, ValueError)
    true(called, came is not None, f"shape {SHAPE}", "return the array")
    check(called, came, back(d, dim, keepdim), backend, idea)


@pytest.mark.parametrize("name", ["Sum", "Mean"])
@given(settings=st.sampled_from(REDUCED), backend=backends)
def test_reduction(name: str, settings: tuple[Any, bool], backend: str) -> None:
    """Sums and means along dimensions, and what they pass back."""
    dim, keepdim = settings
    function, ctx = getattr(reductions, name), Context()
    many = math.prod(n for i, n in enumerate(SHAPE) if i in reduced(dim))
    axis = None if dim is None else tuple(sorted(reduced(dim)))
    total = BLOCK.sum(axis=axis, keepdims=keepdim)
    n = many if name == "Mean" else 1
    how = f"dim={dim}, keepdim={keepdim}"
    called = f"{name}.forward(ctx, a, {how}) for a of shape {SHAPE}"
    idea = "backend_of(a).sum(a, dim, keepdim)"
    known = [(total, "a mean is the sum divided by count(a.shape, dim)")]
    run_ = partial(
        function.forward, ctx, array(BLOCK, backend), dim=dim, keepdim=keepdim
    )
    came = run(called, run_, total / n, idea)
    check(called, came, total / n, backend, idea, known)

    d = result(dim, keepdim)
    each = back(d, dim, keepdim)
    called = f"{name}.backward(ctx, d_out) after {how}, d_out of shape {d.shape}"
    idea = (
        "what was summed forward is repeated backward: spread d_out to the shape of a"
        if saved(ctx)
        else SAVED
    )
    known = [
        (d, "every element has a derivative: spread d_out to the shape of a"),
        (each, "each element is a share of 1 / n of the mean: divide by n"),
        (each * n, "the derivative of a mean is 1 / n: divide by n"),
        (np.ones(SHAPE), "the local derivative is 1, times d_out"),
        (np.ones(SHAPE) / n, TIMES),
    ]
    came = run(
        called, partial(function.backward, ctx, array(d, backend)), each / n, idea
    )
    check(called, came, each / n, backend, idea, known)


@given(backends)
def test_mean_of_nothing(backend: str) -> None:
    """The mean of no elements is an error."""
    idea = "count(a.shape, dim) raises the ValueError: divide by it"
    for dim in (None, 0):
        nothing = partial(tensor([], backend=backend).mean, dim)
        raises(f"tensor([]).mean({dim})", ValueError, nothing, idea)


# Permute


ORDERS = [(0, 1, 2), (1, 0, 2), (2, 0, 1), (1, 2, 0), (-1, 0, 1), (1, -1, -3)]


@given(st.sampled_from(ORDERS), backends)
def test_permute(order: tuple[int, ...], backend: str) -> None:
    """Dimensions in another order, and derivatives put back."""
    ctx = Context()
    sizes = tuple(SHAPE[i] for i in order)
    expected, given_back = np.zeros(sizes), np.zeros(SHAPE)
    d = np.arange(24.0).reshape(sizes)
    for index in product(*(range(n) for n in sizes)):
        own = [0, 0, 0]
        for place, dim in enumerate(order):
            own[dim] = index[place]
        expected[index], given_back[tuple(own)] = BLOCK[tuple(own)], d[index]
    called = f"Permute.forward(ctx, a, order={order}) for a of shape {SHAPE}"
    idea = "dimension j of the result is dimension order[j] of a: a.transpose(order)"
    run_ = partial(shapes.Permute.forward, ctx, array(BLOCK, backend), order=order)
    check(called, run(called, run_, expected, idea), expected, backend, idea)
    called = f"Permute.backward(ctx, d_out) after order={order}, d_out of shape {sizes}"
    inverse = (
        "back is the inverse order: where has dimension 0 gone? where dimension 1? The "
        "same order is right only where it is its own inverse"
    )
    idea = inverse if saved(ctx) else SAVED
    run_ = partial(shapes.Permute.backward, ctx, array(d, backend))
    came = tried(
        called, run_, f"shape {SHAPE}", idea, (TypeError, ValueError, IndexError)
    )
    true(called, came is not None, f"shape {SHAPE}", "return the array")
    known = [
        (d.reshape(SHAPE), "reshape leaves the elements in their order: transpose")
    ]
    check(called, came, given_back, backend, idea, known)


# All together


@given(backends)
def test_layer(backend: str) -> None:
    """A small network agrees with central differences."""
    start = {
        "w": np.array([[0.5, -1.0, 0.25], [1.5, 0.75, -0.5]]),
        "b": np.array([0.1, -0.2, 0.3]),
        "c": np.array([[1.0], [-2.0]]),
    }
    x = tensor([[1.0, -0.5], [0.25, 2.0], [-1.0, 0.5], [1.5, 1.0]], backend=backend)

    def loss_of(w: Any, b: Any, c: Any) -> Any:
        products = x.reshape(4, 2, 1) * (w * c)
        hidden = (products.sum(1) + b).relu()
        p = (hidden.mean(1) - (w / 2).sum()).sigmoid()
        shares = p.log() * -1.0 - (-p).exp()
        return (shares.reshape(2, 2).permute(1, 0) * c).mean()

    leaves = {
        name: tensor(numbers, requires_grad=True, backend=backend)
        for name, numbers in start.items()
    }
    loss_of(**leaves).backward()
    for name, numbers in start.items():
        expected = np.zeros(numbers.shape)
        for index in np.ndindex(numbers.shape):
            ends = []
            for step in (1e-5, -1e-5):
                moved = {k: v.copy() for k, v in start.items()}
                moved[name][index] += step
                of = {k: tensor(v, backend=backend) for k, v in moved.items()}
                ends.append(loss_of(**of).item())
            expected[index] = (ends[0] - ends[1]) / 2e-5
        idea = "if this is all that fails, see what sum_to makes of three dimensions"
        check(
            f"the gradient of a loss: {name}.grad",
            leaves[name].derivative,
            expected,
            backend,
            idea,
        )
