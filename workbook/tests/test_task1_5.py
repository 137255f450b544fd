"""The checks of task 1.5: a network of Scalars, its loss, and training."""

import math
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from minitorch import Module, Parameter, Scalar, datasets
from minitorch.data.points import PointSet
from project.scalar_network import Linear, Network, mean_loss, mistakes, train
from work.telling import close, equal, shown, sure


def near(a: float, b: float) -> bool:
    """Whether two numbers are the same but for rounding."""
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)


# Parameters

REGISTERED = (
    "a Scalar, or a list, is no parameter: self.add_parameter(name, Scalar(…)) makes "
    "one and remembers it by name, after super().__init__()"
)
SAME_START = (
    "each parameter draws a number of its own: units that begin alike get the same "
    "derivatives and stay alike for ever"
)


def check_parameters(called: str, model: Module, wanted: Sequence[str]) -> None:
    """Make sure that a model has the right parameters, with different first values."""
    named = dict(model.named_parameters())
    missing = [name for name in wanted if name not in named]
    more = [name for name in named if name not in wanted]
    sure(
        not missing and not more,
        f"{called}: the names of its parameters",
        f"{', '.join(missing) or 'none'} missing; {', '.join(more) or 'none'} too many",
        ", ".join(wanted),
        REGISTERED if not named else "the names say input and output, counted from 0",
    )
    for name, parameter in named.items():
        value = parameter.value
        sure(
            isinstance(value, Scalar) and value.is_leaf(),
            f"{called}: the value of {name}",
            shown(value),
            "a Scalar",
            "derivatives reach Scalars only, and not floats",
        )
        sure(
            -1.0 <= value.data <= 1.0,
            f"{called}: the value of {name}",
            shown(value.data),
            "a number from -1 to 1",
            "the first values are start.uniform(-1, 1)",
        )
    data = [parameter.value.data for parameter in named.values()]
    sure(
        len(set(data)) == len(data),
        f"{called}: the first values",
        shown([round(d, 3) for d in data]),
        "numbers that all differ",
        SAME_START,
    )


def test_parameters_of_a_layer() -> None:
    """Linear: its parameters, by name."""
    for in_size, out_size in ((2, 3), (3, 1)):
        weights = [f"weight_{i}_{j}" for i in range(in_size) for j in range(out_size)]
        check_parameters(
            f"Linear({in_size}, {out_size}, start)",
            Linear(in_size, out_size, random.Random(1)),
            weights + [f"bias_{j}" for j in range(out_size)],
        )


def test_start() -> None:
    """Linear: `start` alone decides about the first values."""
    first, same, other = (
        Linear(2, 2, random.Random(seed)).state_dict() for seed in (1, 1, 2)
    )
    idea = "draw from start, with start.uniform(-1, 1), and not from random itself"
    called = "Linear(2, 2, random.Random(1)), made twice: weight_0_0"
    equal(called, same["weight_0_0"], first["weight_0_0"], idea)
    sure(
        first != other,
        "Linear(2, 2, start) with random.Random(1) and with random.Random(2)",
        "the same numbers",
        "other numbers",
        idea,
    )
    numbers = Linear(6, 6, random.Random(1)).state_dict().values()
    sure(
        min(numbers) < 0.0 < max(numbers),
        "Linear(6, 6, start): the least and the largest number",
        f"{min(numbers):.3f} and {max(numbers):.3f}",
        "one below 0, one above",
        "the first values are start.uniform(-1, 1)",
    )


def test_new_values() -> None:
    """Linear.forward: uses the values that the parameters have now."""
    made = Linear(2, 1, random.Random(1))
    (before,) = numbers_of("Linear(2, 1, start).forward([4, -2])", made)
    made.load_state_dict({name: 2.0 * v for name, v in made.state_dict().items()})
    (after,) = numbers_of("Linear(2, 1, start).forward([4, -2])", made)
    close(
        "forward([4, -2]), after all parameters were doubled",
        after,
        2.0 * before,
        "a step puts a new Scalar into each parameter: ask for its value in forward, "
        "each time",
    )


def layer(in_size: int, out_size: int, numbers: Mapping[str, float]) -> Linear:
    """A layer with numbers of ours in its parameters."""
    made = Linear(in_size, out_size, random.Random(1))
    made.load_state_dict(numbers)
    return made


LAYER = {
    "weight_0_0": 2.0,
    "weight_1_0": -1.0,
    "bias_0": 0.5,
    "weight_0_1": 0.25,
    "weight_1_1": 3.0,
    "bias_1": -2.0,
}


