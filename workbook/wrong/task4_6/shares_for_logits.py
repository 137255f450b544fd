"""The softmax is taken in the model, and in the loss once more.

Told: these are shares
"""


def gpt(weights, tokens):
    rows = normed(block(weights, embedded(weights, tokens)))
    return [softmax(times(weights["next"], row)) for row in rows]
