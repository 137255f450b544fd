"""The network has no relu, and its two matrices are one.

Told: relu is missing
"""


def block(weights, rows):
    found = self_attention(weights, normed(rows), HEADS)
    rows = [plus(row, more) for row, more in zip(rows, found)]
    wide = [times(weights["wider"], row) for row in normed(rows)]
    made = [times(weights["narrower"], row) for row in wide]
    return [plus(row, more) for row, more in zip(rows, made)]
