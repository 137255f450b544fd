"""The squares are added up, and their mean is not taken.

Told: and not their sum
"""


def normed(rows):
    scales = [(dot(row, row) + 1e-5) ** -0.5 for row in rows]
    return [[x * scale for x in row] for row, scale in zip(rows, scales)]
