"""`chain_rule` multiplies by d_output, though `backward` has done so.

Told: with d_output
"""


class Variable:
    def chain_rule(self, d_output):
        if self.last_fn is None:
            raise ValueError("no Function made this Variable")
        derivatives = self.last_fn.backward(self.ctx, d_output)
        if not isinstance(derivatives, tuple):
            derivatives = (derivatives,)
        return [
            (v, d * d_output) for v, d in zip(self.inputs, derivatives, strict=True)
        ]
