"""fn is given the next number first, and the result so far second.

Told: fold from the left
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
            line = [] if start is None else [start]
            line += [a.storage[i + step * stride] for step in range(count)]
            result = line[0]
            for x in line[1:]:
                result = fn(x, result)
            numbers.append(result)
        return TensorData(numbers, shape)

    return apply
