"""Two calls of `save_for_backward`: the second replaces what the first one saved.

Told: save all that the derivative depends on
"""


class Div:
    @staticmethod
    def forward(ctx, x, y):
        ctx.save_for_backward(x)
        ctx.save_for_backward(y)
        return x / y
