"""A document tree as the sections of a reveal.js deck.

    # title        the first slide
    ## heading     the next horizontal slide
    ### heading    a vertical slide under it
    #### heading   stays on the slide

Each slide is ``<section id=...><div class="slide">...</div></section>``; the inner
div lets the style sheet lay a slide out without touching what reveal.js moves.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx_revealjs.nodes import (
    revealjs_break,
    revealjs_section,
    revealjs_slide,
    revealjs_vertical,
)
from sphinx_revealjs.writers import RevealjsSlideTranslator, build_attributes_str

from .levels import is_slide
from .section_slides import parts, section_slides

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

# Sphinx names what Pygments calls a lexer; highlight.js has names of its own.
HIGHLIGHT_JS = {
    "ipython": "python",
    "ipython3": "python",
    "python3": "python",
    "pycon": "python",
    "default": "python",
    "console": "bash",
    "shell": "bash",
    "sh": "bash",
}
# What a program printed is shown as it is.
PLAIN = {"none", "text", "plaintext", "myst-ansi", "ipythontb", "output"}
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")

STEADY = 'data-transition="none"'


def highlight_language(node: nodes.Element) -> str:
    """Return the class that makes highlight.js colour a listing rightly."""
    language = node.get("language", "none")
    if language in PLAIN:
        return "nohighlight"
    return "language-" + HIGHLIGHT_JS.get(language, language)


def cell_metadata(node: nodes.Element) -> dict[str, Any]:
    """Return the metadata of the code cell whose source this listing is."""
    source = node.parent
    if source is None or source.get("nb_element") != "cell_code_source":
        return {}
    cell = source.parent
    # A hidden input has a folding element between the source and its cell.
    while cell is not None and not isinstance(cell, nodes.document):
        if "cell_metadata" in cell:
            return dict(cell["cell_metadata"])
        cell = cell.parent
    return {}


class DeckTranslator(RevealjsSlideTranslator):
    """Write a document as a deck, notebook cells and formatted notes included."""

    def __init__(
        self, document: nodes.document, builder: StandaloneHTMLBuilder
    ) -> None:
        permalinks = builder.add_permalinks
        super().__init__(document, builder)
        # The parent turns permalinks off for the whole builder, textbook included.
        builder.add_permalinks = permalinks
        self._slide_is_open = False
        self._stack_is_open = False
        self._parts = parts(document)
        self._section_slides = section_slides(document) if self._parts else []
        self._part: nodes.section | None = None  # the one whose slide is open

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Leave slides without link signs."""

    # -- slides ---------------------------------------------------------------

    def visit_section(self, node: nodes.section) -> None:
        self.section_level += 1
        if not is_slide(node):
            self.body.append(self.starttag(node, "div", CLASS="subsection"))
            return
        self._close_slide()
        if self.section_level <= 2:
            self._close_stack()
            self._open_stack(node)
        if self.section_level == 1:
            self._note_slide_options(node)
        self._open_slide(node)
        self._part = node if node in self._section_slides else None

    def depart_section(self, node: nodes.section) -> None:
        level, self.section_level = self.section_level, self.section_level - 1
        if not is_slide(node):
            self.body.append("</div>\n")
            return
        self._close_slide()
        if level <= 2:
            self._close_stack()

    def _note_slide_options(self, node: nodes.section) -> None:
        index = node.first_child_matching_class(revealjs_slide)
        self.builder.revealjs_slide = None if index is None else node[index]

    def _open_stack(self, node: nodes.section) -> None:
        attributes = self._directive_attributes(node, revealjs_vertical)
        self.body.append(f"<section{attributes}>\n")
        self._stack_is_open = True

    def _close_stack(self) -> None:
        if self._stack_is_open:
            self.body.append("</section>\n")
        self._stack_is_open = False

    def _open_slide(self, node: nodes.section) -> None:
        attributes = self._directive_attributes(node, revealjs_section)
        classes = [name for name in node["classes"] if "mathjax" not in name]
        classes = [name for name in classes if "tex2jax" not in name]
        if self.section_level == 1:
            classes.insert(0, "title-slide")
        if "steady" in classes and "data-transition" not in attributes:
            attributes += " " + STEADY
        if classes:
            attributes += f' class="{escape(" ".join(classes))}"'
        # The last id is the author's label where there is one: it names the slide
        # in its address. The other ids stay as anchors, so every {ref} opens it.
        *anchors, name = node["ids"] or [""]
        if name:
            attributes += f' id="{escape(name)}"'
        self._begin_slide(attributes)
        self.body += [f'<span id="{escape(anchor)}"></span>' for anchor in anchors]

    def _begin_slide(self, attributes: str) -> None:
        self.body.append(f'<section{attributes}>\n<div class="slide">\n')
        self._slide_is_open = True

    def _close_slide(self) -> None:
        if self._part is not None:
            self._write_parts(self._part)
            self._part = None
        if self._slide_is_open:
            self.body.append("</div>\n</section>\n")
        self._slide_is_open = False

    def _write_parts(self, here: nodes.section) -> None:
        """Write which part begins, and the headings of all, the present one marked."""
        if here in self._parts:
            words = f"Part {self._parts.index(here) + 1} of {len(self._parts)}"
            self.body.append(f'<p class="part-number">{words}</p>\n')
        self.body.append('<ol class="parts">\n')
        for part in self._parts:
            mark = ' aria-current="step"' if part is here else ""
            self.body.append(f"<li{mark}>")
            for word in part[part.first_child_matching_class(nodes.title)].children:
                word.walkabout(self)
            self.body.append("</li>\n")
        self.body.append("</ol>\n")

    def _directive_attributes(self, node: nodes.Element, kind: type) -> str:
        index = node.first_child_matching_class(kind)
        if index is None:
            return ""
        attributes: str = build_attributes_str(node[index], self.builder)
        return " " + attributes

    def visit_revealjs_break(self, node: revealjs_break) -> None:
        """Start another slide under the same heading."""
        self._close_slide()
        self._begin_slide(" " + build_attributes_str(node, self.builder))
        index = node.parent.first_child_matching_class(nodes.title)
        if "notitle" not in node and index is not None:
            node.parent[index].walkabout(self)
        raise nodes.SkipNode

    # -- listings and output --------------------------------------------------

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        language = highlight_language(node)
        classes = [*node["classes"], "highlight"]
        code = escape(_ANSI.sub("", node.astext()).strip("\n"), quote=False)
        self.body.append(
            f'<div class="{" ".join(classes)}"><pre{self._listing_id(node)}>'
            f'<code class="{language}" data-noescape{self._line_numbers(node)}>'
            f"{code}</code></pre></div>\n"
        )
        raise nodes.SkipNode

    def _listing_id(self, node: nodes.literal_block) -> str:
        name = node.get("data-id", cell_metadata(node).get("data-id"))
        return f' data-id="{escape(str(name))}"' if name else ""

    def _line_numbers(self, node: nodes.literal_block) -> str:
        lines = node.get("data-line-numbers", cell_metadata(node).get("lines"))
        if lines is None and not node.get("linenos"):
            return ""
        start = node.get("data-ln-start-from")
        first = f' data-ln-start-from="{escape(str(start))}"' if start else ""
        if lines is None:
            return " data-line-numbers" + first
        return f' data-line-numbers="{escape(str(lines))}"{first}'

    # -- speaker notes of sphinx-revealjs' own directive ----------------------

    def visit_revealjs_notes(self, node: nodes.Element) -> None:
        self.body.append('<aside class="notes">\n')

    def depart_revealjs_notes(self, node: nodes.Element) -> None:
        self.body.append("</aside>\n")


# What this translator decides itself, and no table of handlers may override.
OWN = {"revealjs_break", "revealjs_notes"}
