"""The checks of task 4.5: attention with a mask, and several heads."""

import copy
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from minitorch import Scalar
from project.scalar_attention import (
    attention,
    attention_weights,
    join_heads,
    self_attention,
    softmax,
    split_heads,
)
from work.ideas import guessed
from work.rows import Table, drawn, form, near, plain, short
from work.telling import close, result, shown, sure


def scalars(table: Sequence[Sequence[float]]) -> list[list[Scalar]]:
    """A table of Scalars."""
    return [[Scalar(x) for x in row] for row in table]


def numbers(called: str, came: Any, expected: Table | list[float], kind: str) -> Any:
    """What came, in plain numbers, where it has the right form.

    Args:
        called: the call.
        came: what it gave.
        expected: numbers of the same form.
        kind: the form in words.
    """
    found = plain(came)
    right = isinstance(came, list) and form(found) == form(expected)
    sure(right, called, shown(short(found)), f"{kind}: {shown(short(expected))}", kind)
    return found


def same(
    called: str,
    came: Any,
    expected: Any,
    known: Sequence[tuple[Any, str]],
    idea: str,
    kind: str = "a list with a row, a list, for each token",
) -> None:
    """Make sure that these numbers came, and tell a known mistake by its numbers."""
    found = numbers(called, came, expected, kind)
    ideas = [(True, text) for wrong, text in known if near(found, wrong)]
    told = guessed(True, ideas, idea)
    sure(
        near(found, expected), called, shown(short(found)), shown(short(expected)), told
    )


# In plain numbers, right or with a known mistake


def shares(scores: Sequence[float]) -> list[float]:
    """The softmax of some scores; -∞ gives 0."""
    powers = [math.exp(score) for score in scores]
    return [power / sum(powers) for power in powers]


def product(xs: Sequence[float], ys: Sequence[float]) -> float:
    """The sum of products of two rows."""
    return sum(x * y for x, y in zip(xs, ys, strict=True))


def looks(
    queries: Table,
    keys: Table,
    scale: float | None = None,
    seen: Callable[[int, int], bool] = lambda i, j: j <= i,
) -> Table:
    """The weights of a head: seen(i, j) is whether token i may look at token j."""
    by = 1 / math.sqrt(len(queries[0])) if scale is None else scale
    table = []
    for i, query in enumerate(queries):
        scores = [by * product(query, key) for key in keys]
        if not any(seen(i, j) for j in range(len(keys))):
            return []
        table.append(
            shares([s if seen(i, j) else -math.inf for j, s in enumerate(scores)])
        )
    return table


def turned(table: Sequence[Sequence[float]]) -> Table:
    """Rows as columns."""
    return [list(column) for column in zip(*table, strict=True)]


def mixed(weights: Table, values: Table) -> Table:
    """For each row of weights the mean of the values."""
    return [[product(row, column) for column in turned(values)] for row in weights]


def cut(rows: Table, heads: int) -> list[Table]:
    """The part of each head of every row."""
    n = len(rows[0]) // heads
    return [[r[n * h : n * h + n] for r in rows] for h in range(heads)]


# softmax

ALL_SHARES = "exp of each score, divided by the sum of all of them"


def test_shares() -> None:
    """softmax: shares in the proportions of exp."""
    scores = [math.log(n) for n in (1, 2, 5)]
    came = softmax([Scalar(score) for score in scores])
    known = [
        (scores, "these are the scores; a share is exp of a score over the sum"),
        ([1.0, 2.0, 5.0], "the sum of all powers is what each is divided by"),
        ([0.2, 0.4, 1.0], "divide by the sum of the powers, and not by the largest"),
        (
            [n / 3 for n in (1, 2, 5)],
            "divide by the sum, and not by how many there are",
        ),
        ([s / sum(scores) for s in scores], "powers are divided, and not the scores"),
    ]
    called = "softmax of log 1, log 2 and log 5, as Scalars"
    same(
        called, came, [0.125, 0.25, 0.625], known, ALL_SHARES, "a share for each score"
    )
    sure(
        all(isinstance(share, Scalar) for share in came),
        called,
        shown(came),
        "a list of Scalars",
        "shares are Scalars, for derivatives have to pass",
    )
    same("softmax of one score", softmax([Scalar(-3.0)]), [1.0], [], ALL_SHARES)


