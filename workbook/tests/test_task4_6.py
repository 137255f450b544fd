"""The checks of task 4.6: a GPT of Scalars, its loss, its training, its words."""

import math
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from minitorch import Adam, Scalar
from minitorch.faster.collector import collector_paused
from project.scalar_attention import self_attention
from project.scalar_gpt import (
    HEADS,
    WORDS,
    block,
    embedded,
    encode,
    gpt,
    inputs_and_targets,
    loss,
    make_weights,
    normed,
    parameters_of,
    train,
    write,
)
from work.ideas import guessed
from work.rows import Table, drawn, form, near, plain, short
from work.telling import Wrong, apart, close, equal, result, shown, sure

A_ROW = "a list with a row, a list, for each token"


def scalars(table: Sequence[Sequence[float]]) -> list[list[Scalar]]:
    """A table of Scalars."""
    return [[Scalar(x) for x in row] for row in table]


def same(
    called: str,
    came: Any,
    expected: Table,
    known: Sequence[tuple[Any, str]],
    idea: str,
) -> None:
    """Make sure that these rows came, and tell a known mistake by its numbers."""
    found = plain(came)
    ideas = [(True, text) for wrong, text in known if near(found, wrong)]
    if not isinstance(came, list) or form(found) != form(expected):
        ideas.append((True, A_ROW))
    told = guessed(True, ideas, idea)
    sure(
        near(found, expected), called, shown(short(found)), shown(short(expected)), told
    )


def turned(table: Sequence[Sequence[float]]) -> Table:
    """Rows as columns."""
    return [list(column) for column in zip(*table, strict=True)]


def added(*tables: Table) -> Table:
    """The sum of tables, number by number."""
    return [[sum(xs) for xs in zip(*rows, strict=True)] for rows in zip(*tables)]


def product(matrix: Table, rows: Table) -> Table:
    """A matrix times each row."""
    return [
        [sum(x * y for x, y in zip(line, row, strict=True)) for line in matrix]
        for row in rows
    ]


def model(width: int = 4, seed: int = 3, letters: int = 4, places: int = 5) -> Any:
    """A model with numbers of ours, none of them small."""
    made = make_weights(letters, places, seed, width)
    pick = random.Random(seed)
    return {
        n: [[Scalar(pick.uniform(-1, 1)) for _ in r] for r in m]
        for n, m in made.items()
    }


def quiet(weights: Any, *names: str) -> Any:
    """The model with zeros in some of its matrices."""
    zeros = {n: [[Scalar(0.0) for _ in row] for row in weights[n]] for n in names}
    return {**weights, **zeros}


# Inputs and targets


def test_inputs_and_targets() -> None:
    """inputs_and_targets: each token's target is the one after it."""
    for tokens in ([0, 2, 1, 3, 0], [0, 1, 0]):
        called = f"inputs_and_targets({tokens})"
        came = inputs_and_targets(list(tokens))
        pair = isinstance(came, (tuple, list)) and len(came) == 2
        sure(pair, called, shown(came), "two lists", "return inputs, targets")
        inputs, targets = (list(one) for one in came)
        right = tokens[:-1], tokens[1:]
        known = [
            (
                inputs == targets,
                "targets are not shifted: each would have to guess what it is itself. "
                "The target of a token is the one after it",
            ),
            (
                (targets, inputs) == right,
                "the other way round: the inputs come first, and the target of a token "
                "is the one after it",
            ),
            (
                targets == [tokens[-1], *tokens[:-2]] or targets == [0, *tokens[:-2]],
                "targets are shifted the wrong way: the target of a token is the one "
                "after it, and not the one before",
            ),
            (
                len(inputs) != len(targets),
                "each input has one target: the last token is no input",
            ),
        ]
        idea = guessed(True, known, "the last token is no input, the first no target")
        sure((inputs, targets) == right, called, shown(came), shown(right), idea)


# The stream


