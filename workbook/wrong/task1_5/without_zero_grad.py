"""Derivatives are never forgotten, so those from before the training are in the first step.

Told: forget those from before
"""


def train(model, points, epochs, lr):
    optimiser = SGD(model.parameters(), lr=lr)
    losses = []
    for epoch in range(epochs):
        loss = mean_loss(model, points)
        loss.backward()
        optimiser.step()
        losses.append(loss.data)
    return losses