def test_large_scores() -> None:
    """softmax: large scores, and very small ones."""
    for scores, expected in (
        ([1000.0, 1000.0, 0.0], [0.5, 0.5, 0.0]),
        ([-1000.0, -1000.0 + math.log(3)], [0.25, 0.75]),
    ):
        called = f"softmax of {short(scores)}"
        idea = "take the largest score from all of them before exp: no share changes"
        came = result(
            called,
            lambda scores=scores: softmax([Scalar(s) for s in scores]),
            shown(short(expected)),
            idea,
        )
        same(called, came, expected, [], idea, "a share for each score")


def slopes(run: Callable[[list[Any]], Any], at: Sequence[float]) -> list[float]:
    """The derivatives of a number by others, from two nearby values each."""
    found, e = [], 1e-5
    for i in range(len(at)):
        up, down = ([Scalar(x) for x in at] for _ in range(2))
        up[i], down[i] = Scalar(at[i] + e), Scalar(at[i] - e)
        found.append((plain(run(up)) - plain(run(down))) / (2 * e))
    return found


def check_slopes(called: str, run: Callable[[list[Any]], Any], at: list[float]) -> None:
    """Make sure that derivatives reach all the Scalars from which a number came."""
    variables = [Scalar(x) for x in at]
    came = run(variables)
    idea = "compute with the Scalars all the way, and not with their data"
    sure(isinstance(came, Scalar), called, shown(came), "a Scalar", idea)
    came.backward()
    measured = slopes(run, at)
    for i, (variable, expected) in enumerate(zip(variables, measured, strict=True)):
        close(
            f"{called}, then backward(): derivative {i}",
            0.0 if variable.derivative is None else variable.derivative,
            expected,
            idea,
            tolerance=1e-4,
        )


def test_derivatives_of_shares() -> None:
    """softmax: derivatives reach every score."""
    at = [0.3, -0.5, 1.2]
    check_slopes(
        "softmax of three scores: the first share", lambda s: softmax(s)[0], at
    )
    check_slopes("softmax of three scores: the last share", lambda s: softmax(s)[2], at)


# The weights of a head

QUERIES = [[1.0, 2.0, 0.0, -1.0], [0.5, -1.0, 1.5, 0.0], [-1.0, 1.0, 2.0, 0.5]]
KEYS = [[0.5, 1.0, -1.0, 1.0], [1.5, 0.0, 0.5, -0.5], [-0.5, 1.0, 1.0, 2.0]]
WHERE = "attention_weights of three queries and keys of four numbers"
A_ROW = "a row of three weights for each of the three tokens"