def test_embedded() -> None:
    """embedded: the row of the letter, plus the row of its place."""
    weights = model()
    letter, place = plain(weights["letter"]), plain(weights["place"])
    for tokens in ([2, 0, 3], [1], [3, 3, 1, 0]):
        at = range(len(tokens))
        letters, places = [letter[t] for t in tokens], [place[i] for i in at]
        known = [
            (letters, "the row of the place is missing: attention knows no places"),
            (places, "the row of the letter is missing"),
            (
                added(letters, [place[t] for t in tokens]),
                "that is the position of another token: the row of the place is found "
                "by where the token stands, and not by which one it is",
            ),
            (
                added(letters, [place[0] for _ in at]),
                "each token has the same place here: count with enumerate",
            ),
            (
                added(letters, [place[i + 1] for i in at]),
                "places are counted from 0",
            ),
            (
                added(letters, [place[len(tokens) - 1 - i] for i in at]),
                "places are counted from the front",
            ),
            (added(letters, places, places), "the place is used twice; add it once"),
            (
                added([letter[i] for i in at if i < len(letter)], places),
                "the row of the letter is found by the token",
            ),
        ]
        called = f"embedded(weights, {tokens})"
        idea = '"letter" of the token, plus "place" of its place, counted from 0'
        came = result(
            called, lambda tokens=tokens: embedded(weights, tokens), A_ROW, idea
        )
        same(called, came, added(letters, places), known, idea)


def root(row: Sequence[float]) -> float:
    """The root of the mean square."""
    return math.sqrt(sum(x * x for x in row) / len(row) + 1e-5)


def by_row(rows: Table) -> Table:
    """Each row, divided by the root of its mean square."""
    return [[x / root(row) for x in row] for row in rows]


def centred(rows: Table) -> Table:
    """Each row without its mean."""
    return [[x - sum(row) / len(row) for x in row] for row in rows]


def test_normed() -> None:
    """normed: each row by itself, divided by the root of its mean square."""
    for rows in ([[3.0, -4.0, 0.0], [1.0, 2.0, 2.0]], drawn(4, 3, 1), drawn(2, 5, 2)):
        whole = root([x for row in rows for x in row])
        known = [
            (
                turned(by_row(turned(rows))),
                "normalised over the wrong axis: each row, the numbers of one token, "
                "is for itself. Over the tokens, each would learn of those that follow",
            ),
            (
                [[x / whole for x in row] for row in rows],
                "each row by itself: here all rows are divided by the same number",
            ),
            (
                [[x / math.sqrt(root(r) ** 2 * len(r)) for x in r] for r in rows],
                "the mean of the squares, and not their sum",
            ),
            (
                [[x / (root(row) ** 2) for x in row] for row in rows],
                "divide by the root of the mean square",
            ),
            (
                [[x * root(row) for x in row] for row in rows],
                "divide by the root, as ** -0.5 does",
            ),
            (by_row(centred(rows)), "the mean is not taken away: no LayerNorm here"),
        ]
        called = f"normed({shown(short(rows))})"
        idea = "x / √(mean of the squares of the row + 1e-5)"
        came = normed(scalars(rows))
        found = plain(came)
        exact = by_row(rows)
        if form(found) == form(exact):
            # 1e-5 is small: what it changes must not hide which mistake it is.
            for wrong, text in known:
                off = [abs(a - b) for r, s in zip(found, wrong) for a, b in zip(r, s)]
                if max(off) < 1e-4 and not near(found, exact):
                    raise Wrong(called, shown(short(found)), shown(short(exact)), text)
        same(called, came, exact, [], idea)


def test_normed_of_zeros() -> None:
    """normed: a row of zeros, and a very small one."""
    for row in ([0.0, 0.0], [0.003, -0.001]):
        called = f"normed([{row}])"
        idea = "1e-5 is added to the mean square, within the root"
        came = result(called, lambda row=row: normed(scalars([row])), "a row", idea)
        same(called, came, by_row([row]), [], idea)


def test_normed_of_large_rows() -> None:
    """normed: the length of a row does not matter, and other rows do not."""
    rows = drawn(3, 4, 5)
    long = [[1000.0 * x for x in rows[0]], rows[1], [5.0, 4.0, -9.0, 1.0]]
    before, after = plain(normed(scalars(rows))), plain(normed(scalars(long)))
    sure(
        before[1] == after[1],
        "normed of three rows; then the first and the last are others: row 1",
        shown(short(after[1])),
        shown(short(before[1])),
        "each token is normalised by itself",
    )


