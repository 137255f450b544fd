"""A function of a number is called with an array.

Told: a is an array, not a number
"""

import math


class Exp:
    @staticmethod
    def forward(ctx, a):
        out = math.exp(a)
        ctx.save_for_backward(out)
        return out
