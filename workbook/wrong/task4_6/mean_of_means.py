"""Each text has its mean, and then there is a mean of those.

Told: divide once
"""


def loss(weights, texts):
    means = []
    for text in texts:
        inputs, targets = inputs_and_targets(text)
        pairs = zip(gpt(weights, inputs), targets)
        means.append(sum(-softmax(row)[t].log() for row, t in pairs) / len(targets))
    return sum(means) / len(means)
