"""The parts of a quiz, and their HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class quiz_box(nodes.General, nodes.Element):
    """An element with blocks in it: ``tag``, ``classes``, and ``html`` attributes."""


class quiz_words(nodes.General, nodes.TextElement):
    """An element with words in it, written in the same way."""


def box(tag: str, classes: str, *children: nodes.Node, **html: str) -> quiz_box:
    """An element with blocks in it."""
    return quiz_box("", *children, tag=tag, classes=classes.split(), html=html)


def words(tag: str, classes: str, *children: nodes.Node | str) -> quiz_words:
    """An element with words in it."""
    made = [nodes.Text(one) if isinstance(one, str) else one for one in children]
    return quiz_words("", "", *made, tag=tag, classes=classes.split(), html={})


def _visit(self: HTML5Translator, node: nodes.Element) -> None:
    attributes = {"class": " ".join(node["classes"]), **node["html"]}
    written = "".join(
        f' {name.replace("_", "-")}="{escape(text)}"'
        for name, text in attributes.items()
    )
    self.body.append(f"<{node['tag']}{written}>")


def _depart(self: HTML5Translator, node: nodes.Element) -> None:
    end = "\n" if isinstance(node, quiz_box) or node["tag"] == "summary" else ""
    self.body.append(f"</{node['tag']}>{end}")


def _nothing(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Other writers write what is in a part."""


def register(app: Sphinx) -> None:
    """Tell Sphinx how the parts are written."""
    others = dict.fromkeys(("latex", "text", "man", "texinfo"), (_nothing, _nothing))
    for part in (quiz_box, quiz_words):
        app.add_node(part, html=(_visit, _depart), **others)
