"""Folds the checks of exercises, and says of an open exercise that it is one.

An answer that can be checked has two cells between the exercise and its solution. The
first, with the tag `check`, defines the check (minitorch/inspect/exercise.py); the
second is where the reader writes, and calls it. Another has the class `open` or
`experiment`, and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CHECK = "check"  # the tag of a cell
SENTENCES = {  # by the class of an exercise
    "open": "Open: there is no single answer.",
    "experiment": "An experiment: compare what you find with the solution.",
}


def see_to(app: Sphinx, doctree: nodes.document) -> None:
    """Fold checks, and mark what is open."""
    for cell in doctree.findall(nodes.container):
        if CHECK in cell.get("cell_metadata", {}).get("tags", []):
            cell["hide_mode"] = "input"
            cell["prompt_show"], cell["prompt_hide"] = (
                "Show the check",
                "Hide the check",
            )
    for exercise in doctree.findall(nodes.Element):
        classes = exercise.get("classes", [])
        if "exercise" in classes:
            for word in SENTENCES.keys() & set(classes):
                told = nodes.paragraph("", SENTENCES[word], classes=["exercise-open"])
                exercise[-1] += told


def register(app: Sphinx) -> None:
    """Look at every document once it has been read."""
    app.connect("doctree-read", see_to, priority=400)
