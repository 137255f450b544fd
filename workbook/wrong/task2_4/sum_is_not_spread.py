"""The derivative of a sum is passed back in the shape of the sum.

Told: spread d_out
"""


class Sum:
    @staticmethod
    def backward(ctx, d_out):
        return d_out
