"""The exponent of the sigmoid without its minus.

Told: the sign of the exponent
"""


def sigmoid(x):
    if x >= 0:
        return math.exp(-x) / (1.0 + math.exp(-x))
    return 1.0 / (1.0 + math.exp(x))
