"""One of the sums is made by Python's +.

Told: every sum is made by ops.add
"""


def mul_distributes(ops, x, y, z):
    left = ops.mul(z, x + y)
    return abs(left - (ops.mul(z, x) + ops.mul(z, y))) < 1e-6
