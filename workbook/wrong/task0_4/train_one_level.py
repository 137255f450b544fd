"""`train` reaches the direct children and goes no deeper.

Told: the module itself, its children, and theirs
"""


class Module:
    def train(self):
        self.training = True
        for module in self.modules():
            module.training = True

    def eval(self):
        self.training = False
        for module in self.modules():
            module.training = False
