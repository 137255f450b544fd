"""The one value of a Function of one argument is paired as it is.

Told: a tuple of one
"""


class Variable:
    def chain_rule(self, d_output):
        if self.last_fn is None:
            raise ValueError("no Function made this Variable")
        derivatives = self.last_fn.backward(self.ctx, d_output)
        return zip(self.inputs, derivatives, strict=True)
