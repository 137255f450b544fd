"""A GPT in plain Python, for any numbers that know + - * / ** exp log relu backward.

It learns to spell given names, letter by letter, and is built as `microgpt` is, the GPT
in one file that Andrej Karpathy published in February 2026: one layer of width 16 with
four heads, 16 places, no biases, RMSNorm, 4,192 parameters, Adam. A token can be given
in two ways: as its number, or as a row of zeros with a one in its place. With rows all
names of a length are computed by the same program, so one replay serves them.
"""

import itertools
import random
from collections.abc import Callable, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

NAMES = (Path(__file__).parent / "names.txt").read_text(encoding="utf-8").split()
LETTERS = sorted(set("".join(NAMES)))
EDGE = len(LETTERS)  # the token before a name, and behind it
TOKENS = EDGE + 1
WIDTH, HEADS, PLACES = 16, 4, 16
HEAD = WIDTH // HEADS
SHAPES = {
    "tokens": (TOKENS, WIDTH),
    "places": (PLACES, WIDTH),
    "answers": (TOKENS, WIDTH),
    "queries": (WIDTH, WIDTH),
    "keys": (WIDTH, WIDTH),
    "values": (WIDTH, WIDTH),
    "joined": (WIDTH, WIDTH),
    "wider": (4 * WIDTH, WIDTH),
    "narrower": (WIDTH, 4 * WIDTH),
}

Row = list[Any]
Token = int | Sequence[Any]
Weights = dict[str, list[Row]]


def make_weights(number: Callable[[float], Any]) -> Weights:
    """All parameters, as numbers of a kind."""
    pick = random.Random(0)
    return {
        name: [[number(pick.gauss(0, 0.08)) for _ in range(n)] for _ in range(rows)]
        for name, (rows, n) in SHAPES.items()
    }


def parameters(weights: Weights) -> Row:
    """All parameters in one list."""
    return [p for matrix in weights.values() for row in matrix for p in row]


def tokens(name: str) -> list[int]:
    """A name as numbers, between two edges."""
    return [EDGE, *map(LETTERS.index, name), EDGE]


def one_hot(token: int) -> list[float]:
    """A token as a row of zeros with a one in its place."""
    return [float(i == token) for i in range(TOKENS)]


def chosen(row: Sequence[Any], token: Token) -> Any:
    """What stands in a row in the place of a token."""
    return row[token] if isinstance(token, int) else dot(token, row)


def dot(xs: Sequence[Any], ys: Sequence[Any]) -> Any:
    """The sum of products."""
    return sum(x * y for x, y in zip(xs, ys, strict=True))


def linear(matrix: list[Row], xs: Row) -> Row:
    """A matrix times a row."""
    return [dot(row, xs) for row in matrix]


def softmax(xs: Row) -> Row:
    """Positive numbers that add up to 1, in the proportions of exp(x).

    Without the shift by the highest that the published program has: a traced function
    takes no plain floats out of its Scalars, and normed rows keep exp(x) small.
    """
    powers = [x.exp() for x in xs]
    total = sum(powers)
    return [power / total for power in powers]


def normed(xs: Row) -> Row:
    """The same direction, with a mean square of 1 (RMSNorm)."""
    scale = (dot(xs, xs) / len(xs) + 1e-5) ** -0.5
    return [x * scale for x in xs]


def added(xs: Row, ys: Row) -> Row:
    """The sum of two rows, place by place."""
    return [x + y for x, y in zip(xs, ys, strict=True)]


def attention(query: Row, keys: list[Row], values: list[Row]) -> Row:
    """The values so far, each as far as its key is like the query."""
    shares = softmax([dot(query, key) / HEAD**0.5 for key in keys])
    return [dot(shares, column) for column in zip(*values, strict=True)]


def answer(
    weights: Weights, token: Token, place: int, keys: list[Row], values: list[Row]
) -> Row:
    """How likely each token is to come next, given one token and those before it."""
    columns = zip(*weights["tokens"], strict=True)
    embedded = [chosen(column, token) for column in columns]
    x = normed(added(embedded, weights["places"][place]))
    norm = normed(x)
    query = linear(weights["queries"], norm)
    keys.append(linear(weights["keys"], norm))
    values.append(linear(weights["values"], norm))
    found: Row = []
    for start in range(0, WIDTH, HEAD):
        h = slice(start, start + HEAD)
        found += attention(query[h], [k[h] for k in keys], [v[h] for v in values])
    x = added(linear(weights["joined"], found), x)
    wide = [v.relu() for v in linear(weights["wider"], normed(x))]
    x = added(linear(weights["narrower"], wide), x)
    return softmax(linear(weights["answers"], x))


def loss(weights: Weights, name: Sequence[Token]) -> Any:
    """The mean surprise at each next token of a name."""
    keys: list[Row] = []
    values: list[Row] = []
    surprises = [
        -chosen(answer(weights, token, place, keys, values), following).log()
        for place, (token, following) in enumerate(itertools.pairwise(name))
    ]
    return sum(surprises) / len(surprises)


class Adam:
    """Its steps are a loop of plain floats, the same for all kinds of numbers.

    The means are too small at first, by shares that are known: of the squares as of
    the means. Both are made up for in two numbers for all parameters.

    Args:
        parameters: what moves.
    """

    def __init__(self, parameters: Row) -> None:
        self.parameters = parameters
        self.means = [0.0] * len(parameters)
        self.squares = [0.0] * len(parameters)
        self.steps = 0

    def step(self) -> None:
        """Move all parameters, and forget their derivatives."""
        values = [p.data for p in self.parameters]
        ds = [p.derivative or 0.0 for p in self.parameters]
        for p, value in zip(self.parameters, self.moved(values, ds)):
            p.data, p.derivative = value, 0.0

    def moved(
        self,
        values: Sequence[float],
        ds: Sequence[float],
        lr: float = 0.01,
        b1: float = 0.85,
        b2: float = 0.99,
    ) -> list[float]:
        """Return the values of all parameters after a step, given the derivatives."""
        self.steps += 1
        share = sqrt(1 - b2**self.steps)
        size, small = lr * share / (1 - b1**self.steps), 1e-8 * share
        a1, a2 = 1 - b1, 1 - b2
        self.means = [b1 * m + a1 * d for m, d in zip(self.means, ds)]
        self.squares = [b2 * s + a2 * d * d for s, d in zip(self.squares, ds)]
        return [
            value - size * m / (sqrt(s) + small)
            for value, m, s in zip(values, self.means, self.squares)
        ]