def numbers_of(
    called: str, made: Linear, inputs: Sequence[Scalar | float] = (4.0, -2.0)
) -> list[float]:
    """What a layer gives, in plain numbers."""
    outputs = made.forward(list(inputs))
    sure(
        isinstance(outputs, list) and all(isinstance(v, Scalar) for v in outputs),
        called,
        shown(outputs),
        "a list of Scalars",
        "forward returns a list with a Scalar for each output, also if it is only one",
    )
    return [v.data for v in outputs]


def check_outputs(called: str, came: list[float], expected: Sequence[float]) -> None:
    """Make sure that a layer gives these numbers."""
    sure(
        len(came) == len(expected) and all(map(near, came, expected)),
        called,
        shown(came),
        shown(list(expected)),
        idea_of_outputs(came, expected),
    )


def idea_of_outputs(came: Sequence[float], expected: Sequence[float]) -> str:
    """Which mistake makes these numbers of LAYER's at (4, -2)."""
    known = {
        (10.0, -5.0): "the bias is missing: it is added to each output",
        (8.0, -12.0): "weight_i_j belongs to input i and output j",
        (10.5, 0.0): "ReLU belongs to the network, after the hidden layer",
        (11.0, -9.0): "the bias is added once to each output, and not for each input",
    }
    for numbers, idea in known.items():
        if len(came) == len(numbers) and all(map(near, came, numbers)):
            return idea
    return "output_j = input_0 · weight_0_j + input_1 · weight_1_j + … + bias_j"


def test_outputs_of_a_layer() -> None:
    """Linear.forward: a sum of weighted inputs and a bias for each output."""
    made = layer(2, 2, LAYER)
    called = "weights [[2, 0.25], [-1, 3]], biases [0.5, -2]; forward([4, -2])"
    check_outputs(called, numbers_of(called, made), [10.5, -7.0])
    called += " with Scalars"
    came = numbers_of(called, made, [Scalar(4.0), Scalar(-2.0)])
    check_outputs(called, came, [10.5, -7.0])
    called = "weights [[1], [2], [3]], bias [4]; forward([1, 1, 2])"
    numbers = {"weight_0_0": 1.0, "weight_1_0": 2.0, "weight_2_0": 3.0, "bias_0": 4.0}
    came = numbers_of(called, layer(3, 1, numbers), [1.0, 1.0, 2.0])
    check_outputs(called, came, [13.0])


def test_derivatives_of_a_layer() -> None:
    """Linear.forward: derivatives reach weights and inputs."""
    made, x = layer(2, 2, LAYER), Scalar(4.0, name="x")
    (made.forward([x, -2.0])[1] * 1.0).backward()
    named = dict(made.named_parameters())
    idea = "compute with the Scalars themselves, and not with their data"
    for name, expected in {
        "weight_0_1": 4.0,
        "weight_1_1": -2.0,
        "bias_1": 1.0,
    }.items():
        close(
            f"forward([4, -2])[1].backward(): the derivative of {name}",
            named[name].value.derivative,
            expected,
            idea,
        )
    close("forward([x, -2])[1].backward(): x.derivative", x.derivative, 0.25, idea)


# The network


def test_parameters_of_a_network() -> None:
    """Network: the layers `hidden` and `out`."""
    for units in (1, 3):
        names = [f"hidden.weight_{i}_{j}" for i in (0, 1) for j in range(units)]
        names += [f"hidden.bias_{j}" for j in range(units)]
        names += [f"out.weight_{j}_0" for j in range(units)] + ["out.bias_0"]
        called = f"Network({units}, start)"
        check_parameters(called, Network(units, random.Random(3)), names)


NETWORK = {
    "hidden.weight_0_0": 1.0,
    "hidden.weight_1_0": 2.0,
    "hidden.bias_0": 0.5,
    "hidden.weight_0_1": -3.0,
    "hidden.weight_1_1": 1.0,
    "hidden.bias_1": -1.0,
    "out.weight_0_0": -2.0,
    "out.weight_1_0": 4.0,
    "out.bias_0": 1.0,
}


def network(numbers: Mapping[str, float]) -> Network:
    """A network with numbers of ours in its parameters."""
    made = Network(sum("hidden.bias" in name for name in numbers), random.Random(1))
    made.load_state_dict(numbers)
    return made


def logistic(m: float) -> float:
    """σ(m) in plain numbers."""
    return 1 / (1 + math.exp(-m))


