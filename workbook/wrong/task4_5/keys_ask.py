"""Queries and keys have changed places.

Told: not key i
"""


def attention_weights(queries, keys):
    size, table = len(queries[0]) ** 0.5, []
    for i, key in enumerate(keys):
        row = softmax([dot(query, key) / size for query in queries[: i + 1]])
        table.append(row + [0.0] * (len(keys) - i - 1))
    return table
