"""Runs a notebook with what a reader's browser has: the standard library and minitorch.

    python -SP bare_python.py < cells

Standard input holds the cells as JSON, each `[place, tags, text]`. They run in order
and share their names. The value of a cell's last line is drawn as a notebook draws it;
of the first cell that fails, its place and its error are told.
"""

import ast
import builtins
import json
import linecache
import sys
from typing import Any


def draw(*values: Any) -> None:
    """Make of each value what a notebook shows, and check that there is something."""
    for value in values:
        if hasattr(value, "_repr_mimebundle_"):
            shown = value._repr_mimebundle_()
        elif hasattr(value, "_repr_html_"):
            shown = {"text/html": value._repr_html_()}
        else:
            shown = {"text/plain": repr(value)}
        if not shown or not all(shown.values()):
            raise ValueError(f"{value!r} shows nothing")


def run(text: str, place: str, names: dict[str, Any]) -> None:
    """Run one cell, and draw the value of its last line."""
    linecache.cache[place] = len(text), None, text.splitlines(True), place
    cell = ast.parse(text, place)
    ends_with_value = cell.body and isinstance(cell.body[-1], ast.Expr)
    last = cell.body.pop() if ends_with_value else None
    exec(compile(cell, place, "exec"), names)
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), place, "eval"), names)
        if value is not None:
            draw(value)


def main() -> None:
    """Run the cells, but for those that a browser skips."""
    vars(builtins)["display"] = draw
    names: dict[str, Any] = {"__name__": "__main__"}
    for place, tags, text in json.load(sys.stdin):
        if {"no-live", "remove-cell"} & set(tags):
            continue
        try:
            run(text, place, names)
        except Exception as error:
            if "raises-exception" not in tags:
                error.add_note(f"This happened in {place}.")
                raise


if __name__ == "__main__":
    main()
