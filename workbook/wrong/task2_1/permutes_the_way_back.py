"""Dimension i goes to place order[i], which is the inverse of the order.

Told: this is the way back
"""


class Views:
    def permute(self, *order):
        order = check_order(order, self.shape)
        shape, strides = [0] * len(order), [0] * len(order)
        for i, axis in enumerate(order):
            shape[axis] = self.shape[i]
            strides[axis] = self.strides[i]
        return self.sharing(tuple(shape), tuple(strides), self.offset)
