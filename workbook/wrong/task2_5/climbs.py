"""Parameters move along the gradient, and the loss grows.

Told: against the gradient, not along it
"""


def train(model, x, y, rate, epochs):
    history = []
    for _ in range(epochs):
        for parameter in model.parameters():
            parameter.value.zero_grad_()
        error = loss(model(x), y)
        error.backward()
        for parameter in model.parameters():
            parameter.update(tensor(parameter.value.data + rate * parameter.value.grad))
        history.append(error.item())
    return history
