"""Which textbook pages go with a deck: those that it links to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join, logging

from .builder import is_deck

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


def textbook_pages(env: BuildEnvironment, builder: Builder, deck: str) -> list[str]:
    """Return the pages that go with a deck, in the order in which it names them.

    The front matter's ``textbook:`` list decides where there is one; otherwise the
    pages are the targets of the deck's own cross references.
    """
    declared = env.metadata[deck].get("textbook")
    if declared:
        return _declared(env, deck, declared)
    pages: list[str] = []
    for reference in env.get_doctree(deck).findall(addnodes.pending_xref):
        page = _target(env, builder, deck, reference)
        if page in env.all_docs and _is_textbook(env, page) and page not in pages:
            pages.append(page)
    return pages


def _is_textbook(env: BuildEnvironment, docname: str) -> bool:
    if is_deck(env.config, docname) or docname in env.config.deck_exclude:
        return False
    return docname != env.config.root_doc and not docname.startswith("docs/api")


def _declared(env: BuildEnvironment, deck: str, value: str) -> list[str]:
    names = _names(deck, value)
    pages = [docname_join(deck, name).removesuffix(".md") for name in names]
    gone = getattr(env.config, "absent", [])  # by course.toml
    for page in pages:
        if page not in env.all_docs and page not in gone:
            logger.warning("textbook: no page %r", page, location=deck, type="decks")
    return [page for page in pages if page in env.all_docs]


def _names(deck: str, value: str) -> list[str]:
    """Return the names of ``textbook:``; a list comes from the front matter as JSON."""
    try:
        names = json.loads(value)
    except json.JSONDecodeError:
        names = value
    names = [names] if isinstance(names, str) else names
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return names
    expected = "textbook: expected a page or a list such as [/docs/module0/operators]"
    logger.warning("%s, got %s", expected, value, location=deck, type="decks")
    return []


def _target(
    env: BuildEnvironment, builder: Builder, deck: str, node: addnodes.pending_xref
) -> str:
    """Return the document that a cross reference leads to, or an empty string."""
    kind, target = node["reftype"], node["reftarget"]
    if node.get("refdomain") == "doc":  # a Markdown link to a file
        return str(target)
    if kind == "doc":
        return docname_join(deck, target)
    if node.get("refdomain") not in env.domains:
        return ""
    domain = env.domains[node["refdomain"]]
    found = domain.resolve_xref(
        env, deck, builder, kind, target, node.deepcopy(), nodes.inline("", "")
    )
    return _document(env, builder, deck, found.get("refuri", "") if found else "")


def _document(env: BuildEnvironment, builder: Builder, deck: str, uri: str) -> str:
    page = uri.partition("#")[0]
    names = (n for n in env.all_docs if builder.get_relative_uri(deck, n) == page)
    return next(names, "")
