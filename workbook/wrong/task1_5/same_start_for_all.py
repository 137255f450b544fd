"""One random number is drawn, and all parameters of the layer begin with it.

Told: stay alike for ever
"""


class Linear:
    def __init__(self, in_size, out_size, start):
        super().__init__()
        self.in_size, self.out_size = in_size, out_size
        value = start.uniform(-1, 1)
        for j in range(out_size):
            for i in range(in_size):
                self.add_parameter(f"weight_{i}_{j}", Scalar(value))
            self.add_parameter(f"bias_{j}", Scalar(value))
