"""`forward` computes the result and forgets to return it.

Told: forward has to return
"""


class Neg:
    @staticmethod
    def forward(ctx, x):
        -x
