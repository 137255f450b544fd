"""The checks of task 2.5: a network of tensors, its loss, and how it is trained."""

import math
from functools import partial
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from minitorch import Module, Parameter, Tensor, datasets, tensor
from project.tensor_network import Linear, Network, loss, right, train
from work.ideas import tried
from work.telling import Wrong, close, equal, true

GRAPH = (
    "compute with the tensors themselves, as in self.bias.value: their data and "
    "numpy() are arrays, which remember nothing"
)


def check(called: str, came: Any, expected: Any, idea: str, *known: Any) -> None:
    """Make sure of a tensor: its shape and its numbers."""
    true(called, came is not None, "a Tensor", "return the result")
    true(f"{called}: its type", isinstance(came, Tensor), "a Tensor", GRAPH)
    numbers, wanted = came.numpy(), np.asarray(expected, float)
    if numbers.shape == wanted.shape and np.allclose(numbers, wanted, atol=1e-6):
        return
    for wrong, told in known:
        wrong = np.asarray(wrong, float)
        if numbers.shape == wrong.shape and np.allclose(numbers, wrong, atol=1e-6):
            idea = told
            break
    shape = numbers.shape != wanted.shape
    texts = [
        (f"shape {a.shape}: " if shape else "") + str(a.round(6).tolist())
        for a in (numbers, wanted)
    ]
    raise Wrong(called, texts[0], texts[1], idea)


# Linear


def layer() -> Linear:
    """A layer with numbers that are known."""
    made = Linear(2, 3, seed=1)
    made.weights.update(tensor([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]]))
    made.bias.update(tensor([0.5, -0.5, 0.25]))
    return made


POINTS = [[1.0, 2.0], [0.0, 0.0], [-1.0, 0.5], [0.0, 1.0]]
SUMS = [[21.5, 41.5, 63.25], [0.5, -0.5, 0.25], [4.5, 7.5, 12.25], [10.5, 19.5, 30.25]]


def test_linear() -> None:
    """A layer with weights and biases that are known."""
    sums = np.array(SUMS)
    idea = "each output is the sum of the inputs times their weights, and the bias"
    called = "Linear(2, 3)(x) with weights [[1, 2, 3], [10, 20, 30]] and x = " + str(
        POINTS
    )
    run = partial(layer(), tensor(POINTS))
    came = tried(called, run, f"shape {sums.shape}", idea, (ValueError, IndexError))
    bias = [0.5, -0.5, 0.25]
    known = [
        (sums - bias, "the bias is missing: it is added to every row"),
        (
            np.maximum(sums, 0),
            "ReLU does not belong to the layer: the network applies it",
        ),
    ]
    check(called, came, sums, idea, *known)


def test_linear_passes_back() -> None:
    """Weights and biases receive gradients."""
    made = layer()
    came = made(tensor(POINTS))
    true("Linear(2, 3)(x) is a constant", not came.is_constant(), "it is not", GRAPH)
    came.sum().backward()
    called = "Linear(2, 3)(x).sum().backward()"
    expected = {"weights": [[0.0] * 3, [3.5] * 3], "bias": [4.0] * 3}
    for name, d in expected.items():
        grad = getattr(made, name).value.grad
        true(f"{called}: {name}.value.grad", grad is not None, str(d), GRAPH)
        equal(f"{called}: {name}.value.grad", grad.tolist(), d, GRAPH)


# Network


def test_layers() -> None:
    """A network has three layers."""
    model = Network(4, seed=1)
    expected = {
        "first.weights": (2, 4),
        "first.bias": (4,),
        "second.weights": (4, 4),
        "second.bias": (4,),
        "third.weights": (4, 1),
        "third.bias": (1,),
    }
    idea = (
        "self.first, self.second and self.third are Linear layers: 2 → hidden → hidden "
        "→ 1; super().__init__() comes first"
    )
    found = {name: p.value.shape for name, p in model.named_parameters()}
    equal("the parameters of Network(4, seed=1)", found, expected, idea)


def test_seeds() -> None:
    """Each layer begins with weights of its own."""
    model = Network(2, seed=7)
    idea = "the seeds are seed, seed + 1 and seed + 2"
    for i, (name, made) in enumerate(
        [("first", model.first), ("second", model.second), ("third", model.third)]
    ):
        one = Linear(*made.weights.value.shape, seed=7 + i)
        called = f"Network(2, seed=7).{name}.weights"
        check(called, made.weights.value, one.weights.value.numpy(), idea)


def known_network() -> Network:
    """A network with numbers that are known: a weight 0 where nothing is wanted."""
    model = Network(2, seed=1)
    numbers = {
        "first.weights": [[1.0, -1.0], [0.5, 2.0]],
        "first.bias": [0.0, 0.25],
        "second.weights": [[1.0, -2.0], [-1.5, 1.0]],
        "second.bias": [0.5, -0.5],
        "third.weights": [[1.0], [-2.0]],
        "third.bias": [-0.75],
    }
    for name, parameter in model.named_parameters():
        parameter.update(tensor(numbers[name]))
    return model


