"""x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2 as one Function; see ``layers.GELU``."""

import math

import numpy as np

from minitorch.backends.backend import Array
from minitorch.function import Context
from minitorch.tensors.elementwise import TensorFunction

A = math.sqrt(2 / math.pi)
B = A * 0.044715


class Gelu(TensorFunction):
    """x (1 + t) / 2 with t = tanh(a x + b x³)

    Its derivative is (1 + t) / 2 + x (1 - t²) (a + 3 b x²) / 2. All is computed in
    the memory of few arrays: to be given new memory takes longer than to compute.
    """

    @staticmethod
    def forward(ctx: Context, x: Array) -> Array:
        t = np.asarray(x * x)  # numpy gives a number where x has no dimension
        t *= B
        t += A
        t *= x
        np.tanh(t, out=t)
        ctx.save_for_backward(x, t)
        out = np.asarray(t + 1.0)
        out *= x
        out *= 0.5
        return out

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        x, t = ctx.saved_values
        slope = np.asarray(x * x)
        slope *= 3 * B
        slope += A
        slope *= x
        rest = np.asarray(t * t)
        np.subtract(1.0, rest, out=rest)
        slope *= rest
        slope += t
        slope += 1.0
        slope *= 0.5
        slope *= d_out
        return slope
