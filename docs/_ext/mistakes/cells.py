"""Options of code cells, and figures that a cell draws and nobody would see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from difflib import get_close_matches

import yaml
from myst_nb.core.config import NbParserConfig, Section

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
# What `mystnb:` may say of a cell.
OF_MYSTNB = tuple(
    one.metadata.get("cell_key", one.name)
    for one in fields(NbParserConfig)
    if Section.cell_lvl in one.metadata.get("sections", ())
)
_TAKES = re.compile(r"takes-\d+-s")  # told to readers who run the cell
_BARE = re.compile(rf":?\s*({'|'.join(OPTIONS)})\s*:(\s|$)")  # an option as code
_STEP = re.compile(r"(\d+(-\d+)?(,\d+(-\d+)?)*)?")


def mistakes(page: Page) -> Iterator[Mistake]:
    """What is wrong in the code cells of a page."""
    used = _used(page)
    for one, _ in page.fences:
        if one.name in CELLS:
            yield from _options(one)
            yield from _mystnb(one)
            yield from _lines(one)
            line, text = one.options.get("turn", (0, ""))
            if line:
                yield from (Mistake(line, told) for told in wrong(text, one.code))
            yield from _figures(one, used)


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


def _mystnb(one: Fence) -> Iterator[Mistake]:
    """Settings of MyST-NB that there are not, and options that stand in the code."""
    first = (one.code or [""])[0]
    bare = _BARE.match(first)
    if bare and (first[0] == ":" or "=" not in first):  # or it is an annotation
        told = "an option stands right below the cell's first line and begins with a "
        yield Mistake(_line(one, 1), f"{told}colon: `:{bare[1]}: ...`")
    line, text = one.options.get("mystnb", (0, ""))
    if not line:
        return
    rows = [row.removeprefix(":") for row in one.head if row.strip() != "---"]
    try:
        said = yaml.safe_load("\n".join(rows))["mystnb"]
    except yaml.YAMLError:
        return  # which is told of its option
    if not isinstance(said, dict):
        form = "{image: {alt: ...}}"
        yield Mistake(line, f"mystnb: expected settings such as {form}, got {text}")
        return
    for name in said:
        if name not in OF_MYSTNB:
            told = f"mystnb has no setting `{name}`. {_instead(str(name), OF_MYSTNB)}"
            yield Mistake(line, told)


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


def _line(one: Fence, number: int) -> int:
    """Where a line of a cell's code stands in the file, both from 1."""
    first = next((i for i, text in enumerate(one.content) if text in one.code[:1]), 0)
    return one.line + first + number


def _tree(one: Fence) -> ast.Module:
    """A cell's code; empty where it is no Python."""
    try:
        return ast.parse("\n".join(one.code))
    except (SyntaxError, ValueError):
        return ast.Module([], [])  # Python says so as it runs, or IPython has a command


def _used(page: Page) -> set[str]:
    """The names that some cell of a page reads."""
    trees = [_tree(one) for one, _ in page.fences if one.name in CELLS]
    names = [node for tree in trees for node in ast.walk(tree)]
    return {
        node.id
        for node in names
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def _figures(one: Fence, used: set[str]) -> Iterator[Mistake]:
    """Figures that are made and dropped: only the last line of a cell is shown.

    Args:
        one: the cell.
        used: the names that are read on its page.
    """
    tree = _tree(one)
    last = tree.body[-1] if tree.body else None
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _is_figure(node.value):
            kept = [name.id for name in node.targets if isinstance(name, ast.Name)]
            lost = [name for name in kept if name != "_" and name not in used]
            if lost and len(kept) == len(node.targets):
                told = (
                    f"the figure `{lost[0]}` is never shown. Write `{lost[0]}` as the "
                )
                yield Mistake(_line(one, node.lineno), f"{told}last line of a cell")
        if not isinstance(node, ast.Expr) or not _is_figure(node.value):
            continue
        name = _called(node.value)
        if node is not last:
            told = f"the figure of `{name}` is not shown: a cell shows what its last "
            told += (
                "line gives. Move the call there, give it a cell of its own, or put "
            )
            yield Mistake(_line(one, node.lineno), f"{told}several into `row(...)`")
        elif one.code[-1].rstrip().endswith(";"):
            told = f"the semicolon hides the figure of `{name}`. Delete it"
            yield Mistake(_line(one, len(one.code)), told)


def _is_figure(node: ast.expr) -> bool:
    name = _called(node)
    return name.startswith("plot_") or name in FIGURES


def _called(node: ast.expr) -> str:
    """The function that a line calls, by its own name or as minitorch's."""
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(called, ast.Attribute) and ast.unparse(called).startswith(
        "minitorch."
    ):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""
