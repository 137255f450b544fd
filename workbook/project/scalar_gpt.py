"""A GPT of Scalars, which learns words and writes new ones.

`python -m project.scalar_gpt` trains it and prints how that goes. A text is a list of
tokens, whole numbers; 0 is the dot that stands before a word and behind it.
"""

import random
from collections.abc import Mapping, Sequence

from minitorch import Adam, Scalar
from minitorch.faster.collector import collector_paused
from project.scalar_attention import (
    Number,
    Row,
    Rows,
    dot,
    self_attention,
    softmax,
    times,
)

WIDTH, HEADS = 8, 2
Weights = Mapping[str, list[list[Scalar]]]


# Given


def make_weights(
    letters: int, places: int, seed: int, width: int = WIDTH
) -> dict[str, list[list[Scalar]]]:
    """Return matrices of small random Scalars, by name.

    Args:
        letters: how many tokens there are: rows of "letter", and of "next".
        places: how many tokens a text may have: rows of "place".
        seed: where the numbers come from.
        width: how many numbers stand for a token.
    """
    pick = random.Random(seed)
    shapes = {
        "letter": (letters, width),
        "place": (places, width),
        "query": (width, width),
        "key": (width, width),
        "value": (width, width),
        "joined": (width, width),
        "wider": (4 * width, width),
        "narrower": (width, 4 * width),
        "next": (letters, width),
    }
    return {
        name: [[Scalar(pick.gauss(0.0, 0.3)) for _ in range(n)] for _ in range(rows)]
        for name, (rows, n) in shapes.items()
    }


def parameters_of(weights: Weights) -> list[Scalar]:
    """Return all Scalars in the matrices, in one list."""
    return [p for matrix in weights.values() for row in matrix for p in row]


def plus(xs: Row, ys: Row) -> list[Number]:
    """Return the sum of two rows."""
    return [x + y for x, y in zip(xs, ys, strict=True)]


# To be written


def inputs_and_targets(tokens: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return what the model reads, and at each place what it should have said.

    The target of a token is the token that follows it. So the last token of a text is
    no input, and the first is no target.
    """
    return list(tokens[:-1]), list(tokens[1:])


def embedded(weights: Weights, tokens: Sequence[int]) -> list[list[Number]]:
    """Return for each token its row of "letter" plus the row of "place" of its place.

    Places are counted from 0.
    """
    return [
        plus(weights["letter"][token], weights["place"][place])
        for place, token in enumerate(tokens)
    ]


def normed(rows: Rows) -> list[list[Scalar]]:
    """Return each row divided by √(mean of its squares + 1e-5), by itself."""
    scales = [(dot(row, row) / len(row) + 1e-5) ** -0.5 for row in rows]
    return [[x * scale for x in row] for row, scale in zip(rows, scales)]


def block(weights: Weights, rows: Rows) -> list[list[Number]]:
    """Return rows + attention(normed rows), and then those + network(normed those).

    Attention is self_attention with HEADS heads. The network is "wider" times a row,
    relu of each number, and "narrower" times that.
    """
    found = self_attention(weights, normed(rows), HEADS)
    rows = [plus(row, more) for row, more in zip(rows, found)]
    wide = [times(weights["wider"], row) for row in normed(rows)]
    made = [times(weights["narrower"], [x.relu() for x in row]) for row in wide]
    return [plus(row, more) for row, more in zip(rows, made)]


def gpt(weights: Weights, tokens: Sequence[int]) -> list[list[Scalar]]:
    """Return at each place a number for each token that may follow: its logits.

    They are "next" times each row of the normed block of the embedded tokens.
    """
    rows = normed(block(weights, embedded(weights, tokens)))
    return [times(weights["next"], row) for row in rows]


def loss(weights: Weights, texts: Sequence[Sequence[int]]) -> Scalar:
    """Return the mean over all targets of all texts of -log(share of the target).

    The share is that which the softmax of the logits at its place gives to it. Texts
    may have different lengths; each target counts as much as any other.
    """
    surprises = []
    for text in texts:
        inputs, targets = inputs_and_targets(text)
        for logits, target in zip(gpt(weights, inputs), targets):
            surprises.append(-softmax(logits)[target].log())
    return sum(surprises, Scalar(0.0, back=None)) / len(surprises)


def train(
    weights: Weights, texts: Sequence[Sequence[int]], steps: int, rate: float
) -> list[float]:
    """Move all parameters against the derivatives of the loss of all texts.

    Derivatives that are there from before are forgotten first, in each step.
    ``Adam(parameters_of(weights), lr=rate)`` has ``zero_grad()`` and ``step()``.

    Returns:
        The loss of each step, as a float, before the parameters moved.
    """
    adam = Adam(parameters_of(weights), lr=rate)
    losses = []
    for _ in range(steps):
        adam.zero_grad()
        result = loss(weights, texts)
        result.backward()
        adam.step()
        losses.append(result.data)
    return losses


def write(weights: Weights, pick: random.Random, temperature: float) -> list[int]:
    """Return a new word, without dots: tokens drawn one after the other.

    The model reads a dot and what it has written so far. At the last place it gives
    a logit to each token; the softmax of logits / temperature are the chances of the
    draw, ``pick.choices(tokens, chances)``. A dot ends the word, and so does the end
    of the places: the model reads as many tokens as there are rows of "place".

    Args:
        weights: the model.
        pick: draws.
        temperature: above 0; below 1 it makes what is likely likelier still.
    """
    text = [0]
    while len(text) <= len(weights["place"]):
        logits = gpt(weights, text)[-1]
        shares = softmax([x / temperature for x in logits])
        [token] = pick.choices(range(len(shares)), [share.data for share in shares])
        if token == 0:
            break
        text.append(token)
    return text[1:]


# Given


LETTERS = ".abc"
WORDS = [a + b + a + b for a in "abc" for b in "abc" if a != b]


def encode(word: str) -> list[int]:
    """Return the tokens of a word between two dots."""
    return [LETTERS.index(letter) for letter in f".{word}."]


@collector_paused()
def main(steps: int = 60, rate: float = 0.03, seed: int = 1) -> Weights:
    """Train a model on words such as "abab", print how it goes, and return it."""
    texts = [encode(word) for word in WORDS]
    weights = make_weights(len(LETTERS), 5, seed)
    print(f"{len(texts)} words, {len(parameters_of(weights))} parameters")
    for done in range(0, steps + 1, 10):
        words = [write(weights, random.Random(i), 0.5) for i in range(3)]
        written = ["".join(LETTERS[i] for i in word) or "-" for word in words]
        print(f"{done:3} steps  loss {loss(weights, texts).data:.3f} ", *written)
        if done < steps:
            train(weights, texts, 10, rate)
    return weights


if __name__ == "__main__":
    main()
