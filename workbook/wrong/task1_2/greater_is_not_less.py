"""`x > y` as the opposite of `x < y`: wrong where the two are equal.

Told: not the opposite
"""


class Scalar:
    def __gt__(self, other):
        return 1.0 - LT.apply(self, other)
