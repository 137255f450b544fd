"""A token's way through one head of attention, and what every line of it computes.

``record_head`` lets ``attend`` run, watches it line by line and keeps what it sees. It
computes nothing itself, so the pictures of a head show the numbers of a real run.

>>> head = Head(query=[[0, 2], [2, 0]], key=[[1, 0], [0, 1]], value=[[1, 0], [0, 1]])
>>> run = record_head(head, [[0, 1], [1, 0]], ["n", "a"], at=1)
>>> for stage in run.stages:
...     print(stage.name, stage.numbers)
query [0, 2]
keys [[0, 1], [1, 0]]
scores [2, 0]
scaled [1.414..., 0.0]
masked [1.414..., 0.0]
powers [4.113..., 1.0]
weights [0.804..., 0.195...]
values [[0, 1], [1, 0]]
output [0.195..., 0.804...]
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import Any, Final

from minitorch.inspect.program import Lines, Program, Running

Row = Sequence[float]
_LARGEST = 1e100  # of which products and their sums are finite


@dataclass(frozen=True)
class Head:
    """What a head has learned: three matrices, each a list of rows.

    Args:
        query: makes of a token's numbers what it asks for.
        key: makes of them what it is asked about; as many rows as the query.
        value: makes of them what it tells.
    """

    query: Sequence[Row]
    key: Sequence[Row]
    value: Sequence[Row]


def dot(xs: Row, ys: Row) -> float:
    """Return the sum of products of two rows."""
    return sum(x * y for x, y in zip(xs, ys, strict=True))


def linear(matrix: Sequence[Row], xs: Row) -> list[float]:
    """Return a matrix times a row, without a bias."""
    return [dot(row, xs) for row in matrix]


def attend(
    head: Head, xs: Sequence[Row], at: int, is_causal: bool = True
) -> tuple[Row, Row]:
    """Return what the token at a place learns from others, and how it weighs them.

    Args:
        head: the matrices.
        xs: a row of numbers for each token.
        at: the place of the token that asks, counted from 0.
        is_causal: whether it may look at itself and at earlier tokens only.
    """
    last = at if is_causal else len(xs) - 1
    query = linear(head.query, xs[at])
    keys = [linear(head.key, x) for x in xs]
    scores = [dot(query, key) for key in keys]
    scaled = [score / math.sqrt(len(query)) for score in scores]
    masked = [s if j <= last else -math.inf for j, s in enumerate(scaled)]
    powers = [math.exp(s) for s in masked]
    weights = [power / sum(powers) for power in powers]
    values = [linear(head.value, x) for x in xs]
    output = [dot(weights, column) for column in zip(*values, strict=True)]
    return output, weights


STAGES: Final = (
    *("query", "keys", "scores", "scaled", "masked", "powers", "weights"),
    *("values", "output"),
)
"""What ``attend`` computes, in the order of its lines."""


@dataclass(frozen=True)
class Stage:
    """What one line of ``attend`` has computed.

    Args:
        name: the variable that it was given to.
        numbers: a number or a row for each token; one row for query and output.
        lines: which lines of the program ran for it.
    """

    name: str
    numbers: Any
    lines: Lines


@dataclass(frozen=True)
class HeadRun:
    """A token's way through a head.

    Args:
        head: the matrices.
        tokens: what the tokens are called.
        xs: the numbers of each.
        at: the place of the token that asks.
        stages: what was computed, in the order of the program.
        code: the program.
    """

    head: Head
    tokens: tuple[str, ...]
    xs: Sequence[Row]
    at: int
    stages: tuple[Stage, ...]
    code: tuple[str, ...]

    def __getitem__(self, name: str) -> Any:
        """Return what was computed under a name, as in ``run["weights"]``."""
        return next(stage.numbers for stage in self.stages if stage.name == name)


def record_head(
    head: Head,
    xs: Sequence[Row],
    tokens: Iterable[str],
    at: int = -1,
    is_causal: bool = True,
) -> HeadRun:
    """Run ``attend`` and return what each of its lines computed.

    Args:
        head: the matrices.
        xs: a row of numbers for each token.
        tokens: what the tokens are called.
        at: the place of the token that asks; negative numbers count from the end.
        is_causal: whether it may look at itself and at earlier tokens only.

    Raises:
        ValueError: there is not one row for each token, or sizes do not fit.
        IndexError: there is no such place.
    """
    names = tuple(map(str, tokens))
    _check(head, xs, names, at)
    program = Program(attend)
    watched = _Watched(program.first)
    try:
        with watched:
            attend(head, xs, at % len(xs), is_causal)
    except ArithmeticError:
        raise ValueError(
            "record_head: expected numbers for which all scores lie between -700 and "
            "700, where exp is a float. Make those of the matrices smaller."
        ) from None
    stages = tuple(watched.stages)
    return HeadRun(head, names, xs, at % len(xs), stages, program.code)


class _Watched(Running):
    """Notes what each line of ``attend`` computes."""

    def __init__(self, first: int) -> None:
        super().__init__(attend, first)
        self.stages: list[Stage] = []

    def note(self, frame: FrameType, event: str, argument: object) -> Any:
        """Keep what a line has computed when the next one begins, or the run ends."""
        name = STAGES[len(self.stages)] if len(self.stages) < len(STAGES) else ""
        if name in frame.f_locals:
            done = tuple(sorted(set(self.runs[-1])))
            self.stages.append(Stage(name, frame.f_locals[name], done))
            self.next()
        return super().note(frame, event, argument)


def _check(head: Head, xs: Sequence[Row], tokens: tuple[str, ...], at: int) -> None:
    if not xs or len(xs) != len(tokens):
        raise ValueError(
            "record_head needs a row of numbers for each token, and at least one, got "
            f"{len(xs)} rows and {len(tokens)} tokens."
        )
    if not -len(xs) <= at < len(xs):
        raise IndexError(
            f"record_head: expected a place from 0 to {len(xs) - 1}, got {at}; there "
            f"are {len(xs)} tokens."
        )
    widths = sorted({len(row) for row in (*xs, *head.query, *head.key, *head.value)})
    if len(widths) != 1 or len(head.query) != len(head.key):
        raise ValueError(
            "record_head: expected a number in each row of the matrices for each "
            "number of a token, and as many rows in query and key, got rows of "
            f"{widths} numbers, {len(head.query)} in query and {len(head.key)} in key."
        )
    for row in (*xs, *head.query, *head.key, *head.value):
        if not all(-_LARGEST < number < _LARGEST for number in row):
            raise ValueError(
                f"record_head: expected numbers from {-_LARGEST:g} to {_LARGEST:g}, "
                f"got {[*row]!r}."
            )
