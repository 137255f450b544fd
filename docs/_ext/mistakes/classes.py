"""Classes that are misspelt: the section slide, the step or the button is not there.

A class that is like none of those below is its author's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from ..written import Mistake, Page

KNOWN = (
    *("statement", "fragment", "steady", "dropdown", "experiment"),
    *("button", "button-quiet", "hero-lead", "hero-buttons"),
)
ALIKE = 0.8


def mistakes(page: Page) -> Iterator[Mistake]:
    """The classes of a page that are nearly one of the course's."""
    for name, line in classes(page):
        near = get_close_matches(name.lower(), KNOWN, 1, ALIKE)
        if near and name not in KNOWN:
            told = f"nothing here knows a class `{name}`. Did you mean `{near[0]}`?"
            yield Mistake(line, told)


def classes(page: Page) -> Iterator[tuple[str, int]]:
    """The classes that a page gives, and the lines in which they stand."""
    texts = page.text.splitlines()

    def line_of(name: str, lines: Iterable[int], at: int) -> int:
        return next((line for line in lines if f".{name}" in texts[line - 1]), at)

    for part in page.parts:
        for name in str(part.token.attrs.get("class", "")).split():
            yield name, line_of(name, range(part.line, 0, -1), part.line)
        for child, line in page.inline(part):
            for name in str(child.attrs.get("class", "")).split():
                yield name, line_of(name, range(line, len(texts) + 1), line)
    for one, _ in page.fences:
        line, text = one.options.get("class", (0, ""))
        yield from ((name, line) for name in text.split())
