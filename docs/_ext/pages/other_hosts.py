"""Nothing that a page shows comes from another host: rule 4 of the course.

The pages' policy would keep a browser from asking, so that a reader saw a gap.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from .alt_text import line_of, source

logger = logging.getLogger(__name__)
OTHER = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LOADS = re.compile(
    r"<(?:img|script|iframe|video|audio|source|embed|object|link)\b[^>]*?"
    r"\s(?:src|data|href|poster)\s*=\s*[\"']?((?:https?:)?//[^\s\"'>]+)",
    re.IGNORECASE,
)


def complain(app: Sphinx, doctree: nodes.document) -> None:
    """Warn, which fails the build, of what a page would fetch from elsewhere."""
    docname = app.env.docname
    found = [(image, image["uri"]) for image in doctree.findall(nodes.image)]
    found = [(node, uri) for node, uri in found if OTHER.match(uri)]
    for raw in doctree.findall(nodes.raw):
        if "html" in raw.get("format", "").split():
            found += [(raw, uri) for uri in _LOADS.findall(raw.astext())]
    for node, uri in found:
        logger.warning(
            "%s would be fetched from another host. Draw the figure in a cell, or put "
            "the file beside this page, with its licence, and name it there",
            uri,
            location=(docname, line_of(node, source(app, docname), uri)),
            type="pages",
        )


def register(app: Sphinx) -> None:
    """Look at every document once it has been read."""
    app.connect("doctree-read", complain, priority=100)  # before Sphinx looks for files
