"""Refuses exercises on slides: they would break the deck, and say nothing.

sphinx-exercise writes them for pages only. Until slides can show them, a deck leads to
the exercise of its page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx_exercise.nodes import is_extension_node

from .builder import is_deck

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def _refuse(app: Sphinx, doctree: nodes.document) -> None:
    """Warn, which fails the build, where a deck has an exercise or a solution."""
    if not is_deck(app.config, app.env.docname):
        return
    for node in doctree.findall(is_extension_node):
        kind = "a solution" if "solution" in type(node).__name__ else "an exercise"
        logger.warning(
            "%s cannot stand on a slide. Put it on a page, and link to it: {ref}`...`",
            kind,
            location=node,
            type="decks",
        )


def register(app: Sphinx) -> None:
    """Look at every document once it has been read."""
    app.connect("doctree-read", _refuse)
