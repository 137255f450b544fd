"""Each token looks at all others, those that come later included.

Told: the mask is missing
"""


def attention_weights(queries, keys):
    size = len(queries[0]) ** 0.5
    return [softmax([dot(query, key) / size for key in keys]) for query in queries]