def forward_of(x: list[float], first: bool, second: bool, last: bool) -> float:
    """What comes before the sigmoid, with ReLU where it is wanted."""

    def relu(values: list[float], wanted: bool) -> list[float]:
        return [max(v, 0.0) if wanted else v for v in values]

    a, b = relu([x[0] + 0.5 * x[1], 2.0 * x[1] - x[0] + 0.25], first)
    c, d = relu([a - 1.5 * b + 0.5, b - 2.0 * a - 0.5], second)
    return relu([c - 2.0 * d - 0.75], last)[0]


def sigma(v: float) -> float:
    return 0.5 + 0.5 * math.tanh(v / 2)


INPUTS = [[1.0, 0.5], [-1.0, 1.0], [0.5, -2.0], [2.0, 0.0]]


def test_network() -> None:
    """The probabilities of a network with known numbers."""
    came = known_network()(tensor(INPUTS))
    scores = [forward_of(x, True, True, False) for x in INPUTS]
    expected = [sigma(v) for v in scores]
    known = [
        (scores, "a probability is the sigmoid of the last output"),
        ([[p] for p in expected], COLUMN),
        ([[v] for v in scores], "a probability is the sigmoid of the last output"),
    ]
    relu = "ReLU stands between the layers: behind the first and behind the second"
    for pattern in [(False, False, False), (True, False, False), (False, True, False)]:
        wrong = [sigma(forward_of(x, *pattern)) for x in INPUTS]
        known += [(wrong, relu), ([[p] for p in wrong], relu)]
    last = [sigma(forward_of(x, True, True, True)) for x in INPUTS]
    end = "no ReLU behind the last layer: probabilities below 0.5 would be lost"
    known += [(last, end), ([[p] for p in last], end)]
    called = f"the network with known numbers, for x = {INPUTS}"
    check(called, came, expected, "first, ReLU, second, ReLU, third, sigmoid", *known)


COLUMN = (
    "a row of shape (n,) is asked for, not a column (n, 1): with y of shape (n,) a "
    "column is broadcast to all n² pairs"
)


def test_network_of_one_point() -> None:
    """A single point gives a row with one probability."""
    came = known_network()(tensor(INPUTS[:1]))
    expected = [sigma(forward_of(INPUTS[0], True, True, False))]
    known = [([expected], COLUMN), (expected[0], "a row with one probability: (1,)")]
    idea = "first, ReLU, second, ReLU, third, sigmoid"
    check("the network, for one point", came, expected, idea, *known)


# loss


@given(
    st.lists(
        st.tuples(st.sampled_from([0.125, 0.25, 0.5, 0.75]), st.booleans()), min_size=1
    )
)
def test_loss(points: list[tuple[float, bool]]) -> None:
    """The mean of -log of the probability of what is right."""
    p, y = [p for p, _ in points], [float(one) for _, one in points]
    each = [-math.log(a if one else 1 - a) for a, one in points]
    other = [-math.log(1 - a if one else a) for a, one in points]
    ones = [-math.log(a) if one else 0.0 for a, one in points]
    every = [-math.log(a) for a in p]
    mean = sum(each) / len(each)
    known = [
        (sum(each), "the mean, not the sum: divide by the number of points"),
        (each, "the loss is one number, the mean over all points"),
        (-mean, "-log: a probability near 1 costs nothing, one near 0 costs much"),
        (sum(other) / len(each), "p is the probability that the class is 1, not 0"),
        (sum(ones) / len(each), "points of class 0 count, too, with 1 - p"),
        (sum(every) / len(each), "for a point of class 0 what is right is 1 - p"),
    ]
    came = loss(tensor(p), tensor(y))
    idea = "the mean of -log p where y is 1, and of -log(1 - p) where y is 0"
    check(f"loss(p, y) for p = {p}, y = {y}", came, mean, idea, *known)


def test_loss_passes_back() -> None:
    """From the loss, gradients reach the probabilities."""
    p = tensor([0.25, 0.75, 0.5], requires_grad=True)
    loss(p, tensor([1.0, 0.0, 1.0])).backward()
    called = "loss(p, y).backward(): p.grad"
    true(called, p.grad is not None, "an array", GRAPH)
    expected = [-1 / 0.25 / 3, 1 / 0.25 / 3, -1 / 0.5 / 3]
    idea = "the mean of -log p where y is 1, and of -log(1 - p) where y is 0"
    check(called, tensor(p.grad), expected, idea)


# train


class Slope(Module):
    """The smallest model: σ(w · x) with a single weight."""

    def __init__(self, w: float) -> None:
        super().__init__()
        self.w = Parameter(tensor([w]), "w")

    def forward(self, x: Tensor) -> Tensor:
        return (x * self.w.value).sum(1).sigmoid()


XS, YS = [1.0, -2.0, 0.5, 3.0], [1.0, 0.0, 0.0, 1.0]


