"""The sum of the weighted values is divided by their number once more.

Told: nothing is left to be divided
"""


def attention(queries, keys, values):
    found = []
    for row in attention_weights(queries, keys):
        found.append([x / len(values) for x in times(list(zip(*values)), row)])
    return found
