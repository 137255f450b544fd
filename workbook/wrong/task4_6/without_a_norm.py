"""The parts read the stream as it is.

Told: attention reads the rows normed
"""


def block(weights, rows):
    found = self_attention(weights, rows, HEADS)
    rows = [plus(row, more) for row, more in zip(rows, found)]
    wide = [times(weights["wider"], row) for row in rows]
    made = [times(weights["narrower"], [x.relu() for x in row]) for row in wide]
    return [plus(row, more) for row, more in zip(rows, made)]
