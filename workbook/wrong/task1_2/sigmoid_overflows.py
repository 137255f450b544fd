"""The sigmoid from its first formula, whose exponential overflows for negative x.

Told: too large for a float
"""

import math


class Sigmoid:
    @staticmethod
    def forward(ctx, x):
        result = 1.0 / (1.0 + math.exp(-x))
        ctx.save_for_backward(result)
        return result
