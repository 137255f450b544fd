"""Headings that skip a level, make no section, are too many, or end in attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..written import Mistake, Page, Part, level

STAYS = 4  # on a slide, #### and more
# At the end of a heading; right behind code or a link they are these ones' own.
_ATTRIBUTES = re.compile(r"(.*)(?<![`)\]])(\{[.#][\w-][^{}]*\})")


def mistakes(page: Page) -> Iterator[Mistake]:
    """What is wrong with the headings of a page or a deck."""
    headings = [part for part in page.parts if level(part)]
    yield from _empty(page)
    yield from _attributes(page)
    yield from _underlined(headings)
    yield from _skipped(page, page.headings)
    if page.is_deck:
        yield from _below_a_section(page.headings)
        yield from _inside(headings)


def _empty(page: Page) -> Iterator[Mistake]:
    for part, words in pairwise(page.parts):  # a heading's words are the next token
        if level(part) and not words.token.content.strip():
            yield Mistake(part.line, "a heading without words. Write its title")


def _attributes(page: Page) -> Iterator[Mistake]:
    """What MyST reads above a heading, and shows as words behind it."""
    for part, words in pairwise(page.parts):
        found = _ATTRIBUTES.fullmatch(words.token.content) if level(part) else None
        if found:
            heading = f"{'#' * level(part)} {found[1].strip()}".strip()
            yield Mistake(
                part.line,
                f"`{found[2]}` at the end of a heading is shown as words. Write it in "
                f"the line above: `{found[2]}`, and `{heading}` below",
            )


def _underlined(headings: list[Part]) -> Iterator[Mistake]:
    for part in headings:
        if part.token.markup.startswith(("=", "-")):
            yield Mistake(
                part.line,
                "the line below makes a heading of this one. Write `## Title` for a "
                "heading; for a line, leave an empty line before it",
            )


def _skipped(page: Page, headings: list[Part]) -> Iterator[Mistake]:
    signs = "#" * 6
    before = 0
    for part in headings:
        now = level(part)
        stays = page.is_deck and now == STAYS and before > 0  # on whichever slide
        if before == 0 and now != 1:
            told = f"expected the title first, `# Title`, got `{signs[:now]}`"
            yield Mistake(part.line, told)
        elif now == 1 and before > 0:
            what = "deck" if page.is_deck else "page"
            told = f"a {what} has one title. Write `##` here and not `#`"
            yield Mistake(part.line, f"{told}; or give this a file of its own")
        elif now > before + 1 and before > 0 and not stays:
            told = f"expected `{signs[: before + 1]}` or fewer below `{signs[:before]}`"
            yield Mistake(part.line, f"{told}, got `{signs[:now]}`: a level is skipped")
        before = max(before, 1) if stays else now


def _below_a_section(headings: list[Part]) -> Iterator[Mistake]:
    """What would stand on a section slide, which its own heading fills."""
    for section, part in pairwise(headings):
        classes = str(section.token.attrs.get("class", "")).split()
        if level(part) == STAYS and "statement" in classes:
            yield Mistake(
                part.line,
                f"`####` stays on the section slide of line {section.line}, which has "
                "a heading and a line. Write `##` or `###`, which begin a slide",
            )


def _inside(headings: list[Part]) -> Iterator[Mistake]:
    """Headings in directives, lists and quotations, which begin no slide."""
    for part in headings:
        if level(part) >= STAYS or not (part.around or part.in_other):
            continue
        signs = "#" * level(part)
        if part.around:
            outer = part.around[-1]
            told = (
                f"`{signs}` begins no slide inside `{outer.opening}` of line "
                f"{outer.line}. Close that above with `{outer.marks}`, or write `####`"
            )
        else:
            told = f"`{signs}` begins no slide in a list or a quotation. Write `####`"
        yield Mistake(part.line, told)
