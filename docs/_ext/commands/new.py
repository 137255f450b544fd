"""Begin something of your own: `python docs/_ext new lecture NAME`, as `make lecture`.

What is written stands in `docs/_ext/course/skeletons/`, with @name@ and its like for
what differs. A file that is there already is never written over.
"""

import keyword
import re
import sys
from pathlib import Path

from ..inputs import ROOT

SKELETONS = ROOT / "docs" / "_ext" / "course" / "skeletons"
# All end in .txt, so that nothing that looks for pages or modules finds them.
# The skeletons of each kind, and where in local/ they go.
FILES = {
    "lecture": {
        "lecture.txt": "lectures/@name@.md",
        "test_lecture.txt": "tests/test_@module@_lecture.py",
    },
    "page": {
        "page.txt": "pages/@name@.md",
        "test_page.txt": "tests/test_@module@_page.py",
    },
    "figure": {
        "figure.txt": "figures/@module@.py",
        "test_figure.txt": "tests/test_@module@_figure.py",
    },
    "task": {
        "task.txt": "tasks/@name@.md",
        "solution.txt": "solutions/@module@.py",
        "test_task.txt": "tests/test_@module@_task.py",
    },
}
NEXT = {
    "lecture": "`make serve` shows it; the lectures page has its card.",
    "page": "`make serve` shows it; the textbook's first page lists it.",
    "task": "`make serve` shows it; the page of all tasks lists it.",
    "figure": "A cell that ends with its call shows it: see the top of the file.",
}
LONGEST = 26  # characters of a name, so that no line of a skeleton is too long
_NAME = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")


def filled(text: str, name: str) -> str:
    """A skeleton with the name in it.

    >>> filled("@title@ in @module@.py", "gradient-descent")
    'Gradient descent in gradient_descent.py'
    """
    title = re.sub(r"[-_]", " ", name).capitalize()
    names = {"name": name, "module": name.replace("-", "_"), "title": title}
    for key, value in names.items():
        text = text.replace(f"@{key}@", value)
    return text


def write(kind: str, name: str, root: Path = ROOT) -> list[Path]:
    """Write the files of a lecture, a page, a figure or a task.

    Args:
        kind: "lecture", "page", "figure" or "task".
        name: how its file is called, without a suffix.
        root: the checkout.

    Returns:
        The files.

    Raises:
        ValueError: the name cannot be that of a file, or of a module of Python.
        FileExistsError: there is something of that name; nothing was written.
    """
    if not _NAME.fullmatch(name) or keyword.iskeyword(name) or len(name) > LONGEST:
        got = f"got {name!r}" if name else "got none"
        raise ValueError(
            f"expected a name of small letters, digits and hyphens, {LONGEST} at most "
            f"and no word of Python's own, {got}: make {kind} NAME=my-{kind}"
        )
    wanted = {
        root / "local" / filled(place, name): SKELETONS / skeleton
        for skeleton, place in FILES[kind].items()
    }
    for path in wanted:
        if path.exists():
            there = path.relative_to(root)
            raise FileExistsError(f"{there} is there already; choose another NAME.")
    for path, skeleton in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = filled(skeleton.read_text(encoding="utf-8"), name)
        path.write_text(text, encoding="utf-8")
    return list(wanted)


def main(arguments: list[str]) -> int:
    """Write the files, and say which they are."""
    kind, name = arguments
    try:
        written = write(kind, name)
    except (ValueError, FileExistsError) as error:
        print(error, file=sys.stderr)
        return 1
    names = " and ".join(str(path.relative_to(ROOT)) for path in written)
    print(f"Written: {names}. {NEXT[kind]}")
    return 0
