"""`2 * x` computed as `2 * x`, which calls the same method again, and again.

Told: calls itself without end
"""


class Scalar:
    def __rmul__(self, other):
        return other * self
