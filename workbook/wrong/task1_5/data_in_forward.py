"""The layer computes with plain numbers, so no derivative gets back to its weights.

Told: the Scalars themselves
"""


class Linear:
    def forward(self, inputs):
        named = {name: p.value.data for name, p in self.named_parameters()}
        outputs = []
        for j in range(self.out_size):
            total = named[f"bias_{j}"]
            for i, x in enumerate(inputs):
                total += float(x) * named[f"weight_{i}_{j}"]
            outputs.append(Scalar(total))
        return outputs
