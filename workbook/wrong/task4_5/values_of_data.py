"""The values are taken without what they remember.

Told: not with their data
"""


def attention(queries, keys, values):
    columns = list(zip(*[[float(x.data) for x in value] for value in values]))
    return [times(columns, row) for row in attention_weights(queries, keys)]
