"""Each step has a new Adam, which remembers nothing.

Told: Adam is made once
"""


def train(weights, texts, steps, rate):
    losses = []
    for _ in range(steps):
        adam = Adam(parameters_of(weights), lr=rate)
        adam.zero_grad()
        result = loss(weights, texts)
        result.backward()
        adam.step()
        losses.append(result.data)
    return losses
