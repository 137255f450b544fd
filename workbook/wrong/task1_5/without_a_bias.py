"""The bias is made, and never added.

Told: the bias is missing
"""


class Linear:
    def forward(self, inputs):
        named = {name: p.value for name, p in self.named_parameters()}
        outputs = []
        for j in range(self.out_size):
            total = Scalar(0.0)
            for i, x in enumerate(inputs):
                total = total + x * named[f"weight_{i}_{j}"]
            outputs.append(total)
        return outputs
