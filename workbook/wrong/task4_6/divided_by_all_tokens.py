"""The sum is divided by the number of tokens, dots included.

Told: how many targets there are
"""


def loss(weights, texts):
    total = 0.0
    for text in texts:
        inputs, targets = inputs_and_targets(text)
        for row, target in zip(gpt(weights, inputs), targets):
            total = total - softmax(row)[target].log()
    return total / sum(len(text) for text in texts)
