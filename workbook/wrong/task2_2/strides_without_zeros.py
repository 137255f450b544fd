"""A repeated dimension keeps its stride, and the walk goes on past its number.

Told: the stride is 0: the position stays
"""


def broadcast_strides(shape, strides, big_shape):
    extra = check_broadcast(shape, big_shape)
    return (0,) * extra + tuple(strides)
