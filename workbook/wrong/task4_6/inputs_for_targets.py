"""Inputs and targets have changed places: the model learns to read backwards.

Told: the inputs come first
"""


def inputs_and_targets(tokens):
    return tokens[1:], tokens[:-1]
