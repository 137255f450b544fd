"""Strides that are collected from the back and never turned round.

Told: the last stride is 1
"""


def strides_from_shape(shape):
    strides = [1]
    for size in reversed(shape[1:]):
        strides.append(strides[-1] * size)
    return tuple(strides)
