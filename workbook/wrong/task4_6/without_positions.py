"""There are letters, and no places.

Told: the row of the place is missing
"""


def embedded(weights, tokens):
    return [list(weights["letter"][token]) for token in tokens]
