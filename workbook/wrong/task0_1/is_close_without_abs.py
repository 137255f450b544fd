"""`is_close` without the absolute value.

Told: the absolute value
"""


def is_close(x, y):
    return 1.0 if x - y < 1e-2 else 0.0
