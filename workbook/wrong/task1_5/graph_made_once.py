"""The loss is computed once, before the loop, and its old graph is used in every epoch.

Told: anew in each epoch
"""


def train(model, points, epochs, lr):
    optimiser = SGD(model.parameters(), lr=lr)
    loss = mean_loss(model, points)
    losses = []
    for epoch in range(epochs):
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.data)
    return losses
