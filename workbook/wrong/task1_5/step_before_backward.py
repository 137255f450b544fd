"""The step comes before `backward`, when no parameter has a derivative yet.

Told: nothing has moved
"""


def train(model, points, epochs, lr):
    optimiser = SGD(model.parameters(), lr=lr)
    losses = []
    for epoch in range(epochs):
        optimiser.zero_grad()
        loss = mean_loss(model, points)
        optimiser.step()
        loss.backward()
        losses.append(loss.data)
    return losses
