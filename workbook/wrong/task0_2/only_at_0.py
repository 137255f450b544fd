"""The property is looked at in one point only.

Told: at x and at -x
"""


def sigmoid_is_symmetric(ops, x):
    return 1.0 - ops.sigmoid(0.0) == ops.sigmoid(0.0)
