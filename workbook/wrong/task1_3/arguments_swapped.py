"""The two derivatives of a product in the wrong order.

Told: the order
"""


class Mul:
    @staticmethod
    def backward(ctx, d_out):
        x, y = ctx.saved_values
        return x * d_out, y * d_out
