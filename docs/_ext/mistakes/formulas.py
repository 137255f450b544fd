"""Formulas that MathJax cannot set, as MathJax itself says.

A browser would show them in red, or as they are written, and tell nobody. The MathJax
of the pages runs in Node, too, which comes with what live cells need (formulas.js).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from sphinx.errors import ExtensionError

from ..decks.assets import mathjax_path
from ..inputs import ROOT
from ..live.runtime import node_folder
from ..written import Mistake, Page, fence

BLOCKS = {"math_block", "math_block_label"}
INLINE = {"math_inline", "math_single"}
FENCES = {"fence", "colon_fence"}
SCRIPT = Path(__file__).with_suffix(".js")
CONFIG = ROOT / "docs/_static/mathjax-config.js"
# What to do, by the names that MathJax has for its errors.
ADVICE = {
    "MissingArgFor": "Write each thing that it needs in braces behind it",
    "EnvMissingEnd": "Write it where that ends",
    "EnvBadEnd": "End first what began last",
    "ExtraLeftMissingRight": "Write `\\right` and a bracket, or `\\right.` for none",
    "MissingLeftExtraRight": "Write `\\left` and a bracket, or `\\left.` for none",
    "MissingOrUnrecognizedDelim": "Write a bracket behind it, or a dot for none",
    "ExtraOpenMissingClose": "Write } where it ends",
    "MissingCloseBrace": "Write } where it ends",
    "ExtraCloseMissingOpen": "Write { where it begins, or delete the }",
    "MissingCloseBracket": "Write ] where it ends",
    "MissingScript": "Write it in braces",
    "Misplaced": "Write it between \\begin{aligned} and \\end{aligned}",
    "MathNotTerminated": "Write $ where the formula in the text ends",
    "MultipleLabel": "Choose another",
}


class Formula(NamedTuple):
    """A formula.

    Args:
        tex: as it is written.
        shown: as the page has it.
        displayed: whether it stands by itself.
    """

    tex: str
    shown: str
    displayed: bool


Seen = tuple[Formula, ...]


class Told(NamedTuple):
    """What MathJax says.

    Args:
        told: of each page, and each of its formulas, what is wrong.
        commands: the names that it has.
        environments: the names that it has.
    """

    told: list[list[dict[str, str] | None]]
    commands: list[str]
    environments: list[str]

    def advice(self, error: dict[str, str]) -> str:
        """What to do about an error."""
        if error["id"] == "UndefinedControlSequence":
            names = [f"\\{name}" for name in self.commands]
            wrong = error["message"].split()[-1]
            return _instead(wrong, names, "or define it above with \\newcommand")
        if error["id"] == "UnknownEnv":
            wrong = error["message"].split("'")[1]
            return _instead(wrong, self.environments, "such as aligned")
        return ADVICE.get(error["id"], "Correct it")


def _instead(wrong: str, names: list[str], other: str) -> str:
    near = get_close_matches(wrong, names, 1)
    return f"Did you mean {near[0]}?" if near else f"Write another, {other}"


def ask(pages: list[Seen]) -> Told:
    """Have MathJax read the formulas of pages.

    Raises:
        ExtensionError: it does not run.
    """
    command = [node_folder() / "bin/node", SCRIPT, mathjax_path().parent, CONFIG]
    said = subprocess.run(
        command, input=json.dumps(pages), capture_output=True, text=True, check=False
    )
    if said.returncode:
        last = said.stderr.strip().splitlines()[-1:] or [f"status {said.returncode}"]
        raise ExtensionError(f"mistakes: MathJax does not run in Node: {last[0]}")
    return Told(**json.loads(said.stdout))


def mistakes(pages: list[Page], good: set[object]) -> Iterator[tuple[Page, Mistake]]:
    """Formulas of these pages that cannot be set.

    Args:
        pages: in each, a formula may define commands for those below.
        good: all formulas of a page, for pages without fault; it grows.
    """
    there = [([*formulas(page)], page) for page in pages]
    new = [
        (tuple(one for one, _ in found), [line for _, line in found], page)
        for found, page in there
        if found
    ]
    new = [one for one in new if one[0] not in good]
    if not new:
        return
    told = ask([seen for seen, _, _ in new])
    for (seen, lines, page), errors in zip(new, told.told, strict=True):
        for one, line, error in zip(seen, lines, errors, strict=True):
            if error:
                yield page, Mistake(line, _words(one, error, told))
        if not any(errors):
            good.add(seen)


def _words(one: Formula, error: dict[str, str], told: Told) -> str:
    shown = " ".join(one.tex.split())
    shown = shown if len(shown) < 40 else f"{shown[:40]}..."
    message = error["message"].rstrip(".")
    start = f"the formula ${shown}$ cannot be set: {message}"
    return f"{start}. {told.advice(error)}"


def formulas(page: Page) -> Iterator[tuple[Formula, int]]:
    """The formulas of a page in order, each with its line."""
    for part in page.parts:
        content = part.token.content
        if part.token.type in BLOCKS:
            yield Formula(content, _wrapped(content), True), part.line
        elif part.token.type == "amsmath":
            yield Formula(content, content, True), part.line
        elif part.token.type in FENCES and fence(part).name == "math":
            content = "\n".join(fence(part).code)
            yield Formula(content, _wrapped(content), True), part.line
        for child, line in page.inline(part):
            content = child.content
            if child.type == "math_inline_double":
                yield Formula(content, _wrapped(content), True), line
            elif child.type in INLINE or child.meta.get("name") == "math":
                yield Formula(content, content, False), line


def _wrapped(tex: str) -> str:
    """A displayed formula as Sphinx writes it: aligned, if it has several lines."""
    rows = [row for row in tex.strip("\n").split("\n\n") if row.strip()]
    rows = [_around(row, "split") if r"\\" in row else row for row in rows]
    joined = r"\\".join(rows)
    return _around(joined, "align") if len(rows) > 1 else joined


def _around(tex: str, environment: str) -> str:
    return rf"\begin{{{environment}}}{tex}\end{{{environment}}}"
