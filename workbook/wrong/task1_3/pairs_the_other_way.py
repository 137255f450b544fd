"""Pairs with the derivative first.

Told: the order of a pair
"""


class Variable:
    def chain_rule(self, d_output):
        derivatives = self.last_fn.backward(self.ctx, d_output)
        if not isinstance(derivatives, tuple):
            derivatives = (derivatives,)
        return zip(derivatives, self.inputs)
