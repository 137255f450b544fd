"""`max` that is meant to call Python's own and calls itself.

Told: it calls itself without end
"""


def max(x, y):
    return max(x, y)
