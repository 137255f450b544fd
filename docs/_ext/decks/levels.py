"""Which headings start a slide: ``#``, ``##`` and ``###``; ``####`` stays on one.

Nesting alone does not tell: ``####`` straight under ``##`` nests as deep as ``###``
does. So the number of signs is read from the source, where the author wrote it. The
headings there are counted and not looked up by their lines: those that MyST-NB gives in
the first text of a notebook are one too high.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from ..written import Page, level

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FIRST_LEVEL_ON_SLIDE = 4


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


class NoteHeadingLevels(SphinxTransform):
    """Write each heading's level as the author wrote it into its section."""

    default_priority = 40

    def apply(self, **kwargs: object) -> None:
        env: Any = self.env
        path = Path(env.doc2path(env.docname))
        if path.suffix != ".md":
            return
        page = Page(path.name, path.read_text(encoding="utf-8"), True, env.myst_config)
        levels = [level(heading) for heading in page.headings]
        sections = list(self.document.findall(nodes.section))
        if len(levels) == len(sections):  # else the build says which is too many
            for section, depth_there in zip(sections, levels, strict=True):
                section["heading_level"] = depth_there


def register(app: Sphinx) -> None:
    """Run the transform on every document."""
    app.add_transform(NoteHeadingLevels)
