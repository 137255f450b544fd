"""`modules` lists all modules, not the direct children.

Told: only the direct children
"""


class Module:
    def modules(self):
        return [module for name, module in self.named_modules() if name]