def of_known_mistakes(queries: Table, keys: Table) -> list[tuple[Table, str]]:
    """What mistakes make of some queries and keys, and what is missing then."""
    n, time = len(queries[0]), len(keys)
    scaled = "scores are divided by the root of how many numbers a query has, "
    ahead = looks(queries, keys, seen=lambda i, j: True)
    by_key = [
        shares(
            [
                product(q, key) / math.sqrt(n) if i >= j else -math.inf
                for i, q in enumerate(queries)
            ]
        )
        for j, key in enumerate(keys)
    ]
    low = [[w if j <= i else 0.0 for j, w in enumerate(r)] for i, r in enumerate(ahead)]
    over = "softmax goes over what one token looks at, a row; here columns add up to 1"
    seen = "a token looks at itself, and at those before it: at token j if j <= i"
    return [
        (looks(queries, keys, 1.0), f"no scaling: {scaled}√{n}"),
        (looks(queries, keys, 1 / n), f"{scaled}√{n}, and not by the number itself"),
        (looks(queries, keys, math.sqrt(n)), f"{scaled}and not multiplied by it"),
        (looks(queries, keys, time**-0.5), f"{scaled}and not of how many tokens"),
        (ahead, f"the mask is missing: each token sees those that come later; {seen}"),
        (
            looks(queries, keys, seen=lambda i, j: j >= i),
            f"the mask is the wrong way round; {seen}",
        ),
        (low, "the mask comes before the softmax: rows do not add up to 1 any more"),
        (turned(by_key), over),
        (turned(looks(keys, queries, seen=lambda j, i: True)), over),
        (by_key, "row i is what query i looks at: rows and columns are exchanged"),
        (
            looks(keys, queries),
            "row i is what query i makes of the keys, and not key i",
        ),
    ]


def check_table(called: str, queries: Table, keys: Table) -> None:
    """Make sure of the weights of some queries and keys."""
    came = result(
        called,
        lambda: attention_weights(scalars(queries), scalars(keys)),
        "a row of weights for each token",
        "a token always sees itself, so the softmax has one score at least",
    )
    size = f"a row of {len(keys)} weights for each of {len(queries)} tokens"
    found = numbers(called, came, looks(queries, keys), size)
    known = of_known_mistakes(queries, keys)
    total = [sum(row) for row in found]
    ones = [1.0] * len(keys)
    idea = guessed(
        True,
        [
            (near(found, looks(queries, keys)), ""),
            *((True, text) for wrong, text in known if near(found, wrong)),
            (found[0][0] == 0, "a token looks at itself, too: at token j if j <= i"),
            (
                near([sum(column) for column in turned(found)], ones),
                "softmax goes over what one token looks at, a row; here columns add up "
                "to 1",
            ),
            (not near(total, ones), "each row adds up to 1: it is a softmax"),
            (
                any(w for i, row in enumerate(found) for w in row[i + 1 :]),
                "where a token may not look stands 0: its score is no part of the "
                "softmax",
            ),
        ],
        "softmax of query · key / √(numbers in a query), over the tokens so far",
    )
    right = looks(queries, keys)
    sure(near(found, right), called, shown(short(found)), shown(short(right)), idea)


def test_weights_of_a_head() -> None:
    """attention_weights: scaled, masked, and a softmax for each row."""
    check_table(WHERE, QUERIES, KEYS)
    check_table("attention_weights of one query and one key", [[2.0]], [[-1.0]])
    for time, size in ((4, 1), (2, 9), (5, 2)):
        called = f"attention_weights of {time} tokens, {size} numbers each"
        check_table(called, drawn(time, size, 1), drawn(time, size, 2))


def test_large_products() -> None:
    """attention_weights: long queries and keys."""
    big = [[40.0 * x for x in row] for row in QUERIES]
    called = "attention_weights of queries and keys that are 40 times as long"
    came = result(
        called,
        lambda: attention_weights(
            scalars(big), scalars([[40 * x for x in r] for r in KEYS])
        ),
        "rows of weights",
        "softmax must not overflow; a score that may not be seen takes no part in it",
    )
    for i, row in enumerate(plain(came)):
        close(f"{called}: the sum of row {i}", sum(row), 1.0, "each row adds up to 1")


def test_weights_do_not_see_later_tokens() -> None:
    """attention_weights: a later token changes no row before it."""
    keys, other = copy.deepcopy(KEYS), copy.deepcopy(QUERIES)
    keys[2], other[2] = [9.0, -7.0, 3.0, 1.0], [0.0, 5.0, -4.0, 2.0]
    before = plain(attention_weights(scalars(QUERIES), scalars(KEYS)))
    after = plain(attention_weights(scalars(other), scalars(keys)))
    for i in (0, 1):
        sure(
            near(before[i], after[i]),
            f"{WHERE}; then the last token is another: row {i}",
            shown(short(after[i])),
            shown(short(before[i])),
            "what comes later has no influence, not even in the sum below the line: "
            "mask the scores before the softmax",
        )


