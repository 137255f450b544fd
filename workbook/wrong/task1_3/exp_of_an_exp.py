"""The exponential is applied to the saved result, which is eˣ already.

Told: look at what forward saved
"""


class Exp:
    @staticmethod
    def backward(ctx, d_out):
        return operators.exp(ctx.saved_values) * d_out
