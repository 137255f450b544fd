"""Formulas that MathJax could not set, as far as that can be told without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..decks.assets import mathjax_path
from ..written import Mistake, Page, Part

BLOCKS = {"math_block", "math_block_label", "amsmath"}
INLINE = {"math_inline", "math_inline_double", "math_single", "math_block"}
_PART = re.compile(r"\\(?:begin|end)\{[^}]*\}|\\[A-Za-z]+|\\.|[{}]|%[^\n]*", re.DOTALL)
_DEFINED = re.compile(r"\\(?:newcommand|def|DeclareMathOperator)\*?\{?\\([A-Za-z]+)")
_KEY = re.compile(r"[{,]\"?\\*([A-Za-z]+)\"?:")
PAIRS = {"}": "{", "\\right": "\\left"}
# In this file of MathJax, but not under their names as keys.
MORE = {"begin", "end", "left", "right", "middle", "nonumber", "label", "tag", "limits"}


@cache
def commands() -> frozenset[str]:
    """The names of all commands that MathJax has, and of other things in its file."""
    return frozenset(_KEY.findall(mathjax_path().read_text("utf-8"))) | MORE


def mistakes(page: Page) -> Iterator[Mistake]:
    """Formulas with a brace, an environment or a command that is wrong."""
    own = set(_DEFINED.findall(page.text))
    for part in page.parts:
        for tex, line in formulas(part):
            told = wrong(tex, own)
            if told:
                shown = " ".join(tex.split())
                shown = shown if len(shown) < 40 else f"{shown[:40]}..."
                yield Mistake(line, f"the formula ${shown}$ cannot be set: {told}")


def formulas(part: Part) -> Iterator[tuple[str, int]]:
    """The formulas of a token, each with its line."""
    token = part.token
    if token.type in BLOCKS:
        yield token.content, part.line
    elif token.type in {"fence", "colon_fence"} and token.info.startswith("{math}"):
        yield re.sub(r"^:[\w-]+:.*\n", "", token.content), part.line
    line = part.line
    for child in token.children or ():
        line += child.type in {"softbreak", "hardbreak"}
        if child.type in INLINE:
            yield child.content, line
            line += child.content.count("\n")


def wrong(tex: str, own: set[str] | frozenset[str] = frozenset()) -> str:
    r"""What is wrong with a formula and what to do, or nothing.

    >>> wrong(r"\frac{1}{x}"), wrong(r"\left( x \right)")
    ('', '')
    >>> wrong(r"\frac{1")
    'a { is never closed. Write }'
    >>> wrong(r"\begin{aligned} x \end{align}")
    'a \\begin{aligned} is not closed before \\end{align}. Write \\end{aligned}'
    >>> wrong(r"\sigmma(x)")
    'MathJax knows no \\sigmma. Correct its name'
    """
    stack: list[str] = []
    for piece in _PART.findall(tex):
        if piece in {"{", "\\left"} or piece.startswith("\\begin{"):
            stack.append(piece)
        elif piece in PAIRS or piece.startswith("\\end{"):
            opened = stack.pop() if stack else ""
            wanted = PAIRS.get(piece) or piece.replace("\\end", "\\begin")
            if opened != wanted:
                return _unpaired(opened, piece, wanted)
        elif piece[1:].isalpha() and piece[1:] not in commands() | own:
            return f"MathJax knows no {piece}. Correct its name"
    return f"a {stack[-1]} is never closed. Write {_close(stack[-1])}" if stack else ""


def _close(opened: str) -> str:
    other = {"{": "}", "\\left": "\\right"}
    return other.get(opened) or opened.replace("\\begin", "\\end")


def _unpaired(opened: str, closing: str, wanted: str) -> str:
    if not opened:
        return f"{closing} closes nothing. Write {wanted} before it, or delete it"
    return f"a {opened} is not closed before {closing}. Write {_close(opened)}"
