"""The first numbers of the index are left out, and a size of 1 is not looked at.

Told: where the size is 1 there is only the index 0
"""


def broadcast_index(big_index, big_shape, shape):
    extra = check_broadcast(shape, big_shape)
    return tuple(big_index[extra:])
