"""Every picture says in words what it shows, or the build fails.

A picture that a cell drew brings its sentence along in the SVG's metadata, where
minitorch.plot writes it. For others the author writes one.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
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
    for one in ancestors(node):
        if "exec_count" in one:
            return f" of code cell {one['exec_count']}"
    return ""


def line_of(node: nodes.Element, text: str, words: str) -> int:
    """The line of a picture.

    Args:
        node: the picture.
        text: the file that it stands in.
        words: its address or a part of its HTML, which may be found there. The lines
            that MyST-NB gives are two too high for cells, and one for some texts.
    """
    lines = text.splitlines()
    place = node.line or next((n.line for n in ancestors(node) if n.line), 1)
    named = [i for i, line in enumerate(lines, 1) if words and words in line]
    cells = [i for i, line in enumerate(lines, 1) if line.startswith("```{code-cell}")]
    if not cell_of(node) and named:
        return min(named, key=lambda line: abs(line - place))
    return max((line for line in cells if line <= place), default=place)


def source(app: Sphinx, docname: str) -> str:
    """What is written in the file of a page."""
    return Path(app.env.doc2path(docname)).read_text(encoding="utf-8")


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """What a node stands in, the innermost first."""
    while node.parent is not None:
        node = node.parent
        yield node


def complain(
    app: Sphinx, docname: str, node: nodes.Element, what: str, of: str
) -> None:
    """Warn, which fails the build, and say what to do."""
    cell = cell_of(node)
    advice = ADVICE if cell else "Write what it shows between the brackets of ![...]"
    logger.warning(
        "%s%s has no alt text. %s.",
        *(what, cell, advice),
        location=(docname, line_of(node, source(app, docname), of)),
        type="alt_text",
    )


def describe_pictures(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give cells' pictures their own alt text, and find those without any."""
    for image in doctree.findall(nodes.image):
        if not image.get("alt", "").strip() and image["uri"].endswith(".svg"):
            image["alt"] = description(Path(app.srcdir, image["uri"].lstrip("/")))
        if not image.get("alt", "").strip():
            complain(app, docname, image, "A picture", image["uri"])
    for raw in doctree.findall(nodes.raw):
        if "html" in raw.get("format", "").split():
            for tag in Pictures(raw.astext()).silent:
                complain(app, docname, raw, f"The picture {tag[:60]}", tag[:20])


def register(app: Sphinx) -> None:
    """Look at every document before it is written."""
    app.connect("doctree-resolved", describe_pictures)
