"""What would cut a deck in other places than its headings do."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from ..written import Mistake, Page, Part, level
from .headings import STAYS

BREAK = "revealjs-break"
# A browser closes these by itself.
OPTIONAL = {"p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# They make no text, and may stand above the title.
SILENT = {"front_matter", "myst_line_comment", "myst_target", "attrs_block"}


class Tags(HTMLParser):
    """Which elements raw HTML opens and closes, and where that goes wrong."""

    def __init__(self) -> None:
        """Nothing is open."""
        super().__init__()
        self.open: list[tuple[str, int]] = []
        self.line = 0
        self.wrong: list[Mistake] = []

    def read(self, html: str, line: int) -> None:
        """Read a piece that stands on a line."""
        self.line = line
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Remember it."""
        if tag == "section":
            what = "`<section>` would be a slide itself. Write a heading, or `<div>`"
            self.wrong.append(Mistake(self.line, what))
        elif tag not in VOID | OPTIONAL:
            self.open.append((tag, self.line))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """It is open and closed."""

    def handle_endtag(self, tag: str) -> None:
        """Forget the one that it closes."""
        if tag in VOID | OPTIONAL:
            return
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
        else:
            what = f"`</{tag}>` closes what this slide has not opened. Delete it"
            self.wrong.append(Mistake(self.line, what))

    def finish(self) -> Iterator[Mistake]:
        """What is wrong up to here, at the end of a slide or a box."""
        yield from self.wrong
        for tag, line in self.open:
            what = f"`<{tag}>` is not closed on its slide. Write `</{tag}>` there"
            yield Mistake(line, what)
        self.reset()
        self.open, self.wrong = [], []


def mistakes(page: Page) -> Iterator[Mistake]:
    """What would cut a deck elsewhere."""
    if not page.is_deck:
        return
    yield from _before_the_title(page)
    yield from _html(page)
    yield from _breaks(page)
    for part in page.parts:
        if part.token.type == "hr" and not (part.around or part.in_other):
            what = "`---` is a line and begins no slide. Write `## Title`"
            yield Mistake(part.line, f"{what}, or `:::{{{BREAK}}}`, `:::`")


def _before_the_title(page: Page) -> Iterator[Mistake]:
    for part in page.parts:
        if level(part):
            return
        if part.token.type not in SILENT:
            what = "nothing can stand above a deck's title. Move it below `# Title`"
            yield Mistake(part.line, what)
            return
    yield Mistake(1, "a deck begins with its title: write `# Title`")


def _html(page: Page) -> Iterator[Mistake]:
    tags, around = Tags(), page.parts[0].around if page.parts else ()
    for part in page.parts:
        if part.around != around or (0 < level(part) < STAYS):
            yield from tags.finish()
            around = part.around
        for piece, line in _raw(part):
            tags.read(piece, line)
    yield from tags.finish()


def _raw(part: Part) -> Iterator[tuple[str, int]]:
    """The HTML that an author has written into a token."""
    token = part.token
    if token.type == "html_block":
        for number, text in enumerate(token.content.splitlines(True), part.line):
            yield text, number
    elif token.type in {"fence", "colon_fence"} and token.info.startswith("{raw}"):
        yield token.content, part.line
    line = part.line
    for child in token.children or ():
        line += child.type in {"softbreak", "hardbreak"}
        if child.type == "html_inline":
            yield child.content, line


def _breaks(page: Page) -> Iterator[Mistake]:
    """Breaks between slides that do not stand on a slide itself."""
    under = 0  # the line of a small heading
    for part in page.parts:
        if level(part):
            under = part.line if level(part) >= STAYS else 0
        if not part.token.info.startswith(f"{{{BREAK}}}"):
            continue
        if part.around:
            outer = part.around[-1]
            where = f"inside `{outer.opening}` of line {outer.line}. Close that first"
        elif part.in_other:
            where = "in a list or a quotation. Begin it at the start of its line"
        elif under:
            where = f"under the `####` of line {under}. Write `##` or `###` there"
        else:
            continue
        yield Mistake(part.line, f"`{{{BREAK}}}` begins no slide {where}")
