"""The target of a token is the one before it.

Told: targets are shifted the wrong way
"""


def inputs_and_targets(tokens):
    return tokens[:-1], [0] + tokens[:-2]
