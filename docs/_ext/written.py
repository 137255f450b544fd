"""A page as it is written: what MyST's parser finds in it, and in its directives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from markdown_it.renderer import RendererHTML
from myst_parser.parsers.mdit import create_md_parser

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from myst_parser.config.main import MdParserConfig

_DIRECTIVE = re.compile(r"\{([^}\s]+)\}\s*(.*)")
# As `:tags: [hide-input]`, or between lines of `---` as `tags: [hide-input]`.
_OPTION = re.compile(r":?([\w-]+):(?:\s+(.*))?$")
CELLS = {"code-cell", "raw-cell"}
# What stands in these is no Markdown.
VERBATIM = CELLS | {
    *("code", "code-block", "sourcecode", "literalinclude", "include", "math", "raw"),
    *("eval-rst", "toctree", "deck-list", "task-cell", "revealjs-code-block"),
}


@dataclass(frozen=True)
class Mistake:
    """What is wrong.

    Args:
        line: the number of the line, from 1.
        words: what was expected, what is there, and what to do.
        hides: what stands below it cannot be told from it.
    """

    line: int
    words: str
    hides: bool = False


@dataclass(frozen=True)
class Part:
    """A token, and where it stands.

    Args:
        token: as markdown-it gives it.
        line: the number of its first line, from 1.
        around: the directives that it stands in, the outermost first.
        in_other: it stands in a list or a quotation.
    """

    token: Token
    line: int
    around: tuple[Fence, ...] = ()
    in_other: bool = False


@dataclass(frozen=True)
class Fence:
    """A directive, or a listing.

    Args:
        name: of the directive; empty for a listing.
        argument: what stands behind the name.
        opening: its first line.
        marks: the colons or backticks that open it.
        line: the number of that line, from 1.
        content: the lines inside.
        is_closed: whether a line closes it.
    """

    name: str
    argument: str
    opening: str
    marks: str
    line: int
    content: list[str] = field(repr=False)
    is_closed: bool

    @property
    def is_verbatim(self) -> bool:
        """Whether its content is no Markdown."""
        return not self.name or self.name in VERBATIM

    @cached_property
    def head(self) -> list[str]:
        """The lines that hold options: between `---`, or beginning with a colon."""
        lines = [line.strip() for line in self.content]
        if lines[:1] == ["---"] and "---" in lines[1:]:
            return self.content[: lines.index("---", 1) + 1]
        is_option = [line[:1] == ":" and bool(_OPTION.match(line)) for line in lines]
        return self.content[: [*is_option, False].index(False)]

    @cached_property
    def options(self) -> dict[str, tuple[int, str]]:
        """The line and the text of each option."""
        numbered = enumerate(self.head, start=self.line + 1)
        found = [(_OPTION.match(line.rstrip()), number) for number, line in numbered]
        return {m[1]: (number, (m[2] or "").strip()) for m, number in found if m}

    @property
    def code(self) -> list[str]:
        """The lines of a cell, without its options and the empty ones around them."""
        text = "\n".join(self.content[len(self.head) :])
        return text.strip("\n").splitlines()


@dataclass(frozen=True)
class Page:
    """A page.

    Args:
        name: its file, from the root of the course.
        text: what is written there.
        is_deck: whether it is a lecture.
        config: how MyST is to read it.
    """

    name: str
    text: str
    is_deck: bool
    config: MdParserConfig

    @cached_property
    def parser(self) -> MarkdownIt:
        """What reads its Markdown."""
        return create_md_parser(self.config, RendererHTML)

    @cached_property
    def parts(self) -> list[Part]:
        """All tokens of the page, those inside of directives too."""
        return list(_parts(self.parser.parse, self.text, 1, ()))

    @cached_property
    def fences(self) -> list[tuple[Fence, Part]]:
        """Its directives and listings, in order."""
        return [
            (fence(part), part) for part in self.parts if part.token.type in _FENCES
        ]

    def inline(self, part: Part) -> Iterator[tuple[Token, int]]:
        """The words, formulas, links and the like of a part, each with its line."""
        children = part.token.children or []
        if part.token.type in _FENCES:  # what stands behind a name may be Markdown
            one = fence(part)
            said = "" if one.is_verbatim else one.argument
            children = self.parser.parseInline(said)[0].children or []
        line, at = part.line, 0
        for child in children:
            line += child.type in {"softbreak", "hardbreak"}
            yield child, line
            text = child.content
            if child.type == "code_inline":  # which has blanks for its ends of lines
                words = r"\s".join(map(re.escape, text.split(" ")))
                if found := re.compile(words).search(part.token.content, at):
                    text, at = found[0], found.end()
            line += text.count("\n")

    @property
    def headings(self) -> list[Part]:
        """Its headings, without those in directives, lists and quotations."""
        starts = (part for part in self.parts if not part.around and not part.in_other)
        return [part for part in starts if level(part)]

    @property
    def is_notebook(self) -> bool:
        """Whether it has cells to run."""
        return any(one.name in CELLS for one, _ in self.fences)


def level(part: Part) -> int:
    """The level of a heading, 0 for another token."""
    return int(part.token.tag[1]) if part.token.type == "heading_open" else 0


_FENCES = {"fence", "colon_fence"}


def fence(part: Part) -> Fence:
    """What a token of a directive or a listing says."""
    token = part.token
    found = _DIRECTIVE.match(token.info.strip())
    name, argument = (found[1], found[2]) if found else ("", "")
    content = token.content.splitlines()
    lines = token.map[1] - token.map[0] if token.map else 0
    return Fence(
        name,
        argument.strip(),
        opening=f"{token.markup}{token.info}".strip(),
        marks=token.markup,
        line=part.line,
        content=content,
        is_closed=lines == len(content) + 2,
    )


def _parts(
    parse: object, text: str, first: int, around: tuple[Fence, ...]
) -> Iterator[Part]:
    """The tokens of a text that begins on a line, and of the directives in it."""
    depth = 0  # of lists and quotations
    for token in parse(text):  # type: ignore[operator]
        if token.type.startswith(("list_item", "blockquote")):
            depth += token.nesting
        if token.map is None:
            continue
        part = Part(token, first + token.map[0], around, depth > 0)
        yield part
        if token.type in _FENCES:
            inside = fence(part)
            if not inside.is_verbatim:
                yield from _parts(
                    parse, token.content, part.line + 1, (*around, inside)
                )
