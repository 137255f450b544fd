"""A polynomial is fitted to the sine: by hand, with autograd, and with nn and optim."""

import math

import minitorch as torch

x = torch.linspace(-math.pi, math.pi, 200)
y = torch.sin(x)

# Derivatives on paper.
torch.manual_seed(0)
a, b, c, d = (torch.randn(()) for _ in range(4))
learning_rate = 1e-5
by_hand = []
for t in range(500):
    y_pred = a + b * x + c * x**2 + d * x**3
    loss = (y_pred - y).pow(2).sum().item()
    by_hand.append(loss)

    grad_y_pred = 2.0 * (y_pred - y)
    grad_a = grad_y_pred.sum()
    grad_b = (grad_y_pred * x).sum()
    grad_c = (grad_y_pred * x**2).sum()
    grad_d = (grad_y_pred * x**3).sum()
    a -= learning_rate * grad_a
    b -= learning_rate * grad_b
    c -= learning_rate * grad_c
    d -= learning_rate * grad_d
print(f"y = {a:.3f} + {b:.3f} x + {c:.3f} x^2 + {d:.3f} x^3")

# Derivatives by the engine.
torch.manual_seed(0)
a = torch.randn((), requires_grad=True)
b = torch.randn((), requires_grad=True)
c = torch.randn((), requires_grad=True)
d = torch.randn((), requires_grad=True)
with_autograd = []
for t in range(500):
    y_pred = a + b * x + c * x**2 + d * x**3
    loss = (y_pred - y).pow(2).sum()
    with_autograd.append(loss.item())
    loss.backward()

    with torch.no_grad():
        a -= learning_rate * a.grad
        b -= learning_rate * b.grad
        c -= learning_rate * c.grad
        d -= learning_rate * d.grad

        a.grad = None
        b.grad = None
        c.grad = None
        d.grad = None
print(f"y = {a:.3f} + {b:.3f} x + {c:.3f} x^2 + {d:.3f} x^3")

# A model, a loss and an optimiser.
p = torch.tensor([1, 2, 3])
xx = x.unsqueeze(-1).pow(p)  # (200, 3)
model = torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Flatten(0, 1))
loss_fn = torch.nn.MSELoss(reduction="sum")
optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-2)
with_optim = []
for t in range(300):
    y_pred = model(xx)
    loss = loss_fn(y_pred, y)
    with_optim.append(loss.item())
    if t % 100 == 99:
        print(t, loss.item())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
linear = model[0]
print(
    f"y = {linear.bias.item():.3f} + {linear.weight[:, 0].item():.3f} x + "
    f"{linear.weight[:, 1].item():.3f} x^2 + {linear.weight[:, 2].item():.3f} x^3"
)
