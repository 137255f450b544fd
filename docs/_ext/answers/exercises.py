"""Folds the checks of exercises, and says of an open exercise that it is one.

An answer that can be checked has two cells between the exercise and its solution. The
first, with the tag `check`, defines the check (minitorch/inspect/exercise.py); the
second is where the reader writes, and calls it. An exercise without a single answer has
the class `open`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CHECK = "check"  # the tag of a cell
OPEN = "open"  # the class of an exercise
SENTENCE = "Open: there is no single answer."


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
        if "exercise" in classes and OPEN in classes:
            exercise[-1] += nodes.paragraph("", SENTENCE, classes=["exercise-open"])


def register(app: Sphinx) -> None:
    """Look at every document once it has been read."""
    app.connect("doctree-read", see_to, priority=400)
