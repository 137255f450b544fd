"""A property of one's own that forgets where it says nothing.

Told: returns True for them
"""


def one_of_my_own(ops, x, y):
    return ops.is_close(ops.mul(x, ops.inv(x)), 1.0)