def by_hand(rate: float, epochs: int, adds: float, sign: float) -> tuple[Any, float]:
    """The losses and the weight of Slope(0.5), by the formula of its derivative.

    Args:
        rate: the learning rate.
        epochs: how many.
        adds: how much of the last epoch's derivative is left: 0 is right.
        sign: which way the weight moves: -1 is right.
    """
    w, d, losses = 0.5, 0.0, []
    for _ in range(epochs):
        ps = [sigma(w * x) for x in XS]
        losses.append(-sum(math.log(p if y else 1 - p) for p, y in zip(ps, YS)) / 4)
        d = adds * d + sum((p - y) * x for p, y, x in zip(ps, YS, XS)) / 4
        w += sign * rate * d
    return losses, w


def trained(rate: float, epochs: int) -> tuple[Any, float]:
    """The losses and the weight of Slope(0.5) after training."""
    model = Slope(0.5)
    called = f"train(a model with one weight, x, y, rate={rate}, epochs={epochs})"
    leaf = (
        "after a step the new value must be a leaf again, which receives a gradient: "
        "SGD's step takes care of that, or parameter.update"
    )
    x, y = tensor([[v] for v in XS]), tensor(YS)
    run = partial(train, model, x, y, rate, epochs)
    history = tried(called, run, "a list of floats", leaf, TypeError)
    true(called, isinstance(history, list), "a list", "return the list of the losses")
    floats = "keep floats, as item() gives them: a tensor would keep its whole graph"
    kinds = sorted({type(value).__name__ for value in history})
    equal(f"{called}: the types in it", kinds, ["float"] * (epochs > 0), floats)
    each = "one loss for each epoch"
    equal(f"{called}: its length", len(history), epochs, each)
    return history, model.w.value.item()


def test_one_step() -> None:
    """One epoch is one step against the gradient."""
    (before,), w = trained(0.5, 1)
    (expected,), moved = by_hand(0.5, 1, 0.0, -1.0)
    _, upwards = by_hand(0.5, 1, 0.0, 1.0)
    called = "train(model, x, y, rate=0.5, epochs=1)"
    idea = "the loss of an epoch is the one before its step"
    close(f"{called}: the loss", before, expected, idea)
    idea = "a step is -rate times the gradient: SGD(model.parameters(), lr=rate)"
    if w == 0.5:
        idea = "nothing has moved: call step() after backward()"
    elif abs(w - upwards) < 1e-9:
        idea = "against the gradient, not along it"
    close(f"{called}: the weight, which was 0.5", w, moved, idea)


def test_several_steps() -> None:
    """Each epoch forgets the gradients of the last one."""
    history, w = trained(0.5, 4)
    losses, moved = by_hand(0.5, 4, 0.0, -1.0)
    wrong, _ = by_hand(0.5, 4, 1.0, -1.0)
    idea = "each epoch computes the loss anew, and steps once"
    if np.allclose(history, wrong, atol=1e-9):
        idea = "gradients add up: call zero_grad() before each backward"
    elif np.allclose(history, history[0], atol=1e-9):
        idea = (
            "the loss must be computed in every epoch anew, with the moved parameters"
        )
    called = "train(model, x, y, rate=0.5, epochs=4)"
    for epoch, (came, expected) in enumerate(zip(history, losses)):
        close(f"{called}: loss {epoch}", came, expected, idea)
    close(f"{called}: the weight", w, moved, idea)


def test_no_steps() -> None:
    """Without epochs nothing moves."""
    history, w = trained(0.5, 0)
    equal("train(…, epochs=0)", history, [], "no epoch, no loss")
    close("the weight after train(…, epochs=0)", w, 0.5, "no epoch, no step")


def test_going_on() -> None:
    """Training goes on where it stopped, whatever gradients were left."""
    model, x, y = Slope(0.5), tensor([[v] for v in XS]), tensor(YS)
    loss(model(x), y).backward()
    train(model, x, y, 0.5, 2)
    train(model, x, y, 0.5, 2)
    idea = "forget the gradients before each backward, also before the first one"
    came, expected = model.w.value.item(), by_hand(0.5, 4, 0.0, -1.0)[1]
    close("the weight after 2 epochs and 2 more", came, expected, idea)


def test_diag() -> None:
    """All together: the network learns fifty points."""
    points = datasets["Diag"](50, seed=1)
    x, y = tensor(points.X), tensor(points.y)
    model = Network(10, seed=5)
    history = train(model, x, y, rate=0.3, epochs=200)
    called = "train(Network(10, seed=5), 50 points of Diag, rate=0.3, epochs=200)"
    idea = "each part is right by itself: do they fit together?"
    true(
        f"{called}: {history[-1]:.4f} at last",
        history[-1] < 0.1,
        "a loss below 0.1",
        idea,
    )
    known = right(model, x, y)
    true(f"{called}: {known} right", known >= 48, "at least 48 of 50 right", idea)