def test_derivatives_of_weights() -> None:
    """attention_weights: derivatives reach queries and keys."""
    flat = [x for table in (QUERIES, KEYS) for row in table for x in row]

    def run(variables: list[Any]) -> Any:
        rows = [variables[i : i + 4] for i in range(0, 24, 4)]
        table = attention_weights(rows[:3], rows[3:])
        return table[2][0] + 2 * table[1][1]

    check_slopes(f"{WHERE}: weights [2][0] + 2 · [1][1]", run, flat)


# What is taken

VALUES = [[10.0, -1.0, 3.0], [20.0, 0.5, -2.0], [40.0, 2.0, 1.0]]
TAKES = "attention of three tokens, with values of three numbers"


def test_what_a_token_takes() -> None:
    """attention: the sum of the values, each times its weight."""
    weights = looks(QUERIES, KEYS)
    known = [
        (
            mixed(turned(weights), VALUES),
            "the weights of a token are its row of the table, and not its column",
        ),
        (mixed(looks(KEYS, QUERIES), VALUES), "queries ask, and keys are asked"),
        (mixed(looks(QUERIES, KEYS, seen=lambda i, j: True), VALUES), "no mask"),
        (weights, "these are the weights; what a token takes is a sum of values"),
        (
            [[x / 3 for x in row] for row in mixed(weights, VALUES)],
            "the weights add up to 1: nothing is left to be divided",
        ),
    ]
    came = attention(scalars(QUERIES), scalars(KEYS), scalars(VALUES))
    idea = "entry j: entry j of each value, times the weight of its token, added up"
    same(TAKES, came, mixed(weights, VALUES), known, idea)
    for columns in (1, 5):
        values = drawn(3, columns, columns)
        came = attention(scalars(QUERIES), scalars(KEYS), scalars(values))
        called = f"attention of three tokens, with values of {columns} numbers"
        same(called, came, mixed(weights, values), [], idea)


def test_order_of_earlier_tokens() -> None:
    """attention: the order of the tokens before changes nothing for the last one."""
    tables = [drawn(4, 2, seed) for seed in (1, 2, 3)]
    last = plain(attention(*map(scalars, tables)))[-1]
    for order in itertools.permutations(range(3)):
        moved = [[table[i] for i in (*order, 3)] for table in tables]
        came = plain(attention(*map(scalars, moved)))[-1]
        sure(
            near(came, last),
            f"attention of four tokens, the first three in the order {order}: the last",
            shown(short(came)),
            shown(short(last)),
            "attention knows no places: each value goes with its own key",
        )


def test_derivatives_of_attention() -> None:
    """attention: derivatives reach values."""
    flat = [x for row in VALUES for x in row]

    def run(variables: list[Any]) -> Any:
        rows = [variables[i : i + 3] for i in range(0, 9, 3)]
        found = attention(scalars(QUERIES), scalars(KEYS), rows)
        return found[2][0] + 3 * found[1][1]

    check_slopes(f"{TAKES}: entries [2][0] + 3 · [1][1]", run, flat)


# Heads

MIXED_UP = (
    "cut each row, and not the whole text: with this cut a head gets several pieces of "
    "one token, and what comes later gets into rows before it"
)


