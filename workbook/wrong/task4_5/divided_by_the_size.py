"""The scores are divided by the size, and not by its root.

Told: not by the number itself
"""


def attention_weights(queries, keys):
    table = []
    for i, query in enumerate(queries):
        row = softmax([dot(query, key) / len(query) for key in keys[: i + 1]])
        table.append(row + [0.0] * (len(keys) - i - 1))
    return table
