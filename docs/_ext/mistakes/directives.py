"""Directives that there are not, what stands behind their names, and lost pictures.

Sphinx says these things, too, but only when a page has run: minutes after the save.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils.languages import get_language
from docutils.parsers.rst import directives, roles
from docutils.utils import new_document

from ..decks.directives import column_width, minutes
from ..written import CELLS, VERBATIM, Mistake, Page, Part

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

# Those that authors of the course write; one of them was meant.
USUAL = (
    *("admonition", "column", "deck-list", "exercise", "exercise-start"),
    *("exercise-end", "figure", "include", "list-table", "math", "note", "notes"),
    *("quiz", "quiz-start", "quiz-end", "revealjs-break", "revealjs-fragments"),
    *("solution", "solution-start", "solution-end", "tip", "toctree", "warning"),
)
ROLES = ("doc", "ref", "download", "numref", "eq", "math", "kbd", "sub", "sup", "code")
_READ: dict[str, Callable[[str], object]] = {"notes": minutes, "column": column_width}
_SHOWS = ("figure", "image")
_TIME = re.compile(r"[\d.,]+ *min\w*\.?")


def kind(name: str) -> Any:
    """The directive of this name that docutils, Sphinx or an extension has, or None."""
    language: Any = get_language("en", None)
    return directives.directive(name, language, new_document(""))[0]


def is_known(env: BuildEnvironment, name: str) -> bool:
    """Whether Sphinx, or an extension, has a directive of this name."""
    if name in CELLS | VERBATIM or ":" in name:  # of a domain, which tells itself
        return True
    if any(domain.directive(name) for domain in env.domains.values()):
        return True
    return kind(name) is not None


def unknown(page: Page, known: Callable[[str], bool]) -> Iterator[Mistake]:
    """Directives whose name nobody has."""
    for one, _ in page.fences:
        if one.name and not known(one.name):
            near = get_close_matches(one.name, [*USUAL, "code-cell"], 1)
            meant = f"Did you mean `{near[0]}`?" if near else "Correct its name"
            yield Mistake(one.line, f"no directive is named `{one.name}`. {meant}")


def is_role(env: BuildEnvironment, name: str) -> bool:
    """Whether Sphinx, or an extension, has a role of this name."""
    if ":" in name or any(domain.role(name) for domain in env.domains.values()):
        return True
    language: Any = get_language("en", None)
    return roles.role(name, language, 0, new_document("").reporter)[0] is not None


def unknown_roles(page: Page, known: Callable[[str], bool]) -> Iterator[Mistake]:
    """Roles, as in {doc}`...`, whose name nobody has."""
    for part in page.parts:
        for child, line in page.inline(part):
            name = child.meta.get("name", "") if child.type == "myst_role" else ""
            if name and not known(name):
                near = get_close_matches(name, ROLES, 1, 0.5)
                meant = f"Did you mean `{{{near[0]}}}`?" if near else "Correct its name"
                yield Mistake(line, f"there is no `{{{name}}}` in a text. {meant}")


def unknown_options(page: Page, kind: Callable[[str], Any] = kind) -> Iterator[Mistake]:
    """Options that their directives do not have."""
    for one, _ in page.fences:
        if not one.name or one.name in CELLS or ":" in one.name or not one.options:
            continue
        directive = kind(one.name)
        there = getattr(directive, "option_spec", None) or {}
        if directive is None or type(there) is not dict:  # it takes whatever comes
            continue
        for option, (line, _) in one.options.items():
            if not there and one.name in USUAL:
                words = f"{one.name} has no options, got `{option}`. Delete the line"
                yield Mistake(line, words)
            elif there and option not in there:
                near = get_close_matches(option, sorted(there), 1)
                few = ", ".join(f"`{name}`" for name in sorted(there))
                meant = f"Did you mean `{near[0]}`?" if near else f"There are {few}"
                yield Mistake(line, f"{one.name} has no option `{option}`. {meant}")


def mistakes(page: Page) -> Iterator[Mistake]:
    """Minutes and widths that are none, and notes that would stand on the slide."""
    for one, _ in page.fences:
        if one.name == "note" and _TIME.fullmatch(one.argument.strip()):
            words = f"a `note` stands on the slide, with {one.argument.strip()!r} in it"
            yield Mistake(one.line, f"{words}. Did you mean `notes`?")
        if one.argument and (read := _READ.get(one.name)):
            try:
                read(one.argument)
            except ValueError as wrong:
                yield Mistake(one.line, f"{one.name}: {wrong}")


def _pictures(part: Part) -> Iterator[str]:
    """The files that a paragraph shows."""
    for child in part.token.children or []:
        if child.type == "image":
            yield unquote(str(child.attrs.get("src", "")))


def lost(page: Page, root: Path) -> Iterator[Mistake]:
    """Pictures whose files are not there.

    Args:
        page: it names a picture from its own folder, or with `/` from the root.
        root: the folder of the whole course.
    """
    named = [(part.line, name) for part in page.parts for name in _pictures(part)]
    named += [(one.line, one.argument) for one, _ in page.fences if one.name in _SHOWS]
    for line, name in named:
        if ":" in name or "*" in name or not name:  # elsewhere, or of several kinds
            continue
        path = root / name[1:] if name[0] == "/" else (root / page.name).parent / name
        if path.is_file():
            continue
        there = sorted(one.name for one in path.parent.glob("*") if one.is_file())
        near = get_close_matches(path.name, there, 1)
        meant = f"Did you mean `{near[0]}`?" if near else "Put it there"
        where = "in the course" if name[0] == "/" else "as seen from this page"
        yield Mistake(line, f"there is no picture `{name}` {where}. {meant}")
