"""The rows of the page's tables, and what becomes of them when they are run.

A row of ``differences.toml`` is a few lines of code, what they give elsewhere, what
they give here, and a word on it. The page shows the rows, and the tests run them.
"""

import ast
import math
import tomllib
import warnings
from pathlib import Path
from typing import Any

import numpy as np

import minitorch
import minitorch.nn.functional

Row = dict[str, str]


def rows(origin: str) -> list[Row]:
    """Return the rows on those who come from "pytorch", "micrograd", …."""
    text = Path(__file__).with_suffix(".toml").read_text("utf-8")
    found: list[Row] = tomllib.loads(text)[origin]
    return found


def imported(origin: str) -> dict[str, Any]:
    """Return the names that a program has after its imports, which are changed."""
    names = {"math": math, "np": np}
    if origin == "micrograd":
        return names | {"Value": minitorch.Scalar}
    if origin == "minitorch":
        t = minitorch.tensor([[2, 3], [4, 6], [5, 7]])
        return names | {"minitorch": minitorch, "t": t}
    return names | {"torch": minitorch, "nn": minitorch.nn, "F": minitorch.functional}


def outcome(code: str, names: dict[str, Any]) -> str:
    """Return what a person sees: the value of the last line, a warning, an error."""
    *before, last = ast.parse(code).body
    names = dict(names)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exec(compile(ast.Module(before, []), "row", "exec"), names)
            if isinstance(last, ast.Expr):
                seen = str(
                    eval(compile(ast.Expression(last.value), "row", "eval"), names)
                )
            else:
                exec(compile(ast.Module([last], []), "row", "exec"), names)
                seen = ""
        except Exception as error:  # noqa: BLE001
            seen = f"{type(error).__name__}: {error}"
    told = [f"{w.category.__name__}: {w.message}" for w in caught]
    return "\n".join(filter(None, [seen, *told]))


def here(row: Row, origin: str) -> str:
    """Return what a row gives here."""
    return outcome(row["code"], imported(origin.removesuffix("_left_out")))


def table(origin: str) -> str:
    """Return the rows as a table in MyST, with what each gives as it is run now."""
    found = rows(origin)
    titles = ["Code", "There", "Here", "What to know"]
    kept = [t for t in titles if any(cell(row, origin, t) for row in found)]
    lines = ["````{list-table}", ":header-rows: 1", ""]
    lines += entry(kept)
    for row in found:
        lines += entry([cell(row, origin, title) for title in kept])
    return "\n".join([*lines, "````"])


def cell(row: Row, origin: str, title: str) -> str:
    """Return what stands in a column of a row."""
    if title == "Code":
        return f"```python\n{row['code'].strip()}\n```"
    if title == "What to know":
        return row.get("note", "")
    return literal(here(row, origin) if title == "Here" else row.get("there", ""))


def entry(cells: list[str]) -> list[str]:
    """Return the lines of one row."""
    lines = []
    for i, text in enumerate(cells):
        first, *others = text.splitlines() or [""]
        lines.append(f"{'*' if i == 0 else ' '} - {first}")
        lines += [f"    {line}" for line in others]
    return lines


def literal(text: str) -> str:
    """Return each line as code that may be broken between words."""
    return "\\\n".join(f"``{line.strip()}``" for line in text.splitlines() if line)
