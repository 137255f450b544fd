"""The parts a lecture may use beside ordinary Markdown, and their HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class deck_notes(nodes.General, nodes.Element):
    """What the speaker says; ``minutes`` is how long the slide takes."""


class column_break(nodes.Invisible, nodes.Element):
    """Marks where a column starts, until `columns.GroupColumns` has run."""


class columns(nodes.General, nodes.Element):
    """A row of columns."""


class column(nodes.General, nodes.Element):
    """One column; ``width`` is a percentage or empty for an equal share."""


def _is_deck(translator: HTML5Translator) -> bool:
    builder = translator.builder
    is_deck = getattr(builder, "is_deck", None)
    return bool(is_deck and is_deck(builder.current_docname))


def _visit_notes(self: HTML5Translator, node: deck_notes) -> None:
    if not _is_deck(self):
        raise nodes.SkipNode
    time = f' data-minutes="{node["minutes"]:g}"' if node["minutes"] else ""
    self.body.append(f'<aside class="notes"{time}>\n')


def _depart_notes(self: HTML5Translator, node: deck_notes) -> None:
    self.body.append("</aside>\n")


def _visit_columns(self: HTML5Translator, node: columns) -> None:
    self.body.append('<div class="columns">\n')


def _visit_column(self: HTML5Translator, node: column) -> None:
    width = node.get("width")
    style = f' style="--column-width: {width}"' if width else ""
    self.body.append(f'<div class="column"{style}>\n')


def _depart_div(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</div>\n")


def _nothing(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Writers that have no use for a part write its children only."""


def _skip(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    """Tell every writer what to do with the nodes of this file."""
    plain = dict.fromkeys(("latex", "text", "man", "texinfo"), (_nothing, _nothing))
    silent = dict.fromkeys(plain, (_skip, None))
    app.add_node(deck_notes, html=(_visit_notes, _depart_notes), **silent)
    app.add_node(column_break, html=(_skip, None), **silent)
    app.add_node(columns, html=(_visit_columns, _depart_div), **plain)
    app.add_node(column, html=(_visit_column, _depart_div), **plain)
