"""The operator compares the data itself: a bool, which remembers nothing.

Told: remembers nothing
"""


class Scalar:
    def __lt__(self, other):
        return self.data < float(other)
