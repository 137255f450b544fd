"""A stride that has the size of its own dimension in it, one size too many.

Told: not its own size
"""


def strides_from_shape(shape):
    strides = []
    step = 1
    for size in reversed(shape):
        step *= size
        strides.append(step)
    return tuple(reversed(strides))
