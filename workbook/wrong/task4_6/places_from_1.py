"""Places are counted from 1.

Told: counted from 0
"""


def embedded(weights, tokens):
    at = enumerate(tokens, 1)
    return [plus(weights["letter"][t], weights["place"][i]) for i, t in at]
