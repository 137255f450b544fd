"""EPS is added to x, so that the logarithm is moved everywhere.

Told: with nothing added to x
"""


def log(x):
    if x < 0:
        raise ValueError(f"log: expected a number of 0 or more, got {x}")
    return math.log(x + EPS)
