"""The local derivative alone, without `d_out`.

Told: d_out is missing
"""


class Mul:
    @staticmethod
    def backward(ctx, d_out):
        x, y = ctx.saved_values
        return y, x
