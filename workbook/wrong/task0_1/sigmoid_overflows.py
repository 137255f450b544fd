"""The sigmoid of the books, which overflows for large negative x.

Told: overflows: use 1 / (1 + e⁻ˣ) where x is 0 or more
"""


def sigmoid(x):
    return 1.0 / (1.0 + math.exp(-x))
