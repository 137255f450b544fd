"""The inner function is called where it should be returned.

Told: it returns a function of a list
"""


def map(fn):
    def apply(xs):
        return [fn(x) for x in xs]
