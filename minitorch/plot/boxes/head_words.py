"""What is said of a token's way through a head: names, sentences, arithmetic."""

import math
from typing import Any

from minitorch.inspect.head import HeadRun
from minitorch.plot.paper.words import count, listing, value_text

_LABELS = {
    "x": "token",
    "query": "query",
    "keys": "key",
    "scores": "score",
    "masked": "mask",
    "powers": "exp",
    "weights": "weight",
    "values": "value",
    "output": "output",
}
_BETWEEN = 3 * "\N{THIN SPACE}"  # usual spaces would become one
Pairs = tuple[tuple[str, str], ...]


def label(run: HeadRun, name: str) -> str:
    """Return what stands beside a row."""
    if name == "scaled":
        return f"/ √{len(run['query'])}"
    return _LABELS.get(name, "")


def cell_text(numbers: Any) -> str:
    """Return a number, or a row of them with room between, as it stands in a cell.

    >>> cell_text([0.5, -1.0]).split()
    ['0.5', '−1']
    """
    if hasattr(numbers, "__len__"):
        return _BETWEEN.join(map(value_text, numbers))
    return row_text(numbers)


def row_text(numbers: Any) -> str:
    """Return a number, or a row of them, as a sentence says it.

    >>> row_text([0.5, -1.0]), row_text(-math.inf)
    ('(0.5, −1)', '−∞')
    """
    if hasattr(numbers, "__len__"):
        return f"({', '.join(map(value_text, numbers))})"
    return "−∞" if numbers == -math.inf else value_text(numbers)


def sentence(run: HeadRun, step: int) -> str:
    """Say what a line of the program has computed."""
    name = run.tokens[run.at]
    if not step:
        return (
            f"{name}, token {run.at + 1} of {len(run.tokens)}, is going to ask. Each "
            f"token is {count(len(run.xs[0]), 'number')}."
        )
    stage = run.stages[step - 1]
    told = _told(run, stage.name)
    return f"Step {step} of {len(run.stages)}, {stage.name}: {told}."


def _told(run: HeadRun, stage: str) -> str:
    name, numbers = run.tokens[run.at], run[stage]
    if stage == "query":
        return (
            f"{name} asks for {row_text(numbers)}, the query matrix times its numbers"
        )
    if stage == "output":
        return f"the values mixed by the weights, {row_text(numbers)}"
    each = ", ".join(
        f"{token} {row_text(number)}"
        for token, number in zip(run.tokens, numbers, strict=True)
    )
    if stage == "masked":
        return f"{_masked(run)}: {each}"
    told = {
        "keys": "what each token says that it is",
        "scores": "the query times each key",
        "scaled": f"each score divided by √{len(run['query'])}",
        "powers": "e to the power of each",
        "weights": f"each divided by their sum, {value_text(sum(run['powers']))}",
        "values": "what each token has to tell",
    }
    return f"{told[stage]}: {each}"


def _masked(run: HeadRun) -> str:
    hidden = [
        token
        for token, score in zip(run.tokens, run["masked"], strict=True)
        if score == -math.inf
    ]
    if not hidden:
        return "nothing is hidden"
    come = "comes" if len(hidden) == 1 else "come"
    return f"{listing(hidden)} {come} later and may not be seen"


def arithmetic(run: HeadRun, step: int) -> Pairs:
    """Return how each number of a step comes about, as pairs of a name and a line."""
    if not step:
        return _pairs(run, [*map(row_text, run.xs)])
    stage = run.stages[step - 1].name
    numbers = run[stage]
    if stage == "query":
        rows = zip(run.head.query, numbers, strict=True)
        return tuple(
            (f"query {i + 1}", _products(row, run.xs[run.at], total))
            for i, (row, total) in enumerate(rows)
        )
    if stage == "output":
        columns = zip(*run["values"], strict=True)
        return tuple(
            (f"output {i + 1}", _products(run["weights"], column, total))
            for i, (column, total) in enumerate(zip(columns, numbers, strict=True))
        )
    return _pairs(run, _lines(run, stage, numbers))


def _pairs(run: HeadRun, lines: list[str]) -> Pairs:
    return tuple(zip(run.tokens, lines, strict=True))


def _lines(run: HeadRun, stage: str, numbers: Any) -> list[str]:
    """Return the arithmetic of a step, a line for each token."""
    shown = [row_text(number) for number in numbers]
    if stage in ("keys", "values"):
        return shown
    if stage == "scores":
        pairs = zip(run["keys"], numbers, strict=True)
        return [_products(run["query"], key, score) for key, score in pairs]
    if stage == "masked":
        return [t if t != "−∞" else "later: −∞" for t in shown]
    before = {"scaled": "scores", "powers": "masked", "weights": "powers"}[stage]
    root = value_text(math.sqrt(len(run["query"])))
    total = value_text(sum(run["powers"]))
    form = {"scaled": f"{{}} / {root}", "powers": "e^{}", "weights": f"{{}} / {total}"}
    return [
        f"{form[stage].format(row_text(old))} = {new}"
        for old, new in zip(run[before], shown, strict=True)
    ]


def _products(xs: Any, ys: Any, total: float) -> str:
    """Return a sum of products, written out.

    >>> _products([1, 2], [3, -4], -5)
    '1 · 3 + 2 · −4 = −5'
    """
    products = [
        f"{value_text(x)} · {value_text(y)}" for x, y in zip(xs, ys, strict=True)
    ]
    return f"{' + '.join(products)} = {value_text(total)}"
