"""`1 / x` computed as `x / 1`.

Told: Python calls x.__rtruediv__
"""


class Scalar:
    def __rtruediv__(self, other):
        return self / other