NO_STREAM = (
    "each part adds to the stream: rows + what it found, and what it found alone is no "
    "residual"
)


READ_ALONE = "the norm stands where a part reads; the stream itself stays as it is"


def network(weights: Any, rows: Table, bend: Callable[[float], float]) -> Table:
    """The small network of a block."""
    wide = product(plain(weights["wider"]), rows)
    return product(plain(weights["narrower"]), [[bend(x) for x in row] for row in wide])


def relu(x: float) -> float:
    """The larger one of x and 0."""
    return max(x, 0.0)


def test_first_half_of_a_block() -> None:
    """block: attention of the normed rows is added."""
    weights, rows = quiet(model(), "narrower"), drawn(3, 4, 2)

    def found(heads: int, read: Table) -> Table:
        table: Table = plain(self_attention(weights, scalars(read), heads))
        return table

    exact = by_row(rows)
    known = [
        (found(HEADS, exact), NO_STREAM),
        (added(rows, found(HEADS, rows)), "attention reads the rows normed"),
        (added(exact, found(HEADS, exact)), READ_ALONE),
        (
            by_row(added(rows, found(HEADS, rows))),
            "the norm stands in front of each part, and not behind the sum",
        ),
        (added(rows, found(1, exact)), f"there are HEADS = {HEADS} heads"),
        (rows, "attention is missing: the first sum adds what it has found"),
        ([[0.0] * 4 for _ in rows], NO_STREAM),
        (by_row(added(exact, found(HEADS, exact))), READ_ALONE),
    ]
    came = block(weights, scalars(rows))
    right = added(rows, found(HEADS, exact))
    called = 'block of three tokens, with "narrower" full of zeros'
    same(called, came, right, known, "rows + attention(normed rows)")


def test_second_half_of_a_block() -> None:
    """block: the network of the normed rows is added."""
    weights, rows = quiet(model(), "joined"), drawn(3, 4, 2)
    exact = by_row(rows)
    made = network(weights, exact, relu)
    known = [
        (made, NO_STREAM),
        (
            added(rows, network(weights, rows, relu)),
            "the network reads the rows normed",
        ),
        (added(exact, made), READ_ALONE),
        (
            by_row(added(rows, network(weights, rows, relu))),
            "the norm stands in front of each part, and not behind the sum",
        ),
        (
            added(rows, network(weights, exact, lambda x: x)),
            "relu is missing: without it the two matrices are one",
        ),
        (
            added(rows, [[relu(x) for x in row] for row in made]),
            'relu stands between "wider" and "narrower"',
        ),
        (
            added(
                rows,
                [[relu(x) for x in r] for r in network(weights, exact, lambda x: x)],
            ),
            'relu stands between "wider" and "narrower"',
        ),
        (rows, "the network is missing: the second sum adds what it has made"),
    ]
    came = block(weights, scalars(rows))
    called = 'block of three tokens, with "joined" full of zeros'
    same(called, came, added(rows, made), known, "rows + network(normed rows)")


def test_whole_block() -> None:
    """block: the network reads what attention has added."""
    weights, rows = model(), drawn(3, 4, 2)
    found = plain(self_attention(weights, scalars(by_row(rows)), HEADS))
    stream = added(rows, found)
    right = added(stream, network(weights, by_row(stream), relu))
    known = [
        (
            added(stream, network(weights, by_row(rows), relu)),
            "the network reads the stream after the first sum, with what attention has "
            "found",
        ),
        (
            added(rows, network(weights, by_row(stream), relu)),
            "the second sum adds to what the first has given",
        ),
        (
            added(stream, network(weights, by_row(found), relu)),
            "the network reads the whole stream, and not what attention found alone",
        ),
    ]
    came = block(weights, scalars(rows))
    same("block of three tokens", came, right, known, "two sums, one after the other")


# The model


