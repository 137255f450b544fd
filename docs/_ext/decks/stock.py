"""Keeps ``sphinx-build -b revealjs`` working: every page as a plain deck.

The site never uses that builder. It is here for authors who want a deck in one of
sphinx-revealjs' own themes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .nodes import STOCK_DECK_BUILDERS
from .translator import OWN, DeckTranslator

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

# Without a list, myst-nb drops every output for a builder that it does not know.
_OUTPUTS = (
    "text/html",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "text/markdown",
    "text/latex",
    "text/plain",
)


def _show_outputs(app: Sphinx, config: Config) -> None:
    if "nb_mime_priority_overrides" not in config:
        return
    config.nb_mime_priority_overrides = [
        *config.nb_mime_priority_overrides,
        *(
            (builder, mime, 10 * rank)
            for builder in STOCK_DECK_BUILDERS
            for rank, mime in enumerate(_OUTPUTS, start=1)
        ),
    ]


def _leave_out(app: Sphinx) -> None:
    """Drop the pages that crash in sphinx-revealjs' templates."""
    if app.builder.name not in STOCK_DECK_BUILDERS:
        return
    app.config.html_domain_indices = False
    app.config.html_use_index = False
    app.events.listeners["html-collect-pages"].clear()  # viewcode's pages
    handlers = app.registry.translation_handlers[app.builder.name]
    for name in OWN:
        handlers.pop(name, None)


def register(app: Sphinx) -> None:
    """Give the stock builders the same translator as the site's decks."""
    app.connect("config-inited", _show_outputs)
    app.connect("builder-inited", _leave_out)
    for builder in STOCK_DECK_BUILDERS:
        app.set_translator(builder, DeckTranslator)
