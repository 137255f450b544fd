"""`forward` takes the data out of what is a plain float already.

Told: has no attribute 'data'
"""


class Mul:
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x.data, y.data)
        return x.data * y.data