def test_logits() -> None:
    """gpt: embedded, block, normed, next."""
    weights = model()
    for tokens in ([0, 2, 1], [3]):
        rows = plain(block(weights, embedded(weights, tokens)))
        after = plain(weights["next"])
        logits = product(after, by_row(rows))
        known = [
            (product(after, rows), 'one more norm stands before "next"'),
            (
                product(after, by_row(plain(embedded(weights, tokens)))),
                "the block is missing",
            ),
            (
                [shares(row) for row in logits],
                "these are shares: the softmax belongs to the loss, behind the logits",
            ),
            ([logits[-1]], "there are logits at each place, and not at the last alone"),
            (logits[-1], "there are logits at each place, and not at the last alone"),
            (
                product(
                    after,
                    by_row(
                        plain(
                            block(weights, normed(embedded(weights, tokens)))
                        )  # twice
                    ),
                ),
                "the stream begins as it is embedded: norms stand where it is read",
            ),
        ]
        called = f"gpt(weights, {tokens})"
        same(called, gpt(weights, tokens), logits, known, '"next" of each normed row')


def shares(logits: Sequence[float]) -> list[float]:
    """The softmax of some numbers."""
    powers = [math.exp(x - max(logits)) for x in logits]
    return [power / sum(powers) for power in powers]


def test_no_place_sees_ahead() -> None:
    """gpt: a later token changes nothing before it."""
    weights, tokens = model(), [0, 2, 1, 3, 2]
    before = plain(gpt(weights, tokens))
    for at in (1, 3, 4):
        other = [*tokens[:at], (tokens[at] + 1) % 4, *tokens[at + 1 :]]
        after = plain(gpt(weights, other))
        moved = [i for i in range(at) if not near(before[i], after[i])]
        sure(
            not moved,
            f"gpt of {tokens} and of {other}",
            f"other logits at {moved}",
            f"other logits from place {at} on",
            "a place must not see what it has to guess: each row is made of its own "
            "token and of those before it",
        )


def test_places_matter() -> None:
    """gpt: it tells words of the same letters apart."""
    weights = model()
    one, other = (plain(gpt(weights, tokens))[-1] for tokens in ([1, 2, 3], [2, 1, 3]))
    sure(
        not near(one, other),
        "gpt of [1, 2, 3] and of [2, 1, 3], at the last place",
        "the same logits",
        "different ones",
        "attention knows no order: places have to be among the numbers of a token",
    )


# The loss

TEXTS = [[0, 1, 2, 1, 0], [0, 3, 0], [0, 2, 2, 0]]


def surprises(weights: Any, text: Sequence[int], shift: int = 1) -> list[float]:
    """What each target of a text costs; without a shift each guesses itself."""
    inputs = list(text[:-1])
    targets = list(text[shift:])[: len(inputs)]
    rows = plain(gpt(weights, inputs))
    return [-math.log(shares(row)[t]) for row, t in zip(rows, targets, strict=True)]


def test_loss_of_one_text() -> None:
    """loss: the mean surprise at each next token."""
    weights = model()
    for text in ([0, 1, 2, 1, 0], [0, 3]):
        each = surprises(weights, text)
        n, wrong = len(each), surprises(weights, text, 0)
        known = [
            (sum(each), "the mean, and not the sum"),
            (-sum(each) / n, "a surprise is -log of a share: it is 0 or more"),
            (
                sum(wrong) / n,
                "targets are not shifted: these are the surprises at the tokens that "
                "are read",
            ),
            (each[-1], "all places count, and not the last alone"),
            (each[0], "all places count, and not the first alone"),
            (sum(each) / n / n, "divided twice"),
            (sum(each) / len(text), "divide by how many targets there are"),
            (
                sum(math.exp(-x) for x in each) / n,
                "-log of each share, and then the mean",
            ),
            (
                -math.log(sum(math.exp(-x) for x in each) / n),
                "first -log of each share, then the mean",
            ),
        ]
        called = f"loss(weights, [{text}])"
        came = result(called, lambda text=text: loss(weights, [text]), "a Scalar")
        sure(
            isinstance(came, Scalar),
            called,
            shown(came),
            "a Scalar",
            "the loss is what backward begins with",
        )
        idea = guess(came.data, known, "the mean of -log(share of the target)")
        close(called, came.data, sum(each) / n, idea)


