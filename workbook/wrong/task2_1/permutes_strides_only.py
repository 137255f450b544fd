"""Strides change places, and the shape stays.

Told: here the shape did not
"""


class Views:
    def permute(self, *order):
        order = check_order(order, self.shape)
        strides = tuple(self.strides[axis] for axis in order)
        return self.sharing(self.shape, strides, self.offset)
