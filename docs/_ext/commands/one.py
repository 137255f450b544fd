"""Check one deck or page alone: `python docs/_ext one DECK name`, used by `make check`.

Sphinx writes that document and no other, which takes seconds, and the browser looks at
it as at all of them. Whether links find their place on other pages is left to the whole
check, and so is paper.
"""

import os
import subprocess
import sys
import time
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..inputs import ROOT
from . import build
from .build import BUILD, Stop, remove
from .chromium import executable

FOLDER = BUILD / "one"
PLACES = {"DECK": ("slides", "local/lectures"), "PAGE": ("docs", "local", ".")}
TESTS = {
    "DECK": ["tests/site/test_browser_decks.py", "-k", "test_slides or test_phone"],
    "PAGE": ["tests/site/test_browser_pages.py", "-k", "{} and not disk"],
}
# What a reader runs, or takes home, is fetched and packed for the whole course alone.
WITHOUT: dict[str, Any] = {
    "live_own": {},
    "live_data": {},
    "live_extras": {},
    "live_wheels": [],
    "tasks_offered": False,
}
# What one document cannot know of others.
ELSEWHERE = ["ref", "myst.xref_missing", "myst.xref_ambiguous", "toc", "tasks"]


def _pages(place: str, name: str = "*") -> list[Path]:
    """The pages or decks of a name below a place."""
    return [
        path
        for path in (ROOT / place).rglob(f"{name}.md")
        if not {"_build", "_ext", ".venv"} & set(path.relative_to(ROOT).parts)
    ]


def document(kind: str, name: str) -> Path:
    """The file of a deck or a page.

    Raises:
        Stop: there is none, or several.
    """
    from ..course.values import own_of

    name = name.removesuffix(".md")
    whole = ROOT / f"{name}.md"
    if whole.is_file():
        return whole
    found = [path for place in PLACES[kind] for path in _pages(place, name)]
    all_names = {path.relative_to(ROOT).as_posix() for path in found}
    replaced = {one for one in all_names if own_of(ROOT, one.removesuffix(".md"))}
    names = sorted(all_names - replaced)
    if len(names) == 1:
        return ROOT / names[0]
    if names:
        raise Stop(f"{kind}={name} may be {' or '.join(names)}: write one of these.")
    there = {path.stem for place in PLACES[kind] for path in _pages(place)}
    near = get_close_matches(Path(name).name, sorted(there), n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    places = " or ".join(f"{place}/" for place in PLACES[kind] if place != ".")
    raise Stop(f"There is no file {name}.md below {places}.{meant}")


def build_alone(path: Path) -> list[str]:
    """Build one document into a folder of its own; what is wrong, a line each."""
    from sphinx.errors import SphinxError

    from ..course.settings import absent, read
    from ..course.values import own_of

    docname = path.relative_to(ROOT).with_suffix("").as_posix()
    remove(FOLDER)
    report = build.Report()
    settings: dict[str, Any] = {
        "include_patterns": [f"{docname}.md"],
        "root_doc": docname,
        "nitpicky": False,
        **WITHOUT,
        "suppress_warnings": ["myst.header", *ELSEWHERE],
    }
    try:
        if docname in absent(read(ROOT), ROOT):
            own = own_of(ROOT, docname)
            why = f"in its place is {own}.md" if own else "course.toml leaves it out"
            return [f"{docname}.md is not in this course: {why}"]
        folders = FOLDER / "html", FOLDER / "doctrees"
        with build.sphinx(*folders, report, **settings) as app:
            app.build(force_all=True)
    except SphinxError as error:
        return build.problems_in(error)
    return report.problems


def look(kind: str, path: Path) -> int:
    """Have the browser look at what was built; the exit status."""
    name = path.relative_to(ROOT).with_suffix("").as_posix()
    options = ["-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist"]
    tests = [word.format(name) for word in TESTS[kind]]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *tests],
        cwd=ROOT,
        env=os.environ | {"SITE": str(FOLDER / "html"), "QUICK": "yes"},
        check=False,
    ).returncode


def main(arguments: list[str]) -> int:
    """Build the document, look at it, and say how long that took."""
    kind, name = (*arguments, "", "")[:2]
    start = time.perf_counter()
    try:
        build.check_packages(strict=False)
        path = document(kind, name)
        executable()
        with build.only_one_build():
            problems = build_alone(path)
    except Stop as error:
        return build.fail(str(error))
    except KeyboardInterrupt:
        return build.fail("Stopped.", 130)
    if problems:
        return build.fail(f"Not checked. {build.to_mend(problems)}")
    status = look(kind, path)
    shown = path.relative_to(ROOT).as_posix()
    verdict = "has faults, which are listed above" if status else "is as it should be"
    print(f"{shown} {verdict} ({time.perf_counter() - start:.0f} s)")
    return status
