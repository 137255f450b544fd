"""Directives and listings that are never closed, and cells where they cannot run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ..written import CELLS, Fence, Mistake, Page, Part
from .directives import USUAL

# What may have cells inside, with a mark at each end instead.
BETWEEN = {"exercise", "solution", "quiz"}
# Nothing is shown in these as it is written, and so no directive either.
NO_LISTINGS = CELLS | {"math", "toctree", "deck-list", "task-cell"}
_OPENS = re.compile(r" {0,3}(?P<marks>:{3,}|`{3,}(?!.*`))(?P<name>\{[\w:-]+\})?.*")


def quoted(code: str) -> str:
    """A piece of Markdown in a sentence."""
    return f'"{code}"' if "`" in code else f"`{code}`"


def mistakes(page: Page) -> Iterator[Mistake]:
    """The first thing that is not closed: what follows it may be its consequence."""
    for one, part in page.fences:
        if one.marks.startswith(":") and not one.opening.strip(":"):
            what = f"`{one.opening}` closes nothing: no directive is open here"
            todo = "Delete it, or write what it closes"
            yield Mistake(one.line, f"{what}. {todo}", hides=True)
            return
        if not one.is_closed:
            yield _unclosed(one, part)
            return
        if number := _swallowed(one):
            yield _never_closed(one, f", above line {one.line + number}")
            return
    for one, part in page.fences:
        if one.name in CELLS and (part.around or part.in_other):
            yield _nested(one, part)
    yield from _without_name(page)


def _unclosed(one: Fence, part: Part) -> Mistake:
    outer = part.around[-1] if part.around else None
    if outer is None or outer.marks[0] != one.marks[0]:
        return _never_closed(one)
    # Its end has closed the outer one.
    more = outer.marks[0] * (len(one.marks) + 1)
    return Mistake(
        outer.line,
        f"{quoted(outer.opening)} is not closed before {quoted(one.opening)} opens "
        f"on line {one.line}. Close it with {quoted(outer.marks)}; or, if that is to "
        f"stand in it, open and close it with {quoted(more)}",
        hides=True,
    )


def _never_closed(one: Fence, above: str = "") -> Mistake:
    close = f"Write {quoted(one.marks)} on a line of its own where it ends{above}"
    told = f"{quoted(one.opening)} is never closed. {close}"
    return Mistake(one.line, told, hides=True)


def _swallowed(one: Fence) -> int:
    """The first line, from 1, that opens something in what is no Markdown; 0 for none.

    The end of that has then closed this. A listing may show other or shorter marks
    than its own, as ```` may ```, and a cell any in a text.
    """
    if not one.is_verbatim or (one.name in CELLS and _is_python(one.code)):
        return 0
    for number, text in enumerate(one.content, 1):
        found = _OPENS.fullmatch(text) if text.strip(" :`") else None
        is_inner = found and found["name"] and one.name in NO_LISTINGS
        if found and (is_inner or found["marks"].startswith(one.marks)):
            return number
    return 0


def _is_python(code: list[str]) -> bool:
    """Whether a cell can be read, but for its lines to IPython."""
    if code and code[0].startswith("%%"):
        return True  # or a text in another language
    try:
        ast.parse("\n".join(line for line in code if not line.startswith(("%", "!"))))
    except (SyntaxError, ValueError):
        return False
    return True


def _nested(one: Fence, part: Part) -> Mistake:
    if not part.around:
        return Mistake(
            one.line,
            "a cell in a list or a quotation does not run. Begin it at the start of "
            "its line, after an empty one",
        )
    outer = part.around[-1]
    told = f"a cell inside `{outer.opening}` of line {outer.line} does not run. "
    if outer.name in BETWEEN:
        name = f"{outer.name}-start"
        return Mistake(
            one.line,
            f"{told}Write `:::{{{name}}} {outer.argument}`, `:::` above what is "
            f"inside, and `:::{{{outer.name}-end}}`, `:::` below",
        )
    return Mistake(one.line, f"{told}Move it out, above or below")


def _without_name(page: Page) -> Iterator[Mistake]:
    """Colons or backticks with the name of a directive, and no braces around it."""
    for one, _ in page.fences:
        words = one.opening.strip(":`~ {[").split()
        if one.name or not words:
            continue
        first = words[0].strip("{}[]")
        if one.marks.startswith(":") or first in {*USUAL, *CELLS}:
            told = f"{quoted(one.opening)} is no directive. Write its name in braces"
            yield Mistake(one.line, f"{told}: {quoted(f'{one.marks}{{{first}}}')}")
