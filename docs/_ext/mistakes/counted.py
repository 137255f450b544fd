"""As many slides in a deck as its file has, seen when it is written.

Whatever an author or a cell has written: if it cut the deck elsewhere, the build fails.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

from ..decks.builder import is_deck
from ..decks.facts import count_slides
from ..pages.alt_text import line_of, source
from ..written import level
from .headings import STAYS
from .pages import written
from .slides import BREAK, OPTIONAL, VOID, Tags

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
IN_SLIDE = ["section", "section", "div"]


class Slides(HTMLParser):
    """Counts the slides of a deck that stand where reveal.js looks for them."""

    def __init__(self, html: str) -> None:
        """Read the deck."""
        super().__init__()
        self.open: list[str] = []
        self.count = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A slide is a box in two sections."""
        if tag in VOID | OPTIONAL:
            return
        self.open.append(tag)
        if ("class", "slide") in attrs:
            self.count += self.open == IN_SLIDE

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """It holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        if tag not in VOID | OPTIONAL and self.open:
            self.open.pop()


def see_outputs(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of a cell that shows HTML which would end its slide."""
    if not is_deck(app.config, app.env.docname):
        return
    for cell in doctree.findall(nodes.container):
        if "cell_index" not in cell:
            continue
        for raw in cell.findall(nodes.raw):
            tags = Tags()
            tags.read(raw.astext(), 0)
            for mistake in [*tags.finish()][:1]:
                told = f"what this cell shows would cut its slide: {mistake.words}"
                line = line_of(raw, source(app, app.env.docname), "")
                place = (app.env.docname, line)
                logger.warning(told, location=place, type="mistakes")


def compare(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Warn of a deck that has other slides than its file."""
    if doctree is None or not is_deck(app.config, pagename):
        return
    page = written(app, app.env, pagename)
    if page is None:
        return
    starts = [p for p in page.parts if not p.around and not p.in_other]
    wanted = sum(
        0 < level(p) < STAYS or p.token.info.startswith(f"{{{BREAK}}}") for p in starts
    )
    read, shown = count_slides(doctree), Slides(context["body"]).count
    if wanted == read == shown:
        return
    sections = doctree.findall(nodes.section)
    line = next((one.line for one in sections if not own(one, page.text)), 1)
    logger.warning(
        "this file has headings for %d slides, and its deck has %d: something makes or "
        "hides a slide here. Write each `##` into this file, and not into what it "
        "includes",
        *(wanted, shown if read == wanted else read),
        location=(pagename, line),
        type="mistakes",
    )


def own(section: nodes.section, text: str) -> bool:
    """Whether the title of a section is in the text of the page, as a heading."""
    title = section.next_node(nodes.title)
    words = (title.rawsource or title.astext()).strip() if title else ""
    return any(
        line.lstrip().startswith("#") and words in line for line in text.splitlines()
    )


def register(app: Sphinx) -> None:
    """Look at each deck when it has been read, and when it is written."""
    app.connect("doctree-read", see_outputs)
    app.connect("html-page-context", compare)
