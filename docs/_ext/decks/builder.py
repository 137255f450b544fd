"""The ``html`` builder that knows which documents are decks.

It keeps the name ``html``, so every extension and theme treats it as that builder.
Sphinx lets a builder have one translator; decks need another than pages do, with the
same handlers for the nodes of extensions. So `create_translator` is overridden, and
gives the deck's translator those handlers as Sphinx' registry would.
"""

from __future__ import annotations

from types import MethodType
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.matching import Matcher

from .translator import OWN, DeckTranslator

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def is_deck(config: Config, docname: str) -> bool:
    """Say whether a document is a lecture."""
    wanted = Matcher(config.deck_patterns)(docname)
    return bool(wanted and not Matcher(config.deck_exclude)(docname))


class SiteBuilder(StandaloneHTMLBuilder):
    """The stock HTML builder, with decks."""

    name = "html"
    revealjs_slide: nodes.Element | None = None
    _is_writing_part = False

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.handlers = app.registry.translation_handlers["html"]

    def is_deck(self, docname: str) -> bool:
        """Say whether a document is a lecture."""
        return is_deck(self.config, docname)

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        """Return the translator for the document that is being written."""
        if self._is_writing_part or not self.is_deck(self.current_docname):
            return super().create_translator(*args)
        translator = DeckTranslator(*args)
        for name, (visit, depart) in self.handlers.items():
            if name in OWN:
                continue
            setattr(translator, f"visit_{name}", MethodType(visit, translator))
            if depart:
                setattr(translator, f"depart_{name}", MethodType(depart, translator))
        return translator

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Render a lone node, such as a title in a sidebar: never a deck."""
        self._is_writing_part = True
        try:
            return super().render_partial(node)
        finally:
            self._is_writing_part = False


def _deck_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> str | None:
    """Choose the deck's template for a lecture and tell it what to load."""
    builder = app.builder
    if doctree is None or not isinstance(builder, SiteBuilder):
        return None
    if not builder.is_deck(pagename):
        return None
    context["deck_css_files"] = app.config.deck_css_files
    context["deck_js_files"] = app.config.deck_js_files
    context["has_maths"] = context.get("has_maths_elements", False)
    return "deck.html"


def register(app: Sphinx) -> None:
    """Replace the stock builder and choose the template of its decks."""
    app.add_config_value("deck_patterns", ["slides/**"], "env", types=(list,))
    app.add_config_value("deck_exclude", ["slides/index"], "env", types=(list,))
    app.add_config_value("deck_css_files", [], "html", types=(list,))
    app.add_config_value("deck_js_files", [], "html", types=(list,))
    app.add_builder(SiteBuilder, override=True)
    app.connect("html-page-context", _deck_page, priority=900)
