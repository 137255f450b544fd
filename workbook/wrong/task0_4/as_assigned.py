"""Parameters and children in the order of their assignment, mixed.

Told: own parameters come before those of its children
"""


class Module:
    def named_parameters(self, prefix="", found=None):
        found = {} if found is None else found
        for name, part in self._parts.items():
            if isinstance(part, Parameter):
                found.setdefault(part, prefix + name)
            else:
                part.named_parameters(f"{prefix}{name}.", found)
        return [(name, parameter) for parameter, name in found.items()]
