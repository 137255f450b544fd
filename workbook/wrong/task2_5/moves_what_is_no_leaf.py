"""The new value of a parameter is computed, so it is no leaf and receives no gradient.

Told: must be a leaf again
"""


def train(model, x, y, rate, epochs):
    history = []
    for _ in range(epochs):
        error = loss(model(x), y)
        error.backward()
        for parameter in model.parameters():
            parameter.value = parameter.value - rate * parameter.value.grad
        history.append(error.item())
    return history