def test_outputs_of_a_network() -> None:
    """Network.forward: ReLU after the hidden layer, nothing after the last."""
    made = network(NETWORK)
    # By hand at (1, 0): hidden 1.5 and -4, so ReLU gives 1.5 and 0; then -2 · 1.5 + 1.
    for (x1, x2), straight, m in (
        ((1.0, 0.0), -18.0, -2.0),
        ((-1.0, 0.0), 10.0, 9.0),
        ((-1.0, 1.0), 10.0, 10.0),
    ):
        came = made.forward(x1, x2)
        called = f"a network with two hidden units; forward({x1:g}, {x2:g})"
        kind = "forward returns one Scalar: the only output of the last layer"
        sure(isinstance(came, Scalar), called, shown(came), shown(Scalar(m)), kind)
        close(
            called,
            came.data,
            m,
            known(
                came.data,
                {
                    straight: "ReLU is missing: two layers without it are one",
                    max(
                        m, 0.0
                    ): "ReLU stands between the layers only: m may be negative",
                    logistic(
                        m
                    ): "no σ here: it is in the loss, and would be taken twice",
                    logistic(
                        straight
                    ): "ReLU belongs after the hidden layer, and σ into the loss",
                },
                "hidden layer, ReLU of each number, layer out",
            ),
        )


def known(came: float, ideas: Mapping[float, str], otherwise: str) -> str:
    """The idea that is missing where a wrong number is known, or another one."""
    found = [idea for wrong, idea in ideas.items() if near(came, wrong)]
    return (found or [otherwise])[0]


# The loss


class Slope(Module):
    """A model of one parameter: m = w · x1 + x2."""

    def __init__(self, w: float) -> None:
        super().__init__()
        self.w = Parameter(Scalar(w))

    def forward(self, x1: float, x2: float) -> Scalar:
        return self.w.value * x1 + x2


def loss(m: float, y: int) -> float:
    """The loss of a point in plain numbers."""
    return math.log1p(math.exp(-m if y else m))


TOWARDS = "-log σ(m) for class 1 and -log σ(-m) for class 0: a point on the right side "
TOWARDS += "costs little"


def test_loss_of_one_point() -> None:
    """mean_loss: a point of class 1, and one of class 0."""
    for y in (1, 0):
        came = mean_loss(Slope(2.0), PointSet([(1.0, 0.0)], [y]))
        called = f"mean_loss of a point of class {y} with m = 2"
        sure(
            isinstance(came, Scalar),
            called,
            shown(came),
            "a Scalar",
            "the loss is a Scalar, since it is what backward begins with",
        )
        ideas = {
            loss(2.0, 1 - y): TOWARDS,
            -loss(2.0, y): "the loss has a minus: it is 0 or more",
            -math.log(logistic(logistic(2.0))): "σ is taken once",
            -math.log(logistic(-logistic(2.0))): "σ is taken once",
            logistic(2.0 if y else -2.0): "the loss is -log of the probability",
        }
        close(called, came.data, loss(2.0, y), known(came.data, ideas, TOWARDS))


POINTS = PointSet([(1.0, 0.0), (-1.0, 0.5), (0.5, -2.0), (2.0, 1.0)], [1, 0, 0, 1])


def test_loss_of_some_points() -> None:
    """mean_loss: the mean over all points."""
    each = [
        loss(2.0 * x1 + x2, y) for (x1, x2), y in zip(POINTS.X, POINTS.y, strict=True)
    ]
    ideas = {
        sum(each): "the mean is the sum divided by the number of points",
        each[0]: "all points count, and not only the first",
        each[-1]: "all points count, and not only the last",
        each[0] / 4: "all points count, and not only the first",
        each[-1] / 4: "the points' losses are added up",
    }
    came = mean_loss(Slope(2.0), POINTS).data
    idea = known(came, ideas, TOWARDS)
    close("mean_loss of four points", came, sum(each) / 4, idea)


def test_derivative_of_the_loss() -> None:
    """mean_loss: its derivative reaches the parameters."""
    model = Slope(2.0)
    mean_loss(model, POINTS).backward()
    close(
        "mean_loss(model, points).backward(): the derivative of the only parameter",
        model.w.value.derivative,
        measured(lambda w: mean_loss(Slope(w), POINTS).data, 2.0),
        "the loss is computed from Scalars all the way",
        tolerance=1e-4,
    )


def measured(f: Callable[[float], float], x: float, e: float = 1e-5) -> float:
    """A derivative from two nearby values."""
    return (f(x + e) - f(x - e)) / (2 * e)


# Training


