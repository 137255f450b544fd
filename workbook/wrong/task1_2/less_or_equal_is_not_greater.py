"""`x <= y` as the opposite of `x > y`: wrong with NaN.

Told: with NaN neither does
"""


class Scalar:
    def __le__(self, other):
        return 1.0 - LT.apply(other, self)
