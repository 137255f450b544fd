"""Tensor code in the style of the public MiniTorch course runs."""

from typing import Any

import minitorch
from minitorch.storage.indexing import (
    broadcast_index,
    index_to_position,
    shape_broadcast,
    strides_from_shape,
    to_index,
)


def random_parameter(*shape: int) -> minitorch.Parameter:
    return minitorch.Parameter(2 * (minitorch.rand(shape, seed=sum(shape)) - 0.5))


class Linear(minitorch.Module):
    def __init__(self, in_size: int, out_size: int) -> None:
        super().__init__()
        self.weights = random_parameter(in_size, out_size)
        self.bias = random_parameter(out_size)
        self.out_size = out_size

    def forward(self, x: Any) -> Any:
        batch, in_size = x.shape
        weights = self.weights.value.view(1, in_size, self.out_size)
        sums = (weights * x.view(batch, in_size, 1)).sum(1)
        return sums.view(batch, self.out_size) + self.bias.value.view(self.out_size)


class Network(minitorch.Module):
    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.layer1 = Linear(2, hidden)
        self.layer2 = Linear(hidden, hidden)
        self.layer3 = Linear(hidden, 1)

    def forward(self, x: Any) -> Any:
        x = self.layer1.forward(x).relu()
        x = self.layer2.forward(x).relu()
        return self.layer3.forward(x).sigmoid()


def test_a_training_script() -> None:
    data = minitorch.datasets["Diag"](50)
    model = Network(5)
    optim = minitorch.SGD(model.parameters(), 0.5)
    x, y = minitorch.tensor(data.X), minitorch.tensor(data.y)
    losses = []
    for _ in range(300):
        optim.zero_grad()
        out = model.forward(x).view(data.N)
        prob = (out * y) + (out - 1.0) * (y - 1.0)
        loss = -prob.log()
        (loss / data.N).sum().view(1).backward()
        losses.append(loss.sum().view(1)[0].item())
        optim.step()
    assert losses[-1] < 0.5 * losses[0]
    right = int(((out.detach() > 0.5) == y).sum().item())
    assert right >= 0.9 * data.N


def test_positions_and_indices() -> None:
    assert strides_from_shape((2, 3)) == (3, 1)
    assert index_to_position((1, 2), (3, 1)) == 5
    assert to_index(5, (2, 3)) == (1, 2)
    assert shape_broadcast((2, 3, 1), (7, 2, 3, 5)) == (7, 2, 3, 5)
    assert broadcast_index((1, 2), (2, 3), (3,)) == (2,)


def test_tensor_data() -> None:
    data = minitorch.TensorData([0.0] * 6, (2, 3))
    data.set((1, 2), 5.0)
    assert data.get((1, 2)) == 5.0
    assert data.permute(1, 0).shape == (3, 2)
    assert len(list(data.indices())) == data.size == 6
    assert data.is_contiguous()
