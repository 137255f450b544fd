"""ReLU is applied to what comes back, in the place of its own argument.

Told: elsewhere it is 0
"""


class ReLU:
    @staticmethod
    def backward(ctx, d_out):
        return operators.relu(d_out)
