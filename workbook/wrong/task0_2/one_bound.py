"""Only one of the two bounds is looked at.

Told: look at both bounds
"""


def sigmoid_stays_between(ops, x):
    return ops.sigmoid(x) <= 1.0
