"""A network of tensors, and how it is trained: ``python -m project.tensor_network``.

All points go through the network at once: x has a row for each of them.

>>> from minitorch import tensor
>>> layer = Linear(2, 3, seed=1)
>>> layer(tensor([[0.0, 0.0], [1.0, 2.0]])).shape
(2, 3)
"""

from minitorch import SGD, Module, Parameter, Tensor, datasets, rand, tensor, zeros


class Linear(Module):
    """A layer: each output is a weighted sum of the inputs, and a bias.

    Args:
        inputs: how many numbers come in for each point.
        outputs: how many go out.
        seed: of the weights, which are drawn evenly from -1 to 1; biases begin at 0.

    Attributes:
        weights: a Parameter of shape (inputs, outputs).
        bias: a Parameter of shape (outputs,).
    """

    def __init__(self, inputs: int, outputs: int, seed: int) -> None:
        super().__init__()
        self.weights = Parameter(rand(inputs, outputs, seed=seed) * 2 - 1, "weights")
        self.bias = Parameter(zeros(outputs), "bias")

    def forward(self, x: Tensor) -> Tensor:
        """Return yᵢⱼ = Σₖ xᵢₖ · wₖⱼ + bⱼ, for each point i and each output j.

        Args:
            x: shape (n, inputs).

        Returns:
            Shape (n, outputs).
        """
        y: Tensor = x @ self.weights.value + self.bias.value
        return y


class Network(Module):
    """Three layers, with ReLU between them and a sigmoid behind the last one.

    Args:
        hidden: how many outputs the first layer has, and the second.
        seed: of the first layer; the second has seed + 1, the third seed + 2.

    Attributes:
        first: the Linear from 2 inputs to the hidden outputs.
        second: the Linear from these to as many.
        third: the Linear from these to a single output.
    """

    def __init__(self, hidden: int, seed: int) -> None:
        """Make the three layers, as described above."""
        super().__init__()
        self.first = Linear(2, hidden, seed)
        self.second = Linear(hidden, hidden, seed + 1)
        self.third = Linear(hidden, 1, seed + 2)

    def forward(self, x: Tensor) -> Tensor:
        """Return for each point the probability that its class is 1.

        Args:
            x: shape (n, 2).

        Returns:
            Shape (n,): a row of probabilities, not a column.
        """
        h = self.first(x).relu()
        h = self.second(h).relu()
        p: Tensor = self.third(h).sigmoid().reshape(-1)
        return p


def loss(p: Tensor, y: Tensor) -> Tensor:
    """Return the mean of -log of the probability of what is right.

    For a point of class 1 that probability is p, for one of class 0 it is 1 - p.

    Args:
        p: the probabilities that the class is 1; shape (n,).
        y: the classes, 1.0 or 0.0; shape (n,), a constant.

    Returns:
        A tensor of shape (), from which backward can start.

    >>> loss(tensor([0.5, 0.5]), tensor([1.0, 0.0]))
    tensor(0.6931)
    """
    of_right = y * p + (1 - y) * (1 - p)
    return -of_right.log().mean()


def train(model: Module, x: Tensor, y: Tensor, rate: float, epochs: int) -> list[float]:
    """Move the parameters of a model against the gradients of its loss.

    An epoch is one step with all points at once: first forget the gradients that are
    there, whoever left them; then compute the loss, go backward, and let an optimiser,
    SGD with this rate, move the parameters.

    Args:
        model: makes probabilities of shape (n,) of x.
        x: the points, a row for each.
        y: their classes, shape (n,).
        rate: the learning rate.
        epochs: how many steps; with 0 nothing moves.

    Returns:
        For each epoch the loss before its step, as a float.
    """
    optimiser = SGD(model.parameters(), lr=rate)
    history = []
    for _ in range(epochs):
        optimiser.zero_grad()
        error = loss(model(x), y)
        error.backward()
        optimiser.step()
        history.append(error.item())
    return history


def right(model: Module, x: Tensor, y: Tensor) -> int:
    """Return for how many points the more probable class is the right one."""
    return int(((model(x) > 0.5) == y).sum().item())


def main() -> None:
    """Train on four data sets and print how it goes."""
    for name in ("Simple", "Diag", "Split", "Xor"):
        points = datasets[name](50, seed=1)
        x, y = tensor(points.X), tensor(points.y)
        model = Network(hidden=10, seed=5)
        print(name)
        for epoch in range(0, 500, 100):
            history = train(model, x, y, rate=0.3, epochs=100)
            found = f"{right(model, x, y)} of {points.N} right"
            print(f"  epoch {epoch + 100}: loss {history[-1]:.4f}, {found}")


if __name__ == "__main__":
    main()
