"""The rows of the page's tables, and what becomes of them when they are run.

A row of ``differences.toml`` is a few lines of code, what they give elsewhere, what
they give here, and a word on it. The page shows the rows, and the tests run them.
"""

import ast
import copy
import math
import pickle
import tomllib
import warnings
from pathlib import Path
from typing import Any

import numpy as np

import minitorch
import minitorch.nn.functional

Row = dict[str, str]
NO_BREAK = "\N{NO-BREAK SPACE}"


def rows(origin: str) -> list[Row]:
    """Return the rows on those who come from "pytorch", "micrograd", …."""
    text = Path(__file__).with_suffix(".toml").read_text("utf-8")
    found: list[Row] = tomllib.loads(text)[origin]
    return found


def imported(origin: str) -> dict[str, Any]:
    """Return the names that a program has after its imports, which are changed."""
    names = {"copy": copy, "math": math, "np": np, "pickle": pickle}
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
    options = (":header-rows: 1", ":widths: 2 3", ":class: fits", "")
    lines = ["````{list-table}", *options]
    lines += entry("Code", "What it gives")
    for row in rows(origin):
        results = {"There": row.get("there", ""), "Here": here(row, origin)}
        told = [f"{name}: {literal(text)}" for name, text in results.items() if text]
        told += [row["note"]] if "note" in row else []
        lines += entry(literal(row["code"]), "\\\n".join(told))
    return "\n".join([*lines, "````"])


def entry(*cells: str) -> list[str]:
    """Return the lines of one row."""
    lines = []
    for i, text in enumerate(cells):
        first, *others = text.splitlines()
        lines.append(f"{'*' if i == 0 else ' '} - {first}")
        lines += [f"    {line}" for line in others]
    return lines


def literal(text: str) -> str:
    """Return each line as code that may be broken between words, with its margin."""
    lines = [line for line in text.splitlines() if line]
    margins = [len(line) - len(line.lstrip()) for line in lines]
    return "\\\n".join(
        f"{NO_BREAK * margin}``{line.strip()}``"
        for line, margin in zip(lines, margins, strict=True)
    )
