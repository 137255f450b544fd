"""lt gives 1.0, which never is True, so nothing is ever asked.

Told: ask ops.lt all three questions
"""


def lt_is_transitive(ops, x, y, z):
    if ops.lt(x, y) is True and ops.lt(y, z) is True:
        return ops.lt(x, z) is True
    return True
