"""The root is that of the number of tokens.

Told: not of how many tokens
"""


def attention_weights(queries, keys):
    table = []
    for i, query in enumerate(queries):
        row = softmax([dot(query, key) / len(keys) ** 0.5 for key in keys[: i + 1]])
        table.append(row + [0.0] * (len(keys) - i - 1))
    return table
