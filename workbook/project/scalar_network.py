"""A network of Scalars that learns to tell two classes of points apart.

`python -m project.scalar_network` trains it and prints how that goes.
"""

import random
from collections.abc import Sequence

from minitorch import SGD, Module, Scalar, datasets
from minitorch.data.points import PointSet


class Linear(Module):
    """A layer: each output is a sum of all inputs, each times a weight, and a bias.

        output_j = input_0 · weight_0_j + input_1 · weight_1_j + … + bias_j

    Its parameters are called ``weight_i_j``, for input i and output j, and ``bias_j``,
    all counted from 0. Each begins with a Scalar of its own number
    ``start.uniform(-1, 1)``; in which order they are drawn is free.

    Args:
        in_size: how many inputs it takes.
        out_size: how many outputs it gives.
        start: where the first values of the parameters come from.
    """

    def __init__(self, in_size: int, out_size: int, start: random.Random) -> None:
        """Add the parameters; ``self.add_parameter(name, value)`` does it by name."""
        super().__init__()
        self.in_size, self.out_size = in_size, out_size
        for j in range(out_size):
            for i in range(in_size):
                self.add_parameter(f"weight_{i}_{j}", Scalar(start.uniform(-1, 1)))
            self.add_parameter(f"bias_{j}", Scalar(start.uniform(-1, 1)))

    def forward(self, inputs: Sequence[Scalar | float]) -> list[Scalar]:
        """Return the outputs, a Scalar each, computed from the parameters' values now.

        Args:
            inputs: in_size numbers or Scalars.
        """
        named = {name: p.value for name, p in self.named_parameters()}
        outputs = []
        for j in range(self.out_size):
            total = named[f"bias_{j}"]
            for i, x in enumerate(inputs):
                total = total + x * named[f"weight_{i}_{j}"]
            outputs.append(total)
        return outputs


class Network(Module):
    """Two layers: ``hidden``, from a point to some units, and ``out``, to one number.

    Args:
        units: how many hidden units there are.
        start: where the first values of the parameters come from.
    """

    def __init__(self, units: int, start: random.Random) -> None:
        """Add the layers ``hidden`` and ``out``, both of the class Linear."""
        super().__init__()
        self.hidden = Linear(2, units, start)
        self.out = Linear(units, 1, start)

    def forward(self, x1: float, x2: float) -> Scalar:
        """Return m, which is positive where the point is taken to be of class 1.

        What the hidden layer gives passes through ReLU, each number by itself, and then
        through ``out``. After that comes nothing more: σ belongs to the loss.
        """
        hidden = [unit.relu() for unit in self.hidden([x1, x2])]
        return self.out(hidden)[0]


def mean_loss(model: Module, points: PointSet) -> Scalar:
    """Return the mean over all points of -log σ(m) for class 1, -log σ(-m) for class 0.

    Args:
        model: for each point (x1, x2), ``model(x1, x2)`` is its m.
        points: ``points.X`` are the pairs (x1, x2), ``points.y`` their classes, 0 or 1;
            there are ``points.N`` of them.
    """
    total = Scalar(0.0, back=None)
    for (x1, x2), y in zip(points.X, points.y):
        m = model(x1, x2)
        total = total - (m if y == 1 else -m).sigmoid().log()
    return total / points.N


def train(model: Module, points: PointSet, epochs: int, lr: float) -> list[float]:
    """Move the parameters of a model against the derivatives of its mean loss.

    In each epoch there is one step for all points together: every parameter moves from
    p to p - lr · ∂loss/∂p. Derivatives that are there from before are forgotten first.
    ``SGD(parameters, lr=lr)`` has ``zero_grad()`` and ``step()``.

    Args:
        model: whose parameters to move.
        points: what it is to learn.
        epochs: how many steps.
        lr: the learning rate.

    Returns:
        The loss in each epoch, as a float, before its step.
    """
    optimiser = SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        optimiser.zero_grad()
        loss = mean_loss(model, points)
        loss.backward()
        optimiser.step()
        losses.append(loss.data)
    return losses


# Given


def mistakes(model: Module, points: PointSet) -> int:
    """Return how many points a model takes to be of the other class."""
    called = [int(model(x1, x2).data > 0) for x1, x2 in points.X]
    return sum(a != b for a, b in zip(called, points.y, strict=True))


def main(name: str = "Xor", number: int = 20, units: int = 6, seed: int = 2) -> Network:
    """Train a network on one of the data sets, print how it goes, and return it."""
    points = datasets[name](number)
    model = Network(units, random.Random(seed))
    print(f"{name}: {number} points, {len(model.parameters())} parameters")
    print("epoch    loss  wrong")
    for epoch in range(0, 300, 25):
        wrong = mistakes(model, points)
        print(f"{epoch:5} {train(model, points, 25, lr=1.0)[0]:7.4f} {wrong:6}")
    print(f"  300 {mean_loss(model, points).data:7.4f} {mistakes(model, points):6}")
    return model


if __name__ == "__main__":
    main()
