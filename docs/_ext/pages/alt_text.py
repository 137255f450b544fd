"""Every picture says in words what it shows, or the build fails.

A picture that a cell drew brings its sentence along in the SVG's metadata, where
minitorch.plot writes it. For others the author writes one.
"""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"
ADVICE = (
    "End the cell with `described()` from minitorch.plot, which says what a figure of "
    "matplotlib shows, or with a picture of minitorch.plot; or write the sentence into "
    "the cell's metadata as `mystnb: {image: {alt: ...}}`"
)


def description(svg: Path) -> str:
    """The sentence in the SVG's metadata, or an empty string."""
    try:
        for _, element in ElementTree.iterparse(svg):
            if element.tag == DESCRIPTION:
                return " ".join((element.text or "").split())
    except (OSError, ElementTree.ParseError):
        pass  # Sphinx reports a file that it cannot copy
    return ""


class Pictures(HTMLParser):
    """Collects the pictures in raw HTML that say nothing to those who cannot see."""

    def __init__(self, html: str) -> None:
        """Read the HTML."""
        super().__init__()
        self.silent: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at <img> and <svg>; an empty alt or aria-hidden means decoration."""
        given = dict(attrs)
        labelled = given.get("aria-label") or given.get("aria-labelledby")
        if given.get("aria-hidden") == "true" or labelled:
            return
        if tag == "svg" or (tag == "img" and "alt" not in given):
            self.silent.append(self.get_starttag_text() or tag)


def cell_of(node: nodes.Node) -> str:
    """Which cell the node comes from, as ` of code cell 3`, or nothing."""
    current: Any = node
    while current is not None:
        if isinstance(current, nodes.Element) and "exec_count" in current:
            return f" of code cell {current['exec_count']}"
        current = current.parent
    return ""


def line_of(node: nodes.Node | None) -> int:
    """The line of a node, or of what it stands in, as its cell."""
    while node is not None and not node.line:
        node = node.parent
    return node.line if node else 1


def complain(node: nodes.Element, what: str, docname: str) -> None:
    """Warn, which fails the build, and say what to do."""
    cell = cell_of(node)
    advice = ADVICE if cell else "Write what it shows between the brackets of ![...]"
    logger.warning(
        "%s%s has no alt text. %s.",
        *(what, cell, advice),
        location=(docname, line_of(node)),
        type="alt_text",
    )


def describe_pictures(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give cells' pictures their own alt text, and find those without any."""
    for image in doctree.findall(nodes.image):
        if not image.get("alt", "").strip() and image["uri"].endswith(".svg"):
            image["alt"] = description(Path(app.srcdir, image["uri"].lstrip("/")))
        if not image.get("alt", "").strip():
            complain(image, "A picture", docname)
    for raw in doctree.findall(nodes.raw):
        if "html" in raw.get("format", "").split():
            for tag in Pictures(raw.astext()).silent:
                complain(raw, f"The picture {tag[:60]}", docname)


def register(app: Sphinx) -> None:
    """Look at every document before it is written."""
    app.connect("doctree-resolved", describe_pictures)