def test_cutting() -> None:
    """split_heads: each head gets its part of every row."""
    for time, width, heads in ((3, 4, 2), (1, 4, 2), (2, 6, 3), (4, 3, 1), (3, 4, 4)):
        rows = [[10.0 * t + i for i in range(width)] for t in range(time)]
        right, size = cut(rows, heads), width // heads
        flat = [x for row in rows for x in row]
        pieces = [flat[i : i + size] for i in range(0, len(flat), size)]
        known = [
            ([pieces[h * time : (h + 1) * time] for h in range(heads)], MIXED_UP),
            (
                [[row[h::heads] for row in rows] for h in range(heads)],
                "numbers of a head stand side by side: the first head gets the first",
            ),
            (
                [
                    [row[h * size : (h + 1) * size] for h in range(heads)]
                    for row in rows
                ],
                "the heads come first, and in each the tokens: entry [h][t]",
            ),
        ]
        if time % heads == 0:
            share = time // heads
            part = [rows[h * share : (h + 1) * share] for h in range(heads)]
            known.append(
                (part, "each head gets a part of every row, and no whole rows")
            )
        called = f"split_heads({short(rows)}, {heads})"
        came = split_heads(scalars(rows), heads)
        idea = "entry [h][t] is the part of head h of the row of token t"
        kind = f"{heads} heads, each with {time} rows of {size} numbers"
        found = plain(came)
        ideas = [(True, text) for wrong, text in known if near(found, wrong)]
        idea = guessed(True, ideas, idea)
        sure(near(found, right), called, shown(short(found)), f"{kind}: {right}", idea)


def test_joining() -> None:
    """join_heads: the parts of a token stand side by side again."""
    for time, size, heads in ((3, 2, 2), (2, 2, 3), (4, 3, 1), (2, 1, 2)):
        rows = [[10.0 * t + i for i in range(size * heads)] for t in range(time)]
        parts = cut(rows, heads)
        flat = [x for part in parts for row in part for x in row]
        wide = size * heads
        known = [
            (
                [flat[i : i + wide] for i in range(0, len(flat), wide)],
                "a row of the result is for one token, with its part of each head, "
                "and has no pieces of other tokens",
            ),
            (
                [row for part in parts for row in part],
                "side by side: for each token one row, as long as all its parts",
            ),
            (
                [[sum(xs) for xs in zip(*rs, strict=True)] for rs in zip(*parts)],
                "the parts are put side by side, and not added",
            ),
            (
                [[x for xs in zip(*rs, strict=True) for x in xs] for rs in zip(*parts)],
                "all numbers of the first head first, then those of the second",
            ),
        ]
        found = plain(join_heads([scalars(part) for part in parts]))
        ideas = [(True, text) for wrong, text in known if near(found, wrong)]
        sure(
            near(found, rows),
            f"join_heads({short(parts)})",
            shown(short(found)),
            shown(short(rows)),
            guessed(True, ideas, "it takes back what split_heads has done"),
        )


# All together

NAMES = ("query", "key", "value", "joined")


def matrices(width: int, seed: int) -> dict[str, Table]:
    """Four matrices at random."""
    return {name: drawn(width, width, seed + i) for i, name in enumerate(NAMES)}


def linear(matrix: Table, rows: Table) -> Table:
    """A matrix times each row."""
    return [[product(line, row) for line in matrix] for row in rows]


def heads_of(weights: Mapping[str, Table], rows: Table, heads: int) -> Table:
    """What the heads have found, side by side."""
    q, k, v = (cut(linear(weights[name], rows), heads) for name in NAMES[:3])
    found = [mixed(looks(*both), value) for *both, value in zip(q, k, v, strict=True)]
    return [[x for part in parts for x in part] for parts in zip(*found, strict=True)]


def wholly_scaled(weights: Mapping[str, Table], rows: Table, heads: int) -> Table:
    """The same with all scores divided by the root of the whole width."""
    by = 1 / math.sqrt(heads)
    return heads_of(
        weights | {"query": [[by * x for x in line] for line in weights["query"]]},
        rows,
        heads,
    )


