"""Links to pages, labels and files that are not there, and labels that are twice.

Sphinx finds them, too, but only when all has run, and not what was meant; and it knows
no page but one when that is checked alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from ..inputs import files_under
from ..written import Fence, Mistake, Page

ROLES = {"doc": "page", "download": "file", "ref": "label", "numref": "label"}
ROLES |= {"eq": "label"}
FILES = {"literalinclude", "include"}
NOT_ENTRIES = ("self", "genindex", "modindex", "py-modindex", "search")
ENDS = (".md", ".html", ".ipynb", ".py", ".pdf", ".txt", ".csv", ".zip", ".png", ".svg")
_TITLED = re.compile(r".*?<([^<>]+)>$", re.DOTALL)  # words <target>
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LABEL = re.compile(
    r"^ *\(([^()\n]+)\)=$|^ *:?(?:label|name): *(\S+)|\$\$ \(([^()\n]+)\)$",
    re.MULTILINE,
)


_TARGET = re.compile(r"^ *\(([^()\n]+)\)=$", re.MULTILINE)
OWN = "local/"


class Course:
    """The pages of a course, and where they stand.

    Args:
        root: its folder.
        absent: the pages that it leaves out.
    """

    def __init__(self, root: Path, absent: Iterable[str] = ()) -> None:
        """Nothing is read before it is asked for."""
        self.root, self.absent = root, {*absent}

    @cached_property
    def pages(self) -> list[str]:
        """The names of all pages, as Sphinx has them."""
        folders = [self.root / name for name in ("docs", "slides", "local")]
        files = [path for folder in folders for path in files_under(folder)]
        names = [one.relative_to(self.root).as_posix() for one in files]
        return sorted(
            name.removesuffix(".md")
            for name in names
            if name.endswith(".md") and not name.startswith("docs/_")
        )

    @cached_property
    def labels(self) -> set[str]:
        """The labels on all pages."""
        texts = self.texts.values()
        found = [one for text in texts for one in _LABEL.findall(text)]
        return {label.lower() for one in found for label in one if label}

    @cached_property
    def texts(self) -> dict[str, str]:
        """What is written on each page, by its file."""
        files = [f"{name}.md" for name in ("index", *self.pages)]
        there = [name for name in files if (self.root / name).is_file()]
        return {name: (self.root / name).read_text("utf-8") for name in there}

    @cached_property
    def targets(self) -> dict[str, set[str]]:
        """The files that seem to have `(label)=`, for each; some in a listing alone."""
        found: dict[str, set[str]] = {}
        for name, text in self.texts.items():
            if name.removesuffix(".md") not in self.absent:
                for label in _TARGET.findall(text):
                    found.setdefault(label, set()).add(name)
        return found

    def near_file(self, place: str) -> str:
        """The file of the same folder whose name is most like this one, or nothing."""
        there = sorted((self.root / place).parent.glob("*"))
        names = [path.name for path in there if path.is_file()]
        near = get_close_matches(posixpath.basename(place), names, 1)
        return posixpath.join(posixpath.dirname(place), near[0]) if near else ""

    def near_page(self, place: str) -> str:
        """The page with the name that is most like this one, or nothing."""
        folder, last = posixpath.split(posixpath.splitext(place)[0])
        here = [page for page in self.pages if posixpath.dirname(page) == folder]
        if last == "index":
            name = posixpath.join(folder, last)
            indices = [page for page in self.pages if page.endswith("/index")]
            return next(iter(get_close_matches(name, indices, 1, 0.8)), "")
        for pages, alike in ((here, 0.6), (self.pages, 0.75)):
            by_name = {posixpath.basename(page): page for page in pages}
            if near := get_close_matches(last, by_name, 1, alike):
                return by_name[near[0]]
        return ""


def mistakes(page: Page, course: Course) -> Iterator[Mistake]:
    """Where the links of a page lead nowhere."""
    for kind, target, line in targets(page):
        if told := wrong(kind, target, page.name, course):
            yield Mistake(line, told)


def taken(page: Page, course: Course) -> Iterator[Mistake]:
    """Labels of a page that another has, too; the course's own stay as they are."""
    for label, line in _labels(page):
        for name in sorted(course.targets.get(label, set()) - {page.name}):
            if name.startswith(OWN) and not page.name.startswith(OWN):
                continue
            other = Page(name, course.texts[name], False, page.config)
            if there := dict(_labels(other)).get(label):
                what = f"the label `{label}` is taken by line {there} of {name}"
                yield Mistake(line, f"{what}. Choose another")


