"""The hidden layer goes straight into the last one, and two layers are no more than one.

Told: ReLU is missing
"""


class Network:
    def forward(self, x1, x2):
        return self.out(self.hidden([x1, x2]))[0]
