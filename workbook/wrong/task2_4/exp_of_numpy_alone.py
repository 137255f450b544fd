"""Numpy's exponential, which does not know the arrays of the loops.

Told: a is an array, not a number
"""

import numpy


class Exp:
    @staticmethod
    def forward(ctx, a):
        out = numpy.exp(a)
        ctx.save_for_backward(out)
        return out
