"""The mean goes over the tokens, and not over the numbers of one.

Told: normalised over the wrong axis
"""


def normed(rows):
    columns = []
    for column in zip(*rows):
        scale = (dot(column, column) / len(column) + 1e-5) ** -0.5
        columns.append([x * scale for x in column])
    return [list(row) for row in zip(*columns)]
