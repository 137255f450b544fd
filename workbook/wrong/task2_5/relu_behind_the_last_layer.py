"""ReLU behind every layer, also the last: no probability is below 0.5.

Told: no ReLU behind the last layer
"""


class Network:
    def forward(self, x):
        for layer in (self.first, self.second, self.third):
            x = layer(x).relu()
        return x.sigmoid().reshape(-1)
