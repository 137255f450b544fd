"""The index keeps a 0 for every dimension that the smaller shape does not have.

Told: is left out, on the left
"""


def broadcast_index(big_index, big_shape, shape):
    extra = check_broadcast(shape, big_shape)
    sizes = (1,) * extra + tuple(shape)
    return tuple(0 if n == 1 else i for i, n in zip(big_index, sizes))
