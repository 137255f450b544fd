"""Each token stands at the first place.

Told: each token has the same place here
"""


def embedded(weights, tokens):
    return [plus(weights["letter"][token], weights["place"][0]) for token in tokens]
