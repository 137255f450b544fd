"""The shape is put right, and the elements stay where they are.

Told: reshape leaves the elements in their order
"""


class Permute:
    @staticmethod
    def forward(ctx, a, *, order):
        ctx.save_for_backward(a.shape)
        return a.transpose(order)

    @staticmethod
    def backward(ctx, d_out):
        return d_out.reshape(ctx.saved_values)
