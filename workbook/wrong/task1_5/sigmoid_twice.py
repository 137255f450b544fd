"""The network ends with σ, which the loss takes once more.

Told: no σ here
"""


class Network:
    def forward(self, x1, x2):
        hidden = [unit.relu() for unit in self.hidden([x1, x2])]
        return self.out(hidden)[0].sigmoid()
