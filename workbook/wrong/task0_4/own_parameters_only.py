"""`parameters` lists a module's own, without those below it.

Told: in the order of named_parameters
"""


class Module:
    def parameters(self):
        return [parameter for _, parameter in self._own_parameters()]
