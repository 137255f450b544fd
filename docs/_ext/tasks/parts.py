"""The parts of a task on a page, and their HTML."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class task_part(nodes.General, nodes.Element):
    """A block that the scripts find by its class; ``facts`` is what they must know."""


class task_fold(nodes.General, nodes.Element):
    """What opens on demand: ``summary`` is always seen, ``open`` whether all is."""


def _visit_part(self: HTML5Translator, node: task_part) -> None:
    facts = escape(json.dumps(node["facts"], ensure_ascii=False))
    classes = " ".join(node["classes"])
    self.body.append(f'<div class="{classes}" data-task="{facts}">\n')


def _depart_part(self: HTML5Translator, node: task_part) -> None:
    self.body.append("</div>\n")


def _visit_fold(self: HTML5Translator, node: task_fold) -> None:
    classes = " ".join(node["classes"])
    is_open = " open" if node.get("open") else ""
    summary = f"<summary>{escape(node['summary'])}</summary>"
    self.body.append(f'<details class="{classes}"{is_open}>{summary}\n')


def _depart_fold(self: HTML5Translator, node: task_fold) -> None:
    self.body.append("</details>\n")


def register(app: Sphinx) -> None:
    """Tell Sphinx how the parts are written."""
    app.add_node(task_part, html=(_visit_part, _depart_part))
    app.add_node(task_fold, html=(_visit_fold, _depart_fold))
