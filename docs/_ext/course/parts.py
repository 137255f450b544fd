"""Pages that a course leaves out: what refers to them says so, without a link.

A row of a table, a term of a list or a sentence by itself that begins with such a page
goes altogether, and so does a button that leads to one. A lecture of the same name in
`local/` takes the place of one of the course, which is left out then.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from .values import own_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NOT_HERE = " (not part of this course)"
_LABEL = re.compile(r"^\(([\w:.-]+)\)=$|^:(?:label|name): *(\S+)", re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


class SayInWords(SphinxPostTransform):
    """Put words in the place of links to what is left out, before they are resolved."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        gone = set(self.config.absent)
        if not gone:
            return
        labels = self._labels(gone)
        for node in [*self.document.findall(addnodes.pending_xref)]:
            page = self._target(node, labels)
            if page not in gone or node.parent is None:
                continue
            own = own_of(Path(self.env.srcdir), page)
            if own in self.env.found_docs:
                node["reftarget"] = own if node.get("refdomain") == "doc" else f"/{own}"
            else:
                self._replace(node, page)

    def _labels(self, gone: set[str]) -> dict[str, str]:
        there = self.env.domains.standard_domain.anonlabels  # in a copy, say
        labels = {
            (match[1] or match[2]).lower(): page
            for page in gone
            for match in _LABEL.finditer(self._source(page))
        }
        return {label: page for label, page in labels.items() if label not in there}

    def _target(self, node: nodes.Element, labels: dict[str, str]) -> str:
        target = str(node["reftarget"])
        if node.get("refdomain") == "doc":  # a Markdown link to a file
            return target
        if node["reftype"] == "doc":
            return docname_join(self.env.docname, target)
        if node.get("refdomain") in {"py", "math"}:
            return ""
        return labels.get(target.lower(), "")

    def _replace(self, node: addnodes.pending_xref, page: str) -> None:
        if {"button", "button-quiet"} & set(_classes(node)):
            node.parent.remove(node)
            return
        row = _row_begun_by(node) or _sentence_begun_by(node)
        if row is not None:
            _remove(row)
            return
        words = node.astext() if node.get("refexplicit") else ""
        said = nodes.Text((words or self._title(page)) + NOT_HERE)
        node.replace_self(nodes.inline("", "", said))

    def _source(self, page: str) -> str:
        return _text(Path(self.env.srcdir, f"{page}.md"))

    def _title(self, page: str) -> str:
        match = _TITLE.search(self._source(page))
        return match[1].replace("`", "") if match else page.rpartition("/")[2]


def _classes(node: nodes.Element) -> list[str]:
    """The classes of a node and of what is in it."""
    return [name for one in node.findall(nodes.Element) for name in one["classes"]]


def _row_begun_by(node: nodes.Node) -> nodes.Element | None:
    """The row of a table, or the entry of a list, in whose head a node stands."""
    place: nodes.Node | None = node
    while place is not None:
        above = place.parent
        kinds = (nodes.row, nodes.definition_list_item)
        if isinstance(above, kinds):
            return above if above.children[0] is place else None
        place = above
    return None


def _sentence_begun_by(node: nodes.Node) -> nodes.Element | None:
    """The paragraph of a page that a node begins, where it is one sentence."""
    words = node.parent
    is_one = isinstance(words, nodes.paragraph) and ". " not in words.astext()
    on_page = is_one and isinstance(words.parent, nodes.section)
    return words if on_page and words.children[0] is node else None


def _remove(row: nodes.Element) -> None:
    """Remove a row, and a table or a list that has no other."""
    above = row.parent
    if above is None:
        return
    above.remove(row)
    if not above.children and isinstance(above, nodes.tbody):
        table = above.parent.parent
        table.parent.remove(table)
    elif not above.children:
        above.parent.remove(above)


def register(app: Sphinx) -> None:
    """Add the setting, and the words in the places of links."""
    app.add_config_value("absent", [], "env", types=(list,))
    app.add_post_transform(SayInWords)
