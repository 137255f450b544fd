"""A product saves its result, from which the two factors cannot be told.

Told: save all that the derivative depends on
"""


class Mul:
    @staticmethod
    def forward(ctx, x, y):
        result = x * y
        ctx.save_for_backward(result)
        return result
