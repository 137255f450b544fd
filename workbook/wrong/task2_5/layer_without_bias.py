"""The weighted sums alone.

Told: the bias is missing
"""


class Linear:
    def forward(self, x):
        return x @ self.weights.value
