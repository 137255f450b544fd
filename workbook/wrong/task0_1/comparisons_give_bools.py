"""Comparisons that give True and False.

Told: the float 1.0 or 0.0
"""


def lt(x, y):
    return x < y


def eq(x, y):
    return x == y
