"""At a = 0 the derivative is passed back as a whole.

Told: at the corner
"""


class ReLU:
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return backend_of(a).map(relu, a)

    @staticmethod
    def backward(ctx, d_out):
        a = ctx.saved_values
        return (a >= 0) * d_out
