"""Asking instead of telling: quizzes on pages and slides, and cells to predict first.

    :::{quiz} Is log z convex?      a question; without options its body is the answer
    :answer: is_convex              with it, what is right: a value that a cell glued
    :predict: What will it print?   a cell's option: its output waits for a guess
    :guess: number

What is right is never typed: a cell computes it and says `glue("is_convex", False)`,
with `glue` of MyST-NB. Where no written answer is that value, the build fails.

Each quiz is written as a question, its answers and a fold, which is what readers
without scripts see. `_static/quiz.js` makes a form of it, and `_static/predict.js`
hides an output.
The extensions that others have made ask on pages of their own, need a server, or have
the right answers typed.

    values.py      what cells have glued, and when a written answer is that
    kinds.py       one of several, several, a number, an order, a line of code
    directives.py  how an author writes a quiz
    around.py      a quiz with code cells in it, between two marks
    predict.py     the options of a cell
    parts.py       the nodes, and their HTML
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import around, directives, parts, predict

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    for part in (parts, directives, around, predict):
        part.register(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
