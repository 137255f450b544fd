"""Code in the style of the public MiniTorch course runs as it is."""

import random
from typing import Any

import minitorch
from minitorch import operators
from minitorch.autodiff import Context, backpropagate, topological_sort
from minitorch.scalar import Scalar, ScalarFunction, ScalarHistory


def weight() -> minitorch.Scalar:
    return minitorch.Scalar(2 * (random.random() - 0.5))


class Linear(minitorch.Module):
    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__()
        # Lists that fill up later, with what add_parameter returns.
        self.weights: list[list[minitorch.Parameter]] = []
        self.bias: list[minitorch.Parameter] = []
        for j in range(n_out):
            names = [f"weight_{i}_{j}" for i in range(n_in)]
            self.weights.append([self.add_parameter(name, weight()) for name in names])
            self.bias.append(self.add_parameter(f"bias_{j}", weight()))

    def forward(self, inputs: Any) -> list[Any]:
        outputs = []
        for ws, b in zip(self.weights, self.bias, strict=True):
            out = 0
            for x, w in zip(inputs, ws, strict=True):
                out += x * w.value
            outputs.append(out + b.value)
        return outputs


class Network(minitorch.Module):
    def __init__(self, hidden_layers: int) -> None:
        super().__init__()
        self.layer1 = Linear(2, hidden_layers)
        self.layer2 = Linear(hidden_layers, hidden_layers)
        self.layer3 = Linear(hidden_layers, 1)

    def forward(self, x: Any) -> Any:
        middle = [h.relu() for h in self.layer1.forward(x)]
        end = [h.relu() for h in self.layer2.forward(middle)]
        return self.layer3.forward(end)[0].sigmoid()


def test_a_training_script() -> None:
    random.seed(0)
    data = minitorch.datasets["Diag"](20)
    model = Network(4)
    assert len(model.named_parameters()) == 12 + 20 + 5
    optim = minitorch.SGD(model.parameters(), 0.5)
    losses = []
    for _ in range(60):
        total_loss = 0.0
        optim.zero_grad()
        for i in range(data.N):
            x_1, x_2 = data.X[i]
            y = data.y[i]
            out = model.forward((minitorch.Scalar(x_1), minitorch.Scalar(x_2)))
            prob = out if y == 1 else -out + 1.0
            loss = -prob.log()
            (loss / data.N).backward()
            total_loss += loss.data
        losses.append(total_loss)
        optim.step()
    assert losses[-1] < 0.5 * losses[0]


class Shift(ScalarFunction):
    @staticmethod
    def forward(ctx: Context, x: float, y: float) -> float:
        return x + 3 * y - 7

    @staticmethod
    def backward(ctx: Context, d_output: float) -> tuple[float, float]:
        return d_output, 3 * d_output


class Area(ScalarFunction):
    @staticmethod
    def forward(ctx: Context, x: float, y: float) -> float:
        ctx.save_for_backward(x, y)
        return (x + 1) * y

    @staticmethod
    def backward(ctx: Context, d_output: float) -> tuple[float, float]:
        x, y = ctx.saved_values
        return d_output * y, d_output * (x + 1)


def test_the_chain_rule_by_hand() -> None:
    x = Scalar(4.0, ScalarHistory())
    constant = Scalar(0.0, None)
    out = Scalar(0.0, ScalarHistory(Shift, Context(), [constant, constant]))
    assert [v.is_constant() for v, _ in out.chain_rule(d_output=5)] == [True, True]

    context = Context()
    value = Area.forward(context, 2.0, 4.0)
    area = Scalar(value, ScalarHistory(Area, context, [constant, x]))
    pairs = list(area.chain_rule(d_output=5))
    assert len(pairs) == 2
    assert pairs[1][0] is x
    assert pairs[1][1] == 5 * 3


def test_backpropagation_by_hand() -> None:
    x = Scalar(1.0)
    y = Shift.apply(0, x)
    z = Shift.apply(y, Shift.apply(1, y))
    backpropagate(z, 5)
    assert x.derivative == 5 * (3 + 3 * 3 * 3)
    assert [v.is_leaf() for v in topological_sort(z)] == [False, False, False, True]


def test_the_operators_of_module_0() -> None:
    assert operators.map(operators.neg)([1.0, 2.0]) == [-1.0, -2.0]
    assert operators.zipWith(operators.add)([1.0], [2.0]) == [3.0]
    assert operators.reduce(operators.mul, 1.0)([2.0, 3.0]) == 6.0
    assert operators.is_close(operators.prod([2.0, 3.0]), 6.0)


class Inner(minitorch.Module):
    def __init__(self) -> None:
        super().__init__()
        self.scale = minitorch.Parameter(10)


class Outer(minitorch.Module):
    def __init__(self) -> None:
        super().__init__()
        self.size = 3
        self.shift = minitorch.Parameter(5)
        self.inner = Inner()


def test_modules_as_in_module_0() -> None:
    module = Outer()
    parameters = dict(module.named_parameters())
    assert parameters["shift"].value == 5
    assert parameters["inner.scale"].value == 10
    assert module.size == 3
    assert [m.training for m in module.modules()] == [True]
    module.eval()
    assert not module.inner.training
