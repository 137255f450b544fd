"""The row of the place is added twice.

Told: the place is used twice
"""


def embedded(weights, tokens):
    rows = []
    for place, token in enumerate(tokens):
        row = plus(weights["letter"][token], weights["place"][place])
        rows.append(plus(row, weights["place"][place]))
    return rows
