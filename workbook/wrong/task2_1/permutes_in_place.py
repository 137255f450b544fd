"""The data themselves are permuted, and every name for them changes.

Told: leave the data as they are
"""


class Views:
    def permute(self, *order):
        order = check_order(order, self.shape)
        self.shape = tuple(self.shape[axis] for axis in order)
        self.strides = tuple(self.strides[axis] for axis in order)
        return self
