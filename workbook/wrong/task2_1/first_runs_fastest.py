"""The first number of the index runs fastest, where the last one should.

Told: the last number of the index runs fastest
"""


def to_index(ordinal, shape):
    if not 0 <= ordinal < math.prod(shape):
        raise IndexingError("there is no such index")
    index = []
    for size in shape:
        index.append(ordinal % size)
        ordinal //= size
    return tuple(index)
