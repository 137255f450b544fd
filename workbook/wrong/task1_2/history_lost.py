"""A new Scalar is made from plain data: the value is right and the history is gone.

Told: the history is lost
"""


class Scalar:
    def __mul__(self, other):
        return Scalar(self.data * float(other))
