"""`x == "2"` is given to EQ, which raises an error.

Told: return NotImplemented
"""


class Scalar:
    def __eq__(self, other):
        return EQ.apply(self, other)
