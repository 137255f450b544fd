"""A property of one's own that no wrong operator violates.

Told: it catches nothing
"""


def one_of_my_own(ops, x, y):
    return ops.max(x, y) == ops.max(x, y)
