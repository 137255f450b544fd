"""A product that starts at 0 is always 0.

Told: it starts at 1.0
"""


def prod(xs):
    return reduce(mul, 0.0)(xs)
