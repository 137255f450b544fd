"""A module that is reached in two ways is named twice.

Told: a module that was named already is passed over
"""


class Module:
    def named_modules(self):
        yield "", self
        for name, part in self._parts.items():
            if isinstance(part, Module):
                for below, module in part.named_modules():
                    yield f"{name}.{below}" if below else name, module