def guess(came: float, known: Sequence[tuple[float, str]], otherwise: str) -> str:
    """The idea that is missing, where a wrong number is known."""
    return guessed(True, [(near(came, x), text) for x, text in known], otherwise)


def test_loss_of_several_texts() -> None:
    """loss: each target of all texts counts as much as any other."""
    weights = model()
    each = [surprises(weights, text) for text in TEXTS]
    means = [sum(one) / len(one) for one in each]
    total, n = sum(map(sum, each)), sum(map(len, each))
    known = [
        (
            sum(means) / 3,
            "a mean of the texts' means: the targets of short texts would count more. "
            "Add up all surprises, and divide once, by how many targets there are",
        ),
        (total / n / 3, "a mean over the batch too many: it is divided once"),
        (sum(means) / 9, "a mean over the batch too many: it is divided once"),
        (total / 3, "divide by how many targets there are, and not by the texts"),
        (total / n / n, "divided twice"),
        (total, "the mean, and not the sum"),
        (means[0], "all texts count, and not the first alone"),
        (means[-1], "all texts count, and not the last alone"),
        (sum(means), "the mean of all surprises, and not a sum of means"),
        (total / sum(map(len, TEXTS)), "divide by how many targets there are"),
    ]
    came = loss(weights, TEXTS).data
    idea = guess(came, known, "all surprises added up, divided by their number")
    close("loss of three texts, with 4, 2 and 3 targets", came, total / n, idea)


def test_loss_of_nothing_learned() -> None:
    """loss: log of the number of letters where all are equally likely."""
    for letters in (4, 7):
        weights = quiet(model(letters=letters), "next")
        close(
            f'loss of a model with {letters} letters and "next" full of zeros',
            loss(weights, TEXTS).data,
            math.log(letters),
            "each letter has the same share, and log of that is the surprise",
        )


def test_derivatives() -> None:
    """loss: derivatives reach every matrix."""
    weights = model(width=2)
    loss(weights, TEXTS[:2]).backward()
    e = 1e-5
    for name, matrix in weights.items():
        p = matrix[1][-1]
        at, d = p.data, p.derivative
        values = []
        for moved in (at + e, at - e):
            p.data = moved
            values.append(loss(weights, TEXTS[:2]).data)
        p.data = at
        close(
            f'loss(weights, texts).backward(): the derivative of "{name}"[1][-1]',
            0.0 if d is None else d,
            (values[0] - values[1]) / (2 * e),
            "compute with the Scalars all the way, and not with their data",
            tolerance=1e-4,
        )


# Training


def by_adam(weights: Any, steps: int, rate: float) -> tuple[list[float], list[float]]:
    """What steps of Adam lead to: losses, and the parameters' numbers."""
    parameters, losses = parameters_of(weights), []
    optimiser = Adam(parameters, lr=rate)
    for p in parameters:
        p.derivative = None
    for _ in range(steps):
        now = loss(weights, TEXTS[:2])
        losses.append(now.data)
        now.backward()
        optimiser.step()
        optimiser.zero_grad()
    return losses, [p.data for p in parameters]


def moved(steps: int, before: bool = False) -> tuple[list[float], list[float]]:
    """What train leads to; with derivatives that are there from before."""
    weights = model(width=2)
    if before:
        (100 * loss(weights, TEXTS[1:])).backward()
    losses = train(weights, TEXTS[:2], steps, 0.1)
    called = f"train(weights, texts, steps={steps}, rate=0.1)"
    sure(
        isinstance(losses, list) and all(type(d) is float for d in losses),
        called,
        shown(short(losses)),
        "a list of floats",
        "train returns the loss of each step as a float: its data",
    )
    equal(f"{called}: how many losses", len(losses), steps, "one for each step")
    return losses, [p.data for p in parameters_of(weights)]


def check_step(called: str, came: list[float], right: list[float], idea: str) -> None:
    """Make sure where parameters are after training."""
    start = [p.data for p in parameters_of(model(width=2))]
    off = sum(abs(a - b) > 1e-6 for a, b in zip(came, right, strict=True))
    if near(came, start) and not near(right, start):
        idea = "nothing has moved: backward, and then a step"
    sure(
        off == 0,
        called,
        f"{off} of {len(right)} parameters are elsewhere",
        "each where a step of Adam takes it",
        idea,
    )


