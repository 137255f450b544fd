"""The two halves of the sigmoid stand in each other's place.

Told: overflows: use 1 / (1 + e⁻ˣ) where x is 0 or more
"""


def sigmoid(x):
    if x < 0:
        return 1.0 / (1.0 + math.exp(-x))
    return math.exp(x) / (1.0 + math.exp(x))
