"""How an author writes speaker notes and columns.

:::{notes} 2 min                 what to say, in Markdown, with mathematics
:::{column} 45%                  a new column starts here; content follows it
:::{column} full                 back to the full width
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from . import nodes as parts

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

_MINUTES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:min|minutes?)?")
_WIDTH = re.compile(r"\d{1,2}(?:\.\d+)?%")


def minutes(argument: str) -> float:
    """Read the time a slide takes: "2", "2 min" or "1.5 minutes"."""
    match = _MINUTES.fullmatch(argument.strip())
    if match is None:
        raise ValueError(
            f"expected the minutes the slide takes, such as '2 min', got {argument!r}"
        )
    return float(match[1])


def column_width(argument: str) -> str:
    """Read a column's width: a percentage, "full", or nothing for an equal share."""
    width = argument.strip()
    if width and width != "full" and _WIDTH.fullmatch(width) is None:
        raise ValueError(f"expected a width such as '45%' or 'full', got {argument!r}")
    return width


class Notes(SphinxDirective):
    """Speaker notes with the minutes the slide takes."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        try:
            time = minutes(self.arguments[0]) if self.arguments else 0.0
        except ValueError as wrong:
            raise self.error(f"notes: {wrong}") from None
        self.assert_has_content()
        node = parts.deck_notes(minutes=time)
        self.set_source_info(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Column(SphinxDirective):
    """The start of a column. The column is everything up to the next start."""

    has_content = True
    optional_arguments = 1

    def run(self) -> list[Node]:
        if any(line.strip() for line in self.content):
            raise self.error(
                "column: expected an empty directive, got content. "
                "Close it at once; what follows it stands in the column."
            )
        try:
            width = column_width(self.arguments[0] if self.arguments else "")
        except ValueError as wrong:
            raise self.error(f"column: {wrong}") from None
        node = parts.column_break(width=width)
        self.set_source_info(node)
        return [node]


def register(app: Sphinx) -> None:
    """Register nodes and directives."""
    parts.register(app)
    app.add_directive("notes", Notes)
    app.add_directive("column", Column)
