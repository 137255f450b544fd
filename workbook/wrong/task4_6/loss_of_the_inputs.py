"""The loss asks for the share of the token that was read.

Told: targets are not shifted
"""


def loss(weights, texts):
    surprises = []
    for text in texts:
        inputs, targets = inputs_and_targets(text)
        for row, token in zip(gpt(weights, inputs), inputs):
            surprises.append(-softmax(row)[token].log())
    return sum(surprises) / len(surprises)
