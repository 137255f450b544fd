"""The layer computes with the arrays of its parameters, and no gradient comes back.

Told: are arrays, which remember nothing
"""


class Linear:
    def forward(self, x):
        return tensor(x.data @ self.weights.value.data + self.bias.value.data)
