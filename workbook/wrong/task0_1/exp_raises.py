"""`exp` raises an error where the result is too large for a float.

Told: is infinite
"""


def exp(x):
    return math.exp(x)
