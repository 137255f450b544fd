"""Answers what an author has written wrongly: the file, the line, and what to do.

Markdown takes almost everything for something: a directive that is never closed ends
with its file, an option that nobody knows is no option. So pages are looked at as they
are written, before their cells run and before Sphinx reads them. All that is found is
told at once, and ends the build, for what follows from it would only mislead. No linter
knows MyST's directives and cells.

    pages.py         a page of the course as it is written
    front_matter.py  the lines between `---` at the top
    fences.py        what is never closed, and cells where they cannot run
    directives.py    directives and roles that there are not, arguments, lost pictures
    links.py         links to what is not there, and labels that are taken
    cells.py         options of code cells, and figures that nobody would see
    headings.py      headings that skip a level, or begin no slide
    slides.py        what else would cut a deck in other places than its headings do
    formulas.py      formulas that MathJax cannot set (formulas.js asks it)
    classes.py       classes that are misspelt
    leftovers.py     what was meant as markup and has become words
    exercises.py     solutions that belong to nothing
    lists.py         pages that are in no list of pages; after all have been read
    heights.py       slides with far more on them than fits
    counted.py       as many slides in a deck as its file has; after it was written
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..notebooks.job import Failure
from ..notebooks.run import NotebooksFailed
from ..written import Mistake, Page
from . import (
    cells,
    classes,
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
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FIRST = (front_matter.mistakes, fences.mistakes)
# They look at what stands around a line, so all of the page must be in sight.
WHOLE = (
    *(cells.mistakes, headings.mistakes, slides.mistakes),
    *(classes.mistakes, leftovers.mistakes),
)

Found = list[tuple[Page, Mistake]]
Find = Callable[[Page], Iterable[Mistake]]


class Mistakes(NotebooksFailed):
    """What is written wrongly; the message holds a line for each mistake."""

    category = "Mistakes"


def look(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Look at the pages that are about to be read.

    Raises:
        Mistakes: something is wrong in them.
    """
    pages = [page for name in docnames if (page := written(app, env, name))]
    root = Path(app.srcdir)
    course = links.Course(root, getattr(app.config, "absent", ()))

    def names(page: Page) -> Iterator[Mistake]:
        yield from directives.unknown(page, partial(directives.is_known, env))
        yield from directives.unknown_options(page)

    def lines(page: Page) -> Iterator[Mistake]:
        yield from directives.unknown_roles(page, partial(directives.is_role, env))
        yield from directives.lost(page, root)
        yield from links.mistakes(page, course)
        yield from links.taken(page, course)
        yield from directives.mistakes(page)

    elsewhere = exercises.labels_elsewhere(env, docnames)
    found = mistakes(pages, names, lines, elsewhere)
    found += formulas.mistakes(pages, known_formulas(env))
    if told := in_order(found):
        raise Mistakes([Failure(line, line) for line in told])


def mistakes(
    pages: list[Page], names: Find, lines: Find, elsewhere: dict[str, str]
) -> Found:
    """What is wrong in pages, as far as it does not follow from something else.

    Args:
        pages: as they are written.
        names: what is wrong in names of directives and of their options.
        lines: what is wrong in single lines.
        elsewhere: labels of exercises on other pages.
    """
    found = [(page, one) for page in pages for find in FIRST for one in find(page)]
    hidden = {page.name for page, one in found if one.hides}
    clear = [page for page in pages if page.name not in hidden]
    misnamed = [(page, one) for page in pages for one in names(page)]
    unsure = {page.name for page, _ in misnamed}  # whether it is an exercise, too
    sure = [page for page in clear if page.name not in unsure]
    found += misnamed
    found += [(page, one) for page in pages for one in lines(page)]
    found += [(page, one) for page in clear for find in WHOLE for one in find(page)]
    return [*found, *exercises.mistakes(sure, elsewhere)]


def in_order(found: Found) -> list[str]:
    """A sentence for each mistake in sight, each once, by file and line."""
    ends = {page.name: one.line for page, one in found if one.hides}
    there = [(page.name, one.line, one.words) for page, one in found]
    seen = {one for one in there if one[1] <= ends.get(one[0], one[1])}
    return [f"{name}:{line}: {words}" for name, line, words in sorted(seen)]


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
