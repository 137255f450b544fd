"""A default value that remembers what was found in an earlier call.

Told: must be forgotten between calls
"""


class Module:
    def named_modules(self, path="", found=set()):
        if self not in found:
            found.add(self)
            yield path, self
            for name, part in self._parts.items():
                if isinstance(part, Module):
                    yield from part.named_modules(dotted(path, name), found)
