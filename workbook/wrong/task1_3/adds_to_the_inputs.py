"""`chain_rule` adds to the derivative of each input itself.

Told: chain_rule only tells
"""


class Variable:
    def chain_rule(self, d_output):
        if self.last_fn is None:
            raise ValueError("no Function made this Variable")
        derivatives = self.last_fn.backward(self.ctx, d_output)
        if not isinstance(derivatives, tuple):
            derivatives = (derivatives,)
        if len(derivatives) != len(self.inputs) or None in derivatives:
            raise ValueError("one derivative for each input")
        for v, d in zip(self.inputs, derivatives):
            v.derivative = (v.derivative or 0.0) + d
        return zip(self.inputs, derivatives)