def test_one_step() -> None:
    """train: a step against the derivatives of the loss."""
    losses, came = moved(1)
    expected, right = by_adam(model(width=2), 1, 0.1)
    check_step(
        "train(weights, texts, steps=1, rate=0.1)",
        came,
        right,
        "loss of all texts, backward, and a step of Adam with lr=rate",
    )
    idea = "the loss of a step is the one before the parameters move"
    sure(near(losses, expected), "its losses", *apart(losses, expected), idea)


def test_several_steps() -> None:
    """train: steps go on from one another, with one Adam."""
    losses, came = moved(3)
    expected, right = by_adam(model(width=2), 3, 0.1)
    idea = (
        "in each step: forget derivatives, the loss anew, backward, step; Adam is made "
        "once, before the loop, for it remembers earlier steps"
    )
    check_step("train(weights, texts, steps=3, rate=0.1)", came, right, idea)
    sure(near(losses, expected), "its losses", *apart(losses, expected), idea)


def test_derivatives_from_before() -> None:
    """train: derivatives that are there from before are forgotten."""
    check_step(
        "a loss and its backward, then train(weights, texts, steps=1, rate=0.1)",
        moved(1, before=True)[1],
        moved(1)[1],
        "derivatives add up: forget those from before, with zero_grad, in each step",
    )


def by_pairs(texts: Sequence[Sequence[int]]) -> float:
    """The least loss of a model that knows the last letter alone: counted pairs."""
    pairs = Counter(pair for text in texts for pair in pairwise(text))
    firsts: Counter[int] = Counter()
    for (first, _), n in pairs.items():
        firsts[first] += n
    total = sum(n * math.log(firsts[pair[0]] / n) for pair, n in pairs.items())
    return total / sum(pairs.values())


@collector_paused()
def test_it_learns() -> None:
    """A GPT learns words such as "abab" better than any table of pairs could."""
    texts = [encode(word) for word in WORDS]
    weights = make_weights(4, 5, seed=0, width=4)
    losses = train(weights, texts, 10, 0.12)
    now = loss(weights, texts).data
    called = "10 steps on six words such as abab: the loss"
    # The first two letters are free, and the other three follow from them.
    least, pairs = (math.log(3) + math.log(2)) / 5, by_pairs(texts)
    sure(
        now < 0.75 * pairs,
        called,
        f"{losses[0]:.3f} at first, {now:.3f} at last",
        f"clearly below {pairs:.3f}, which counted pairs reach",
        "each of the parts is checked above; here all of them have to work together",
    )
    sure(
        now > least,
        called,
        f"{now:.3f}",
        f"not below {least:.3f}: nobody can know the first two letters",
        "a loss too good to be true: the model sees its answers",
    )


# Writing


def speller(word: Sequence[int], places: int, width: int = 4) -> Any:
    """A model that says at each place which token comes, whatever was read."""
    weights = make_weights(4, places, 0, width)
    zero = quiet(weights, *weights)
    for place in range(places):
        zero["place"][place][place] = Scalar(1.0)
        if place < len(word):
            zero["next"][word[place]][place] = Scalar(10.0)
    return zero


def test_writing() -> None:
    """write: letter by letter, until a dot."""
    for word in ([2, 1, 3], [1], []):
        weights = speller([*word, 0], 4)
        called = f"write of a model that is sure of the word {word}"
        came = result(
            called,
            lambda weights=weights: write(weights, random.Random(1), 1.0),
            shown(word),
            "the model reads as many tokens as there are places, and no more",
        )
        first = word[:1] or [0]
        known = [
            (
                isinstance(came, list) and len(word) > 1 and came == 4 * first,
                "at each step the model reads all that was written so far, from the "
                "dot on, and the last row of logits counts",
            ),
            (
                came == [0, *word] or came == [0, *word, 0],
                "the dot with which it begins is no part of the word",
            ),
            (came == [*word, 0], "the dot ends the word, and is no part of it"),
            (
                isinstance(came, list) and len(came) > len(word),
                "a dot ends the word",
            ),
        ]
        idea = guessed(
            True,
            known,
            "it reads the dot and all that it has written so far, each time",
        )
        found = [int(t) for t in came] if isinstance(came, (list, tuple)) else came
        sure(found == word, called, shown(came), shown(word), idea)


