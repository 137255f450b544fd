"""A permuted tensor gets the strides of its new shape, as if the numbers had moved.

Told: those of a new shape would read other numbers
"""


class Views:
    def permute(self, *order):
        order = check_order(order, self.shape)
        shape = tuple(self.shape[axis] for axis in order)
        return self.sharing(shape, strides_from_shape(shape), self.offset)
