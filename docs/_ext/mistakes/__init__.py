"""Answers what an author has written wrongly: the file, the line, and what to do.

Markdown takes almost everything for something: a directive that is never closed ends
with its file, an option that nobody knows is no option. So pages are looked at as they
are written, before their cells run and before Sphinx reads them; what is found ends the
build at once, for what follows from it would only mislead. No linter knows MyST's
directives and cells.

    pages.py         a page of the course as it is written
    front_matter.py  the lines between `---` at the top
    fences.py        what is never closed, and cells where they cannot run
    directives.py    directives and roles that there are not, arguments, lost pictures
    links.py         links to pages, labels and files that are not there
    cells.py         options of code cells, and figures that nobody would see
    headings.py      headings that skip a level, or begin no slide
    slides.py        what else would cut a deck in other places than its headings do
    formulas.py      formulas that MathJax cannot set (formulas.js asks it)
    leftovers.py     what was meant as markup and has become words
    exercises.py     solutions that belong to nothing
    lists.py         pages that are in no list of pages; after all have been read
    heights.py       slides with far more on them than fits
    counted.py       as many slides in a deck as its file has; after it was written
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..notebooks.job import Failure
from ..notebooks.run import NotebooksFailed
from . import (
    cells,
    counted,
    directives,
    exercises,
    fences,
    formulas,
    front_matter,
    headings,
    heights,
    leftovers,
    links,
    lists,
    slides,
)
from .pages import written

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# The later ones take for granted that the earlier ones have found nothing.
FIRST = (front_matter.mistakes, fences.mistakes)
THEN = (
    directives.mistakes,
    cells.mistakes,
    headings.mistakes,
    slides.mistakes,
    leftovers.mistakes,
)


class Mistakes(NotebooksFailed):
    """What is written wrongly; the message holds a line for each mistake."""

    category = "Mistakes"


def look(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Look at the pages that are about to be read.

    Raises:
        Mistakes: something is wrong in them.
    """
    pages = [page for name in docnames if (page := written(app, env, name))]
    found, course = [], links.Course(Path(app.srcdir))
    for page in pages:
        told = [one for find in FIRST for one in find(page)]
        told = told or [
            *directives.unknown(page, partial(directives.is_known, env)),
            *directives.unknown_roles(page, partial(directives.is_role, env)),
            *directives.unknown_options(page),
            *directives.lost(page, Path(app.srcdir)),
            *links.mistakes(page, course),
            *(one for find in THEN for one in find(page)),
        ]
        found += [(page, one) for one in told]
    if not found:
        elsewhere = exercises.labels_elsewhere(env, docnames)
        found = list(exercises.mistakes(pages, elsewhere))
        found += formulas.mistakes(pages, known_formulas(env))
    if found:
        lines = [f"{page.name}:{one.line}: {one.words}" for page, one in found]
        raise Mistakes([Failure(line, line) for line in dict.fromkeys(lines)])


def known_formulas(env: Any) -> set[object]:
    """What MathJax has read and could set, kept with what Sphinx remembers."""
    known: set[object] = getattr(env, "formulas_that_hold", set())
    env.formulas_that_hold = known
    return known


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    for room in ("_ext.notebooks", "_ext.decks"):
        app.setup_extension(room)
    app.connect("env-before-read-docs", look, priority=400)  # before their cells run
    for part in (lists, heights, counted):
        part.register(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