def test_one_step() -> None:
    """train: one epoch is one step for all points, against the derivative."""
    slope = measured(lambda w: mean_loss(Slope(w), POINTS).data, 2.0)
    first = measured(lambda w: mean_loss(Slope(w), some(POINTS, [0])).data, 2.0)
    last = measured(lambda w: mean_loss(Slope(w), some(POINTS, [3])).data, 2.0)
    model = Slope(2.0)
    losses = train(model, POINTS, 1, 0.5)
    came = model.w.value.data
    ideas = {
        2.0: "nothing has moved: backward, and then a step of all parameters",
        2.0 + 0.5 * slope: "a step goes against the derivative: p - lr · ∂loss/∂p",
        2.0 - slope: "the step is lr times the derivative",
        2.0 - 0.5 * first: "one point alone does not say where to go: the loss is that "
        "of all points",
        2.0 - 0.5 * last: "one point alone does not say where to go: the loss is that "
        "of all points",
        2.0 - 2.0 * slope: "the loss is the mean, and not the sum",
    }
    found = [idea for wrong, idea in ideas.items() if abs(came - wrong) < 1e-5]
    close(
        "train(model, points, epochs=1, lr=0.5) from a parameter of 2",
        came,
        2.0 - 0.5 * slope,
        (found or ["there is one step in an epoch, after the loss of all points"])[0],
        tolerance=1e-5,
    )
    check_losses(losses, [mean_loss(Slope(2.0), POINTS).data])


def some(points: PointSet, which: Sequence[int]) -> PointSet:
    """A few of the points."""
    return PointSet([points.X[i] for i in which], [points.y[i] for i in which])


def check_losses(losses: Any, expected: Sequence[float]) -> None:
    """Make sure that training returns the losses, an entry for each epoch."""
    called = f"train(model, points, {len(expected)}, lr=0.5)"
    sure(
        isinstance(losses, list) and all(type(d) is float for d in losses),
        called,
        shown(losses),
        "a list of floats",
        "train returns the loss of each epoch as a float: loss.data",
    )
    equal(
        called + ": how many losses", len(losses), len(expected), "one for each epoch"
    )
    sure(
        all(map(near, losses, expected)),
        called,
        shown(losses),
        shown(list(expected)),
        "the loss of an epoch is the one before its step",
    )


def test_several_steps() -> None:
    """train: each epoch goes on from where the last one has led."""
    model, same = Slope(2.0), Slope(2.0)
    losses = train(model, POINTS, 4, 0.5)
    expected = [train(same, POINTS, 1, 0.5)[0] for _ in range(4)]
    close(
        "train(model, points, epochs=4, lr=0.5): the parameter",
        model.w.value.data,
        same.w.value.data,
        "compute loss and derivatives anew in each epoch, from the parameters' values "
        "then: after a step there is another Scalar in each",
    )
    check_losses(losses, expected)


def test_derivatives_from_before() -> None:
    """train: derivatives that are there from before are forgotten."""
    model, fresh = Slope(2.0), Slope(2.0)
    mean_loss(model, POINTS).backward()
    train(model, POINTS, 1, 0.5)
    train(fresh, POINTS, 1, 0.5)
    close(
        "mean_loss(…).backward(), then train(model, points, 1, 0.5): the parameter",
        model.w.value.data,
        fresh.w.value.data,
        "derivatives add up: forget those from before, with zero_grad, at the start of "
        "each epoch",
    )


def test_all_parameters_move() -> None:
    """train: every parameter moves by lr times its derivative."""
    points = datasets["Simple"](6)
    numbers = {name: 0.3 * value for name, value in NETWORK.items()}
    model = network(numbers)
    train(model, points, 1, 0.5)
    now = model.state_dict()
    for name in numbers:

        def loss_with(value: float, name: str = name) -> float:
            return mean_loss(network({**numbers, name: value}), points).data

        close(
            f"train(network, points, epochs=1, lr=0.5): {name}",
            now[name],
            numbers[name] - 0.5 * measured(loss_with, numbers[name]),
            "each parameter p becomes p - lr · ∂loss/∂p, in both layers",
            tolerance=1e-4,
        )


def trained(name: str, units: int, seed: int) -> None:
    """Train a network from a start of ours, and count its mistakes."""
    pick = random.Random(seed)
    numbers = {}
    for j in range(units):
        for place in (f"weight_0_{j}", f"weight_1_{j}", f"bias_{j}"):
            numbers[f"hidden.{place}"] = pick.uniform(-1, 1)
    for place in [*(f"weight_{j}_0" for j in range(units)), "bias_0"]:
        numbers[f"out.{place}"] = pick.uniform(-1, 1)
    points, model = datasets[name](20), network(numbers)
    losses = train(model, points, 100, 1.0)
    called = f'100 epochs on 20 points of "{name}" with {units} hidden units'
    sure(
        losses[-1] < 0.75 * losses[0],
        f"{called}: the loss",
        f"{losses[0]:.3f} at first, {losses[-1]:.3f} at last",
        "clearly less at last",
        "each epoch: forget derivatives, loss, backward, step",
    )
    wrong = mistakes(model, points)
    sure(wrong <= 2, f"{called}: how many are wrong", str(wrong), "2 at most")


def test_simple() -> None:
    """A network learns "Simple", two halves."""
    trained("Simple", 2, 0)


def test_xor() -> None:
    """A network learns "Xor", which no line splits."""
    trained("Xor", 6, 2)
