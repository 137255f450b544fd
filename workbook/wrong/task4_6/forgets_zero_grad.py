"""Derivatives of all steps add up.

Told: with zero_grad
"""


def train(weights, texts, steps, rate):
    adam, losses = Adam(parameters_of(weights), lr=rate), []
    for _ in range(steps):
        result = loss(weights, texts)
        result.backward()
        adam.step()
        losses.append(result.data)
    return losses
