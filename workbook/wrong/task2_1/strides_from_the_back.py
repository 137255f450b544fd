"""A position that is found from the strides in the wrong order.

Told: stride at the same place
"""


def index_to_position(index, strides):
    if len(index) != len(strides):
        raise IndexingError("index and strides must be equally long")
    return sum(i * s for i, s in zip(index, reversed(strides)))
