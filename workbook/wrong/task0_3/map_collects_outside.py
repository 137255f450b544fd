"""The list of results is made once and grows from call to call.

Told: begin anew inside of it
"""


def map(fn):
    result = []

    def apply(xs):
        for x in xs:
            result.append(fn(x))
        return result

    return apply
