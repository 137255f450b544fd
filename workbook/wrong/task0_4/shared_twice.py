"""A parameter that two modules share is listed twice.

Told: a shared parameter is listed once
"""


class Module:
    def named_parameters(self):
        return [
            (f"{path}.{name}" if path else name, parameter)
            for path, module in self.named_modules()
            for name, parameter in module._own_parameters()
        ]