def _labels(page: Page) -> Iterator[tuple[str, int]]:
    for part in page.parts:
        if part.token.type == "myst_target":
            yield part.token.content, part.line


def targets(page: Page) -> Iterator[tuple[str, str, int]]:
    """What a page refers to: its kind, its name as it is written, and the line."""
    lines = page.text.splitlines()
    for part in page.parts:
        for child, start in page.inline(part):
            kind, target = "", ""
            if child.type == "link_open" and child.info != "auto":
                kind, target = "link", str(child.attrs.get("href", ""))
            elif child.type == "myst_role" and child.meta["name"] in ROLES:
                kind, target = ROLES[child.meta["name"]], child.content
                target = found[1] if (found := _TITLED.match(target)) else target
            if kind:
                below = (n for n, text in enumerate(lines, 1) if target in text)
                yield kind, target, next((n for n in below if n >= start), start)
    for one, _ in page.fences:
        if one.name in FILES:
            yield "file", one.argument, one.line
        elif one.name == "toctree" and "glob" not in one.options:
            yield from _entries(one)


def _entries(one: Fence) -> Iterator[tuple[str, str, int]]:
    for line, text in enumerate(one.content, one.line + 1):
        entry = text.strip()
        entry = found[1] if (found := _TITLED.match(entry)) else entry
        if entry and entry[0] not in ":#" and entry not in NOT_ENTRIES:
            yield "page", entry, line


def wrong(kind: str, target: str, name: str, course: Course) -> str:
    """What is wrong with one of them, or nothing.

    Args:
        kind: "page", "file", "label", or "link", which may be any of them.
        target: what is written.
        name: the file of the page.
        course: all pages there are.
    """
    if kind == "link" and not target:
        return "this link leads nowhere. Write an address into its parentheses"
    if _SCHEME.match(target) or not target.strip("/"):
        return ""
    if kind == "label":
        if target.lower() in course.labels or target in NOT_ENTRIES:
            return ""
        like = get_close_matches(target.lower(), sorted(course.labels), 1)
        todo = f"Did you mean `{like[0]}`?" if like else f"Write `({target})=` there"
        return f"no page has the label `{target}`. {todo}"
    if kind == "link":
        target = unquote(target.partition("#")[0])
        if "/" not in target and not target.endswith(ENDS):
            return ""  # a place on this page, a label or a name of Python's
    folder = "" if target[0] == "/" else posixpath.dirname(name)
    place = posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
    ends = {"page": (".md", ".rst", ".ipynb"), "link": ("", ".md")}.get(kind, ("",))
    if any((course.root / f"{place}{end}").exists() for end in ends):
        return ""
    is_page = kind == "page" or posixpath.splitext(place)[1] in {"", ".md", ".html"}
    near = course.near_page(place) if is_page else course.near_file(place)
    near += ".md" if near and is_page and "." in posixpath.basename(place) else ""
    if target[0] == "/":
        where, meant = "in the course", f"/{near}"
    else:
        where = "as seen from this page"
        meant = posixpath.relpath(near or ".", posixpath.dirname(name) or ".")
    what = "page" if is_page else "file"
    todo = f"Did you mean `{meant}`?" if near else "Correct its name"
    return f"there is no {what} `{target}` {where}. {todo}"
