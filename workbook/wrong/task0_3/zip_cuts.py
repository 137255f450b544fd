"""Python's `zip` cuts the longer of two lists in silence.

Told: cuts the longer list in silence
"""


def zipWith(fn):
    return lambda xs, ys: [fn(x, y) for x, y in zip(xs, ys)]
