"""Which headings start a slide: ``#``, ``##`` and ``###``; ``####`` stays on one.

Nesting alone does not tell: ``####`` straight under ``##`` nests as deep as ``###``
does. So the number of signs is read from the source, where the author wrote it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FIRST_LEVEL_ON_SLIDE = 4
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s")


def depth(section: nodes.Node) -> int:
    """Return how many sections contain this one, itself included."""
    level = 0
    node: nodes.Node | None = section
    while node is not None:
        level += isinstance(node, nodes.section)
        node = node.parent
    return level


def is_slide(section: nodes.section) -> bool:
    """Say whether a section becomes a slide of its own."""
    level = max(depth(section), section.get("heading_level", 0))
    return level < FIRST_LEVEL_ON_SLIDE


def heading_level(lines: list[str], number: int | None) -> int:
    """Return the number of signs of the heading on a line, or 0 if there is none."""
    if number is None or not 0 < number <= len(lines):
        return 0
    match = _HEADING.match(lines[number - 1])
    return len(match[1]) if match else 0


class NoteHeadingLevels(SphinxTransform):
    """Write each heading's level as the author wrote it into its section."""

    default_priority = 40

    def apply(self, **kwargs: object) -> None:
        path = Path(self.env.doc2path(self.env.docname))
        if path.suffix != ".md":
            return
        lines = path.read_text(encoding="utf-8").splitlines()
        for section in self.document.findall(nodes.section):
            section["heading_level"] = heading_level(lines, section.line)


def register(app: Sphinx) -> None:
    """Run the transform on every document."""
    app.add_transform(NoteHeadingLevels)
