"""What is taken are the keys.

Told: belongs
"""


def self_attention(weights, rows, heads):
    parts = []
    for name in ("query", "key", "key"):
        parts.append(split_heads([times(weights[name], row) for row in rows], heads))
    found = join_heads([attention(*head) for head in zip(*parts)])
    return [times(weights["joined"], row) for row in found]
