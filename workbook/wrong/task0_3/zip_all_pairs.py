"""Each element of one list meets each of the other.

Told: the first of one list goes with the first of the other
"""


def zipWith(fn):
    def apply(xs, ys):
        if len(xs) != len(ys):
            raise ValueError("zipWith: expected two lists of one length")
        return [fn(x, y) for x in xs for y in ys]

    return apply
