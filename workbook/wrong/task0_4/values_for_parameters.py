"""`parameters` gives the numbers, which no optimiser could change.

Told: the Parameters themselves
"""


class Module:
    def parameters(self):
        return [parameter.value for _, parameter in self.named_parameters()]
