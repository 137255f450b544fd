"""Calls the cell on a title slide what it is: the setup, and no figure's code.

A lecture imports and defines in its first cell what its later cells need. That cell
shows nothing, so "Show the code" on the title slide would ask: the code of what?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .builder import is_deck

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def name_setup(app: Sphinx, doctree: nodes.document) -> None:
    """Give the silent, hidden cells of a deck's title slide words of their own."""
    title = doctree.next_node(nodes.section)
    if title is None or not is_deck(app.config, app.env.docname):
        return
    for cell in title.children:
        if not isinstance(cell, nodes.container) or "cell_metadata" not in cell:
            continue
        shows = any(part.get("nb_element") == "cell_code_output" for part in cell)
        if "hide-input" in cell["cell_metadata"].get("tags", []) and not shows:
            cell["prompt_show"] = "Show the setup of these slides"
            cell["prompt_hide"] = "Hide the setup"


def register(app: Sphinx) -> None:
    """Look at every document once it has been read."""
    app.connect("doctree-read", name_setup, priority=400)
