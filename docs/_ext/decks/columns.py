"""Puts what follows a ``{column}`` into that column.

Code cells cannot stand inside a directive, so a column is marked by an empty
directive where it starts. This transform gathers the siblings behind each mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx_revealjs.nodes import revealjs_break

from . import nodes as parts
from .levels import is_slide

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _leaves_columns(node: nodes.Node) -> bool:
    """Say whether a sibling belongs to the slide and not to its last column."""
    if isinstance(node, nodes.section):
        return is_slide(node)
    return isinstance(node, parts.deck_notes)


def lift(mark: parts.column_break) -> None:
    """Let a mark end the small headings (``####``) that its predecessors stand under.

    Markdown puts all that follows a heading under it, a new column too.
    """
    while isinstance(mark.parent, nodes.section) and not is_slide(mark.parent):
        section = mark.parent
        start = section.index(mark)
        tail = section.children[start:]
        del section[start:]
        place = section.parent.index(section) + 1
        section.parent.insert(place, tail)


def group(parent: nodes.Element) -> None:
    """Replace the marks among a node's children by a row of columns."""
    result: list[nodes.Node] = []
    row: parts.columns | None = None
    for child in list(parent.children):
        if isinstance(child, parts.column_break):
            if child["width"] == "full":
                row = None
                continue
            if row is None:
                row = parts.columns()
                result.append(row)
            row += parts.column(width=child["width"])
        elif isinstance(child, revealjs_break):  # the next slide has its own columns
            row = None
            result.append(child)
        elif row is None or _leaves_columns(child):
            result.append(child)
        else:
            row[-1] += child
    parent.clear()
    parent.extend(result)


class GroupColumns(SphinxTransform):
    """Gather columns once the whole document has been read."""

    default_priority = 50  # after levels.NoteHeadingLevels

    def apply(self, **kwargs: object) -> None:
        marks = list(self.document.findall(parts.column_break))
        for mark in marks:
            lift(mark)
        parents = {id(mark.parent): mark.parent for mark in marks}
        for parent in parents.values():
            group(parent)


def register(app: Sphinx) -> None:
    """Run the transform on every document."""
    app.add_transform(GroupColumns)
