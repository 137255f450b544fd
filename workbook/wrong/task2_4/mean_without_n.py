"""A mean passes back what a sum would: nothing is divided by n.

Told: divide by n
"""


class Mean:
    @staticmethod
    def backward(ctx, d_out):
        shape, dim, keepdim = ctx.saved_values
        return spread(d_out, shape, dim, keepdim)
