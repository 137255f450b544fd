"""Floats that were rounded are compared with ==.

Told: with a tolerance, not with ==
"""


def sigmoid_is_symmetric(ops, x):
    return 1.0 - ops.sigmoid(x) == ops.sigmoid(-x)


def mul_distributes(ops, x, y, z):
    return ops.mul(z, ops.add(x, y)) == ops.add(ops.mul(z, x), ops.mul(z, y))
