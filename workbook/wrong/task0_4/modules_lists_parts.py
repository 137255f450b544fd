"""`modules` lists parameters, too.

Told: a parameter is a part, too
"""


class Module:
    def modules(self):
        return list(self._parts.values())
