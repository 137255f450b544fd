"""Two parameters of the same value are taken for one.

Told: equal values do not make two parameters one
"""


class Module:
    def named_parameters(self):
        found, values = [], []
        for path, module in self.named_modules():
            for name, parameter in module._own_parameters():
                if parameter.value not in values:
                    values.append(parameter.value)
                    found.append((dotted(path, name), parameter))
        return found
