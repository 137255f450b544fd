"""`backward` computes the derivative and forgets to return it.

Told: has to return
"""


class Neg:
    @staticmethod
    def backward(ctx, d_out):
        -d_out
