"""Two half moons told apart by a network of single numbers, as with micrograd."""

import math
import random

from minitorch import Scalar as Value


class Module:
    def zero_grad(self):
        for p in self.parameters():
            p.grad = 0

    def parameters(self):
        return []


class Neuron(Module):
    def __init__(self, nin, nonlin=True):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0)
        self.nonlin = nonlin

    def __call__(self, x):
        act = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return act.relu() if self.nonlin else act

    def parameters(self):
        return [*self.w, self.b]


class Layer(Module):
    def __init__(self, nin, nout, **kwargs):
        self.neurons = [Neuron(nin, **kwargs) for _ in range(nout)]

    def __call__(self, x):
        out = [n(x) for n in self.neurons]
        return out[0] if len(out) == 1 else out

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]


class MLP(Module):
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        last = len(nouts) - 1
        self.layers = [
            Layer(sizes[i], sizes[i + 1], nonlin=i != last) for i in range(len(nouts))
        ]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]


def make_moons(n, noise):
    X, y = [], []
    for i in range(n):
        angle = random.uniform(0, math.pi)
        if i % 2:
            point, label = (1 - math.cos(angle), 0.5 - math.sin(angle)), -1
        else:
            point, label = (math.cos(angle), math.sin(angle)), 1
        X.append([c + random.gauss(0, noise) for c in point])
        y.append(label)
    return X, y


random.seed(1337)
X, y = make_moons(n=40, noise=0.1)
model = MLP(2, [8, 8, 1])
print(f"{len(model.parameters())} parameters")


def loss():
    inputs = [list(map(Value, row)) for row in X]
    scores = list(map(model, inputs))
    # The hinge: no loss once a score is beyond 1 on the right side.
    hinges = [(1 + -yi * score).relu() for yi, score in zip(y, scores)]
    data_loss = sum(hinges) * (1.0 / len(hinges))
    reg_loss = 1e-4 * sum(p * p for p in model.parameters())
    right = [(yi > 0) == (score.data > 0) for yi, score in zip(y, scores)]
    return data_loss + reg_loss, sum(right) / len(right)


steps, losses = 30, []
for k in range(steps):
    total_loss, accuracy = loss()
    model.zero_grad()
    total_loss.backward()
    learning_rate = 1.0 - 0.9 * k / steps
    for p in model.parameters():
        p.data -= learning_rate * p.grad
    losses.append(total_loss.data)
    if k % 10 == 9:
        print(f"step {k} loss {total_loss.data:.4f}, accuracy {accuracy * 100:.0f}%")
