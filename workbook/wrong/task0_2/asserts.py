"""A property that asserts, and returns nothing.

Told: return True or False
"""


def mul_is_symmetric(ops, x, y):
    assert ops.mul(x, y) == ops.mul(y, x)
