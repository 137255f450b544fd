"""The regression of the page and lecture in PyTorch; a test compares its numbers."""

import torch

numbers = "0.27 0.30 0.38 0.36 0.39 0.42 0.45 0.40 0.45 0.54 0.57 0.60 0.60 "
numbers += "0.66 0.69 0.72 0.75 0.78 0.81 0.84 0.87 0.90 0.93 0.96 0.99"
x = torch.arange(1, 26) / 10
y = torch.tensor([float(number) for number in numbers.split()])

w = torch.tensor(0.39779, requires_grad=True)
b = torch.tensor(0.23177, requires_grad=True)
optimiser = torch.optim.SGD([w, b], lr=0.01)
for epoch in range(1, 1001):
    optimiser.zero_grad()
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward()
    optimiser.step()
    if epoch in (1, 2, 3, 10, 100, 1000):
        print(f"epoch {epoch:4}  loss {loss.item():8.3g}  ", end="")
        print(f"params {w.item():.4f} {b.item():.4f}  ", end="")
        print(f"grad {w.grad:7.4f} {b.grad:7.4f}")
