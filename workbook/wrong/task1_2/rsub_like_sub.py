"""`2 - x` computed as `x - 2`, since for + and * the order did not matter.

Told: Python calls x.__rsub__
"""


class Scalar:
    def __rsub__(self, other):
        return Sub.apply(self, other)
