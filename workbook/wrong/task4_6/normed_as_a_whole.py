"""All rows are divided by the root of one mean square.

Told: all rows are divided by the same number
"""


def normed(rows):
    numbers = [x for row in rows for x in row]
    scale = (dot(numbers, numbers) / len(numbers) + 1e-5) ** -0.5
    return [[x * scale for x in row] for row in rows]
