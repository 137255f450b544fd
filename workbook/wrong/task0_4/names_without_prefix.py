"""Names of parameters without those of the modules they are in.

Told: the prefix
"""


class Module:
    def named_parameters(self):
        found = {}
        for _, module in self.named_modules():
            for name, parameter in module._own_parameters():
                found.setdefault(parameter, name)
        return [(name, parameter) for parameter, name in found.items()]
