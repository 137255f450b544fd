"""Each token looks at itself and at those behind it.

Told: the mask is the wrong way round
"""


def attention_weights(queries, keys):
    size, table = len(queries[0]) ** 0.5, []
    for i, query in enumerate(queries):
        table.append([0.0] * i + softmax([dot(query, key) / size for key in keys[i:]]))
    return table