def test_writing_begins() -> None:
    """write: each letter follows the one before, and the first follows the dot."""
    weights = quiet(make_weights(4, 6, 0, 4), *make_weights(4, 6, 0, 4))
    after = {0: 2, 2: 1, 1: 3, 3: 0}
    for token, following in after.items():
        weights["letter"][token][token] = Scalar(1.0)
        weights["next"][following][token] = Scalar(10.0)
    came = write(weights, random.Random(1), 1.0)
    called = "write of a model that says 2 after a dot, 1 after 2, 3 after 1, 0 after 3"
    idea = "a word begins with the dot, 0, which the model reads first"
    sure(list(came) == [2, 1, 3], called, shown(came), "[2, 1, 3]", idea)


def test_writing_ends() -> None:
    """write: a word without a dot ends with the places."""
    for places in (2, 4):
        word = [1, 2, 3, 1][:places]
        weights = speller(word, places)
        called = f"write of a model with {places} places that never says a dot"
        idea = 'it reads as many tokens as there are rows of "place", the dot included'
        came = result(
            called, lambda w=weights: write(w, random.Random(1), 1.0), "", idea
        )
        sure(list(came) == word, called, shown(came), shown(word), idea)


def test_chances() -> None:
    """write: tokens are drawn with the chances softmax(logits / temperature)."""
    weights, logits, times = speller([], 1, width=2), [1.0, 4.0, -2.0, 0.0], 100
    for row, x in zip(weights["next"], logits, strict=True):
        row[0] = Scalar(x / math.sqrt(2))
    pick = random.Random(5)
    for temperature in (4.0, 1.0):
        words = [write(weights, pick, temperature) for _ in range(times)]
        counted = Counter(word[0] if word else 0 for word in words)
        came = [counted[token] / times for token in range(4)]
        right = shares([x / temperature for x in logits])
        ideas = [
            (
                counted[1] == times,
                "the token is drawn, and logits are divided by the temperature, and "
                "not multiplied; here it is always the likeliest",
            ),
            (
                alike(came, shares(logits), times),
                "the temperature is not used: logits are divided by it",
            ),
        ]
        sure(
            alike(came, right, times),
            f"the first tokens of {times} words, at temperature {temperature:g}",
            f"chances {short(came)}",
            f"about {short(right)}",
            guessed(
                True, ideas, "a draw with the chances softmax(logits / temperature)"
            ),
        )


def alike(came: Sequence[float], right: Sequence[float], times: int) -> bool:
    """Whether frequencies are those that chances lead to, but for accidents."""
    bounds = [4.5 * math.sqrt(p * (1 - p) / times) for p in right]
    return all(abs(a - p) < b for a, p, b in zip(came, right, bounds, strict=True))


def test_the_draw_is_the_one_given() -> None:
    """write: the same `pick` gives the same words."""
    weights = make_weights(4, 3, 1, 2)
    one, same_one, other = (
        [write(weights, pick, 1.0) for _ in range(8)]
        for pick in map(random.Random, (1, 1, 2))
    )
    idea = "draw with pick, which is given, and not with random itself"
    called = "eight words with random.Random(1), twice"
    sure(one == same_one, called, shown(same_one), shown(one), idea)
    called = "eight words with random.Random(1) and with random.Random(2)"
    sure(one != other, called, "the same words", "other words", idea)


def test_nothing_given_is_changed() -> None:
    """The loss and write: what they are given stays as it was."""
    weights: Mapping[str, Any] = model()
    before, texts = plain(parameters_of(weights)), [list(text) for text in TEXTS]
    loss(weights, texts)
    write(weights, random.Random(1), 1.0)
    sure(
        plain(parameters_of(weights)) == before and texts == TEXTS,
        "loss(weights, texts), write(weights, …): their arguments, afterwards",
        "other numbers",
        "those of before",
        "only a step of training changes numbers",
    )
