"""Increasing, for any two numbers in any order.

Told: it says nothing unless x < y
"""


def sigmoid_increases(ops, x, y):
    return ops.sigmoid(x) < ops.sigmoid(y)