def test_self_attention() -> None:
    """self_attention: matrices, heads, and what joins them."""
    for time, width, heads in ((3, 4, 1), (3, 4, 2), (2, 6, 3), (4, 4, 4)):
        weights, rows = matrices(width, 5), drawn(time, width, 9)
        found, joined = heads_of(weights, rows, heads), weights["joined"]
        right = linear(joined, found)
        known = [
            (found, 'the last step is missing: "joined" times the row of each token'),
            (
                linear(joined, heads_of(weights, rows, 1)) if heads > 1 else None,
                "here is a single head; each of several has softmax on its own part",
            ),
            (
                linear(joined, wholly_scaled(weights, rows, heads))
                if heads > 1
                else None,
                "each head divides by the root of how many numbers its queries have",
            ),
            (
                linear(turned(joined), found),
                "a matrix times a row: each number is a row of the matrix times that "
                "of the token",
            ),
            *(
                (
                    linear(joined, heads_of(weights | {a: weights[b]}, rows, heads)),
                    f'"{b}" was used where "{a}" belongs',
                )
                for a, b in itertools.permutations(NAMES[:3], 2)
            ),
            (
                linear(
                    joined,
                    heads_of(
                        weights | {"query": weights["key"], "key": weights["query"]},
                        rows,
                        heads,
                    ),
                ),
                "queries ask, and keys are asked: the two are exchanged",
            ),
        ]
        made = {name: scalars(matrix) for name, matrix in weights.items()}
        called = f"self_attention of {time} tokens, width {width}, heads = {heads}"
        came = result(
            called,
            lambda: self_attention(made, scalars(rows), heads),  # noqa: B023
            "a row for each token",
        )
        idea = "the matrices first, then cut, attention of each head, join, and joined"
        same(called, came, right, known, idea)


def test_no_token_sees_ahead() -> None:
    """self_attention: a later token changes nothing before it."""
    made = {name: scalars(matrix) for name, matrix in matrices(4, 5).items()}
    rows = drawn(4, 4, 3)
    for heads in (1, 2):
        before = plain(self_attention(made, scalars(rows), heads))
        for last in (1, 2, 3):
            changed = [*rows[:last], [3.0, -1.0, 0.5, 2.0], *rows[last + 1 :]]
            after = plain(self_attention(made, scalars(changed), heads))
            moved = [t for t in range(last) if not near(before[t], after[t])]
            sure(
                not moved,
                f"self_attention with heads = {heads}; then token {last} is another",
                f"tokens {', '.join(map(str, moved))} change, too",
                f"no token before {last} changes",
                "each token sees itself and those before it; look at the mask, and at "
                "how rows are cut and joined",
            )
            sure(
                not near(before[last], after[last]),
                f"self_attention with heads = {heads}; then token {last} is another",
                f"token {last} finds the same as before",
                "something else",
                "a token sees itself",
            )


def test_derivatives_of_all() -> None:
    """self_attention: derivatives reach all four matrices, and the rows."""
    tables = [*matrices(2, 5).values(), drawn(3, 2, 1)]
    flat = [x for table in tables for row in table for x in row]

    def run(variables: list[Any]) -> Any:
        rows = [variables[i : i + 2] for i in range(0, len(flat), 2)]
        made = {name: rows[2 * i : 2 * i + 2] for i, name in enumerate(NAMES)}
        found = self_attention(made, rows[8:], 2)
        return found[2][0] + 2 * found[1][1] - found[0][1]

    check_slopes("self_attention of three tokens: three of its numbers", run, flat)


def test_nothing_given_is_changed() -> None:
    """self_attention: what it was given stays as it was."""
    weights, rows = matrices(4, 5), drawn(3, 4, 3)
    made = {name: scalars(matrix) for name, matrix in weights.items()}
    given = scalars(rows)
    self_attention(made, given, 2)
    sure(
        near(plain(given), rows)
        and all(near(plain(made[n]), weights[n]) for n in NAMES),
        "self_attention: its arguments, afterwards",
        "other numbers",
        "those of before",
        "make new lists, and leave the old ones as they are",
    )
