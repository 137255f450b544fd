"""Slides with far more on them than their height holds.

Only a browser knows how high a slide is: `make check` measures, and so does the page
under `make serve`. Here lines are counted, each at the least height that it can have
and as wide as the slide, so that whoever hears of it can be sure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging
from sphinx_revealjs.nodes import revealjs_break

from ..decks import nodes as parts
from ..decks.builder import is_deck
from ..decks.levels import is_slide
from ..written import Page
from .pages import written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
ROOM = 720  # pixels: the whole slide, which its margins make smaller
TEXT, CODE, HEADING = 37, 28, 50  # of a line
PER_LINE = 110  # letters, more than the width holds
HIDDEN = (parts.deck_notes, nodes.comment, nodes.target, nodes.raw)
BLOCKS = (nodes.paragraph, nodes.literal_block, nodes.title, nodes.math_block)


def height(children: Iterable[nodes.Node]) -> int:
    """The least height of what stands below one another."""
    return sum(map(_height, children))


def _height(node: nodes.Node) -> int:
    if not isinstance(node, nodes.Element) or isinstance(node, HIDDEN):
        return 0
    if node.get("tag") == "details" or node.get("hide_mode") or _is_hidden(node):
        return 0
    if isinstance(node, nodes.section) and is_slide(node):
        return 0
    if isinstance(node, (parts.columns, nodes.row)):
        return max(map(_height, node.children), default=0)
    if isinstance(node, nodes.literal_block):
        return CODE * len(node.astext().strip("\n").splitlines())
    if isinstance(node, nodes.title):
        return HEADING
    if isinstance(node, BLOCKS):
        return TEXT * (1 + len(node.astext()) // PER_LINE)
    return height(node.children)


def _is_hidden(node: nodes.Element) -> bool:
    """Whether a fold, or a wish of the author's, may keep this from being seen."""
    kind = node.get("nb_element", "")
    return kind == "mime_bundle" or "covered" in node["classes"]


def slides(
    document: nodes.document,
) -> Iterable[tuple[nodes.section, list[nodes.Node]]]:
    """The parts of each slide, and its section."""
    for section in document.findall(nodes.section):
        if not is_slide(section):
            continue
        slide: list[nodes.Node] = []
        for child in section.children:
            if isinstance(child, revealjs_break):
                yield section, slide
                slide = []
            else:
                slide.append(child)
        yield section, slide


def complain(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Warn, which fails the build, of each slide that cannot hold what is on it."""
    if not is_deck(app.config, docname):
        return
    for section, slide in slides(doctree):
        pixels = height(slide)
        if pixels > ROOM:
            title = section.next_node(nodes.title)
            words = title.astext() if title else ""
            line = _line(app, docname, words) or section.line
            logger.warning(
                "the slide “%s” has at least %d lines more than fit. Split it, with a "
                "heading of its own or with `:::{revealjs-break}`, `:::`",
                *(words, 1 + (pixels - ROOM) // TEXT),
                location=(docname, line),
                type="mistakes",
            )


def _line(app: Sphinx, docname: str, words: str) -> int:
    page = written(app, app.env, docname)
    headings = page.headings if isinstance(page, Page) else []
    lines = page.text.splitlines() if page else []
    return next((h.line for h in headings if words in lines[h.line - 1]), 0)


def register(app: Sphinx) -> None:
    """Look at each deck before it is written."""
    app.connect("doctree-resolved", complain)
