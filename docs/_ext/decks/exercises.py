"""Exercises on slides: the task in a box, and its solution in a fold.

sphinx-exercise puts what stands in a box into a section, and on a slide a section is
another slide. A page has a script for the fold; a slide has the fold of a quiz, which
the key A opens as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx_exercise.nodes import is_exercise_node, is_solution_node

from ..asking.parts import box, words
from .builder import is_deck

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def contents(node: nodes.Element) -> list[nodes.Node]:
    """What stands in the box, without its title and out of its section."""
    return [
        part
        for child in node.children[1:]
        for part in (child.children if isinstance(child, nodes.section) else [child])
    ]


def fold(solution: nodes.Element) -> nodes.Element:
    """A solution that opens on demand; its name leads to the slide."""
    answer = box("div", "quiz-answer", *contents(solution))
    made = box("details", "quiz", words("summary", "quiz-question", "Solution"), answer)
    return nodes.container("", made)  # which takes over the names of the solution


class ShowExercises(SphinxTransform):
    """Write a deck's exercises as slides can show them."""

    default_priority = 30  # after sphinx-exercise has gathered them, before levels

    def apply(self, **kwargs: object) -> None:
        if not is_deck(self.config, self.env.docname):
            return
        for task in list(self.document.findall(is_exercise_node)):
            task[1:] = [nodes.container("", *contents(task))]
        for solution in list(self.document.findall(is_solution_node)):
            solution.replace_self(fold(solution))


def register(app: Sphinx) -> None:
    """Run the transform on every document."""
    app.add_transform(ShowExercises)
