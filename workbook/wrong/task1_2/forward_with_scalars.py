"""`forward` computes with Scalars: it calls `apply` of other Functions.

Told: forward computes with floats
"""


class Sub:
    @staticmethod
    def forward(ctx, x, y):
        return Add.apply(x, Neg.apply(y))
