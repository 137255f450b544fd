"""Each step sees one text, and not all of them.

Told: loss of all texts
"""


def train(weights, texts, steps, rate):
    adam, losses = Adam(parameters_of(weights), lr=rate), []
    for step in range(steps):
        adam.zero_grad()
        result = loss(weights, [texts[step % len(texts)]])
        result.backward()
        adam.step()
        losses.append(result.data)
    return losses
