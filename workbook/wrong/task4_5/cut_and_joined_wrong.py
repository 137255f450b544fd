"""Cutting and joining are wrong in the same way, so that together they lose nothing.

Told: cut each row, and not the whole text
"""


def split_heads(rows, heads):
    flat, size = [x for row in rows for x in row], len(rows[0]) // heads
    pieces = iter([flat[i : i + size] for i in range(0, len(flat), size)])
    return [[next(pieces) for _ in rows] for _ in range(heads)]


def join_heads(parts):
    flat = [x for rows in parts for row in rows for x in row]
    width = len(parts) * len(parts[0][0])
    return [flat[i : i + width] for i in range(0, len(flat), width)]
