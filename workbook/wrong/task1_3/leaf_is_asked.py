"""A leaf is asked for its Function, and it has none.

Told: no Function made a leaf
"""


class Variable:
    def chain_rule(self, d_output):
        derivatives = self.last_fn.backward(self.ctx, d_output)
        if not isinstance(derivatives, tuple):
            derivatives = (derivatives,)
        if len(derivatives) != len(self.inputs) or None in derivatives:
            raise ValueError("one derivative for each input")
        return zip(self.inputs, derivatives)
