"""The layer keeps the Scalars of its first moment, and never sees a step.

Told: ask for its value in forward
"""


class Linear:
    def __init__(self, in_size, out_size, start):
        super().__init__()
        self.in_size, self.out_size = in_size, out_size
        self.first = {}
        for j in range(out_size):
            for i in range(in_size):
                name = f"weight_{i}_{j}"
                p = self.add_parameter(name, Scalar(start.uniform(-1, 1)))
                self.first[name] = p.value
            name = f"bias_{j}"
            self.first[name] = self.add_parameter(name, Scalar(start.uniform(-1, 1))).value

    def forward(self, inputs):
        outputs = []
        for j in range(self.out_size):
            total = self.first[f"bias_{j}"]
            for i, x in enumerate(inputs):
                total = total + x * self.first[f"weight_{i}_{j}"]
            outputs.append(total)
        return outputs
