"""What was meant as markup and has become words, which a reader would see as they are.

Markdown takes for text whatever it does not understand, and so does nobody complain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..written import Mistake, Page, Part

_CODE = re.compile(r"(`+)[^`].*?\1", re.DOTALL)
# In the words of a text: what is left over, and what to do.
WORDS = (
    (
        re.compile(r"\\[A-Za-z]{2,}"),
        "{} stands outside of a formula. Write $ before and behind the formula, or "
        "`{}` as code",
    ),
    (
        re.compile(r"\$\$"),
        "{} begins or ends no formula. Write $$ on a line of its own at both ends, and "
        "no empty line between",
    ),
    (
        re.compile(r"\]\([^)\s]*\s[^)]*\)"),
        "{} has a blank and is no address of a link. Write <> around it: ](<...>)",
    ),
    (
        re.compile(r"\{[a-z:]+\}['\"‘’“”´]"),
        "{} is no reference. Put what stands behind the braces into backticks",
    ),
)
# At the beginning of a paragraph.
FIRST = (
    (
        re.compile(r":{1,2} ?\{[\w-]+\}"),
        "{} is no directive. Begin and end it with three colons",
    ),
    (
        re.compile(r"#{2,6}[^\s#]+|#[A-Z]\w+"),
        "{} is no heading. Write a blank behind the #",
    ),
)
_RULED = re.compile(r"\|[^\n]*\|\n\|[ :|-]+\|(\n|$)")
_PARENTHESES = re.compile(r"(?<!\\)\\\(.*?\\\)|^\\\[.*\\\]$", re.DOTALL)


def mistakes(page: Page) -> Iterator[Mistake]:
    """What a page shows as it is written, although it was meant to do something."""
    for part in page.parts:
        if part.token.type == "html_block" and _is_open(part.token.content):
            told = (
                "`<!--` is never closed and hides the rest. Write `-->` where it ends"
            )
            yield Mistake(part.line, told)
        if part.token.type == "inline":
            yield from _blocks(part)
        for child, line in page.inline(part):
            if child.type == "text":
                yield from _found(WORDS, child.content, line)


def _is_open(html: str) -> bool:
    return html.lstrip().startswith("<!--") and "-->" not in html


def _found(
    kinds: tuple[tuple[re.Pattern[str], str], ...], text: str, line: int, at: int = -1
) -> Iterator[Mistake]:
    for pattern, told in kinds:
        match = pattern.match(text) if at == 0 else pattern.search(text)
        if match:
            yield Mistake(line, told.replace("{}", match[0]))


def _blocks(part: Part) -> Iterator[Mistake]:
    """What can be seen of a whole paragraph alone."""
    text = part.token.content
    yield from _found(FIRST, text, part.line, at=0)
    if _RULED.match(text):
        told = "this is no table: its first two lines have not as many columns"
        yield Mistake(part.line, f"{told}. Write | and --- for each")
    if found := _PARENTHESES.search(_CODE.sub("", text)):
        shown = " ".join(found[0].split())
        told = f"{shown} is no formula here. Write $...$, or $$ before and behind it"
        yield Mistake(part.line, told)
