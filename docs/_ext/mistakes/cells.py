"""Options of code cells, and figures that a cell draws and nobody would see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from difflib import get_close_matches

import yaml

from ..live.turn import wrong
from ..written import CELLS, Fence, Mistake, Page

OPTIONS = (
    *("tags", "lines", "predict", "guess", "turn", "finished"),
    *("data-id", "mystnb", "load"),
)
TAGS = (
    *("hide-input", "hide-output", "hide-cell"),
    *("remove-input", "remove-output", "remove-cell", "remove-stdout", "remove-stderr"),
    *("raises-exception", "skip-execution", "scroll-output"),
    *("no-live", "check"),
)
FIGURES = {"row", "described"}  # beside plot_...
_TAKES = re.compile(r"takes-\d+-s")  # told to readers who run the cell
_STEP = re.compile(r"(\d+(-\d+)?(,\d+(-\d+)?)*)?")


def mistakes(page: Page) -> Iterator[Mistake]:
    """What is wrong in the code cells of a page."""
    for one, _ in page.fences:
        if one.name in CELLS:
            yield from _options(one)
            yield from _lines(one)
            line, text = one.options.get("turn", (0, ""))
            if line:
                yield from (Mistake(line, told) for told in wrong(text, one.code))
            yield from _figures(one)


def _instead(wrong: str, right: tuple[str, ...]) -> str:
    """Which one was meant, or which there are."""
    close = get_close_matches(wrong, right, n=1, cutoff=0.5)
    return f"Did you mean `{close[0]}`?" if close else f"There are {', '.join(right)}"


def _options(one: Fence) -> Iterator[Mistake]:
    for name, (line, text) in one.options.items():
        if name not in OPTIONS:
            told = f"no cell has an option `{name}`. {_instead(name, OPTIONS)}"
            yield Mistake(line, told)
        if name == "tags":
            yield from _tags(line, text)
        elif not _is_yaml(one.content[line - one.line - 1], text):
            told = f"{name}: YAML cannot read {text}. Put it into quotes"
            yield Mistake(line, f"{told}: {_quoted(text)}")


def _is_yaml(written: str, text: str) -> bool:
    """Whether an option can be read, if it is one line; a backtick cannot begin it."""
    if not written.lstrip().startswith(":"):
        return True  # between lines of `---` a text may go on
    try:
        yaml.safe_load(f"option: {text}")
    except yaml.YAMLError:
        return False
    return True


def _quoted(text: str) -> str:
    """The text as YAML takes it literally."""
    return "'" + text.replace("'", "''") + "'"


def _tags(line: int, text: str) -> Iterator[Mistake]:
    try:
        tags = yaml.safe_load(text)
    except yaml.YAMLError:
        tags = None
    if not isinstance(tags, list):
        told = f"expected a list such as [hide-input], got {text}. Put brackets around"
        yield Mistake(line, told)
        return
    for tag in tags:
        if tag not in TAGS and not _TAKES.fullmatch(str(tag)):
            told = f"no cell has a tag {str(tag)!r}. {_instead(str(tag), TAGS)}"
            yield Mistake(line, told)


def _lines(one: Fence) -> Iterator[Mistake]:
    line, text = one.options.get("lines", (0, ""))
    if not line:
        return
    text = text.strip("\"'").replace(" ", "")
    form = "Write lines and ranges, with bars between the steps: 1|3-4|2,5"
    if not text or not all(_STEP.fullmatch(step) for step in text.split("|")):
        yield Mistake(line, f"lines: {text!r} names no lines. {form}")
        return
    count = len(one.code)
    for numbers in re.findall(r"(\d+)-?(\d*)", text):
        first, last = int(numbers[0]), int(numbers[1] or numbers[0])
        if not 1 <= first <= last <= count:
            named = "-".join(filter(None, numbers))
            told = f"lines: expected lines from 1 to {count} of this cell, got {named}"
            yield Mistake(line, f"{told}. Options of the cell are not counted")


def _figures(one: Fence) -> Iterator[Mistake]:
    """Figures that are made and dropped: only the last line of a cell is shown."""
    try:
        tree = ast.parse("\n".join(one.code))
    except (SyntaxError, ValueError):
        return  # Python says so when the cell runs, or it is a command of IPython
    first = (
        one.line
        + 1
        + next((i for i, text in enumerate(one.content) if text in one.code[:1]), 0)
    )
    last = tree.body[-1] if tree.body else None
    for node in ast.walk(tree):
        if not isinstance(node, ast.Expr) or node is last:
            continue
        name = _called(node.value)
        if name.startswith("plot_") or name in FIGURES:
            yield Mistake(
                first + node.lineno - 1,
                f"the figure of `{name}` is not shown: a cell shows what its last line "
                "gives. Move the call there, give it a cell of its own, or put several "
                "into `row(...)`",
            )


def _called(node: ast.expr) -> str:
    """The name of the function that a line calls, or nothing."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id
    return ""
