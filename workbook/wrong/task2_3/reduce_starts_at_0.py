"""Every fold begins at 0, so a product is 0 and the largest of negative numbers is 0.

Told: begin with the first number of the line
"""


def tensor_reduce(fn, start=None):
    def apply(a, axis):
        axis = check_axis(axis, a.dims)
        if a.shape[axis] == 0 and start is None:
            raise ValueError("there is nothing to fold")
        shape = (*a.shape[:axis], 1, *a.shape[axis + 1 :])
        numbers = []
        for index in indices(shape):
            result = start or 0.0
            for i in range(a.shape[axis]):
                result = fn(result, a.get((*index[:axis], i, *index[axis + 1 :])))
            numbers.append(result)
        return TensorData(numbers, shape)

    return apply
