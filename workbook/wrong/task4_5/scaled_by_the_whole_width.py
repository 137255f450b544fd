"""Heads divide by the root of the whole width, and not of their own size.

Told: how many numbers its queries have
"""


def self_attention(weights, rows, heads):
    parts = []
    for name in ("query", "key", "value"):
        made = [times(weights[name], row) for row in rows]
        if name == "query":
            made = [[x / heads**0.5 for x in row] for row in made]
        parts.append(split_heads(made, heads))
    found = join_heads([attention(*head) for head in zip(*parts)])
    return [times(weights["joined"], row) for row in found]
