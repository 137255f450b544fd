"""The last numbers of the index are left out, where it should be the first ones.

Told: leave out the first numbers
"""


def broadcast_index(big_index, big_shape, shape):
    check_broadcast(shape, big_shape)
    return tuple(0 if n == 1 else i for i, n in zip(big_index, shape))
