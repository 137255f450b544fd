"""Attention on Scalars: each token asks those so far, and mixes what they tell it.

`python -m project.scalar_attention` shows where the letters of a name look. A token is
a row of numbers; a text is a list of rows, in the order of its tokens.
"""

import math
import random
from collections.abc import Mapping, Sequence

from minitorch import Scalar

Number = Scalar | float
Row = Sequence[Number]
Rows = Sequence[Row]


# Given


def dot(xs: Row, ys: Row) -> Scalar:
    """Return the sum of products of two rows."""
    return sum((x * y for x, y in zip(xs, ys, strict=True)), Scalar(0.0, back=None))


def times(matrix: Rows, xs: Row) -> list[Scalar]:
    """Return a matrix, a list of rows, times a row: a number for each of its rows."""
    return [dot(row, xs) for row in matrix]


# To be written


def softmax(scores: Sequence[Scalar]) -> list[Scalar]:
    """Return shares that add up to 1, in the proportions of exp(score).

    The same number may be taken from all scores first, which changes no share. Without
    the largest of them no exp is too large for a float.

    Args:
        scores: Scalars, one at least; any numbers, large ones, too.
    """
    largest = max(score.data for score in scores)
    powers = [(score - largest).exp() for score in scores]
    total = sum(powers, Scalar(0.0, back=None))
    return [power / total for power in powers]


def attention_weights(queries: Rows, keys: Rows) -> list[list[Number]]:
    """Return how far each token looks at each: a row for each query.

    The score of a key for a query is their dot product over √(numbers in a query). A
    token looks at itself and at those before it: the softmax of a row is over those
    scores alone, and in the places behind stands 0.

    Args:
        queries: a row for each token.
        keys: a row for each token.
    """
    root = math.sqrt(len(queries[0]))
    table: list[list[Number]] = []
    for i, query in enumerate(queries):
        seen = keys[: i + 1]
        shares = softmax([dot(query, key) / root for key in seen])
        table.append([*shares, *[0.0] * (len(keys) - len(seen))])
    return table


def attention(queries: Rows, keys: Rows, values: Rows) -> list[list[Scalar]]:
    """Return for each token a sum of all values, by its row of attention_weights.

    Entry j of the sum is that of entry j of each value, times the weight of its token.

    Args:
        queries: a row for each token.
        keys: a row for each token.
        values: a row for each token; they may be longer or shorter than keys.
    """
    columns = list(zip(*values))
    return [times(columns, weights) for weights in attention_weights(queries, keys)]


def split_heads(rows: Rows, heads: int) -> list[list[list[Number]]]:
    """Return for each head its part of every row: entry [h][t] is that of token t.

    The first head gets the first numbers of each row, and so on.

    Args:
        rows: a row for each token, whose length is a multiple of heads.
        heads: how many parts.
    """
    size = len(rows[0]) // heads
    return [
        [list(row[h * size : (h + 1) * size]) for row in rows] for h in range(heads)
    ]


def join_heads(parts: Sequence[Rows]) -> list[list[Number]]:
    """Return a row for each token, in which the parts of the heads stand side by side.

    It takes back what split_heads has done.

    Args:
        parts: for each head a row for each token.
    """
    return [[x for row in rows for x in row] for rows in zip(*parts)]


def self_attention(
    weights: Mapping[str, Rows], rows: Rows, heads: int
) -> list[list[Scalar]]:
    """Return what each token has found, with several heads.

    The matrices "query", "key" and "value", times the row of a token, make its query,
    key and value. Each head runs attention on its parts of them. What the heads have
    found stands side by side, and "joined" times that row is the result.

    Args:
        weights: the four matrices by name.
        rows: a row for each token.
        heads: how many heads share the numbers of queries, keys and values.
    """
    by_head = (
        split_heads([times(weights[name], row) for row in rows], heads)
        for name in ("query", "key", "value")
    )
    found = [attention(q, k, v) for q, k, v in zip(*by_head)]
    return [times(weights["joined"], row) for row in join_heads(found)]


# Given


def random_matrix(rows: int, columns: int, pick: random.Random) -> list[list[Scalar]]:
    """Return a matrix of Scalars, drawn at random."""
    return [[Scalar(pick.gauss(0.0, 1.0)) for _ in range(columns)] for _ in range(rows)]


def main(name: str = "maya", size: int = 4, seed: int = 0) -> None:
    """Print where each letter of a name looks, with queries and keys at random."""
    pick = random.Random(seed)
    letters = {letter: [pick.gauss(0, 1) for _ in range(size)] for letter in name}
    rows = [letters[letter] for letter in name]
    query, key = (random_matrix(size, size, pick) for _ in range(2))
    queries, keys = ([times(m, row) for row in rows] for m in (query, key))
    print("  ", *(f"{letter:>5}" for letter in name))
    for letter, weights in zip(name, attention_weights(queries, keys)):
        numbers = (w.data if isinstance(w, Scalar) else w for w in weights)
        print(f"{letter:2}", *(f"{number:5.2f}" for number in numbers))


if __name__ == "__main__":
    main()
