"""Layers in a list, which the module does not see.

Told: Linear layers
"""


class Network:
    def __init__(self, hidden, seed):
        super().__init__()
        layers = (Linear(2, hidden, seed), Linear(hidden, 1, seed + 1))
        self.layers = tuple(layer.forward for layer in layers)
