"""Lectures as reveal.js decks, written by the same Sphinx run as the textbook.

Every document that matches ``deck_patterns`` is rendered by `DeckTranslator` into
``docs/_templates/deck.html``; every other document goes through the normal theme.
References, numbers, search index and executed cells are shared, because there is
one environment and one builder. sphinx-revealjs has the translator that this one
extends and the files of reveal.js, but its builder would execute and number everything
a second time, beside the textbook and without its references.

Where to look:

    builder.py     which documents are decks, and how a page of them is written
    translator.py  a document tree as the sections of a deck
    nodes.py       the parts a lecture may use: notes, columns
    directives.py  how an author writes those parts
    levels.py      which headings start a slide
    section_slides.py  the list of the lecture's parts on them
    columns.py     puts what follows a ``{column}`` into that column
    exercises.py   exercises on slides, with their solutions in folds
    setup_cell.py  the words on the fold of the title slide
    facts.py       what the lectures page wants to know about a deck
    gallery.py     the lectures page: a card for each deck
    thumbnail.py   the picture on such a card
    related.py     the textbook pages on such a card
    assets.py      the files of reveal.js and MathJax that pages load
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    assets,
    builder,
    columns,
    directives,
    exercises,
    facts,
    gallery,
    levels,
    setup_cell,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the parts of this package with Sphinx."""
    app.setup_extension("sphinx_revealjs")
    room = (builder, directives, levels, columns, exercises, setup_cell, facts)
    for part in (*room, gallery, assets):
        part.register(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
