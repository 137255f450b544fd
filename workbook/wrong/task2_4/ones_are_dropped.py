"""A size of 1 that was repeated is summed, and then it is gone.

Told: stays as 1
"""


class Backend:
    def sum_to(self, a, shape):
        extra = len(a.shape) - len(shape)
        repeated = list(range(extra))
        repeated += [i for i, n in enumerate(shape, extra) if n != a.shape[i]]
        return self.sum(a, tuple(repeated))
