"""Begin something of your own: `python docs/_ext new lecture NAME`, as `make lecture`.

What is written stands in `docs/_ext/course/skeletons/`, with @name@ and its like for
what differs. A file that is there already is never written over. With FROM, a lecture
is begun as a copy of one of the course.
"""

import keyword
import re
import sys
from difflib import get_close_matches
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
INSTEAD = "On the site it takes the place of slides/{of}, as `make serve` shows."
CHANGED = (
    'To leave the original out: lectures_left_out = ["slides/{of}"] below [parts] in '
    "local/course.toml. Two lectures with the same labels do not build."
)
LONGEST = 26  # characters of a name, so that no line of a skeleton is too long
_NAME = re.compile(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*")
_UP = re.compile(r"(?<![\w./])\.\./(?=\w)")  # how a path from slides/ begins


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
        ValueError: the name cannot be that of a file, or of a module of Python, or is
            that of a lecture of the course.
        FileExistsError: there is something of that name; nothing was written.
    """
    _check(kind, name)
    if kind == "lecture" and (root / "slides" / f"{name}.md").is_file():
        raise ValueError(
            f"the course has a lecture {name}, whose place an empty one would take. "
            f"For a copy to change: make lecture NAME={name} FROM={name}"
        )
    return _written(
        {
            root / "local" / filled(place, name): filled(
                (SKELETONS / skeleton).read_text(encoding="utf-8"), name
            )
            for skeleton, place in FILES[kind].items()
        },
        root,
    )


def copy(name: str, of: str, root: Path = ROOT) -> list[Path]:
    """Write a lecture that is a copy of one of the course, with the paths from there.

    Args:
        name: how its file is called, without a suffix.
        of: the lecture of the course, such as "module1-2".
        root: the checkout.

    Returns:
        The file.

    Raises:
        ValueError: the name cannot be that of a file, or `of` is no lecture there.
        FileExistsError: there is a lecture of that name; nothing was written.
    """
    _check("lecture", name)
    there = {path.stem: path for path in sorted((root / "slides").glob("*.md"))}
    there.pop("index", None)
    if of not in there:
        near = get_close_matches(of, there, 1)
        meant = f"; near it: {near[0]}" if near else ""
        raise ValueError(
            f"FROM: expected a lecture of the course, one of {', '.join(there)}, got "
            f"{of!r}{meant}"
        )
    text = _UP.sub("../../", there[of].read_text(encoding="utf-8"))
    return _written({root / "local" / "lectures" / f"{name}.md": text}, root)


def _check(kind: str, name: str) -> None:
    """Refuse what cannot be the name of a file, or of a module of Python."""
    if not _NAME.fullmatch(name) or keyword.iskeyword(name) or len(name) > LONGEST:
        got = f"got {name!r}" if name else "got none"
        raise ValueError(
            f"expected a name of small letters, digits and hyphens, {LONGEST} at most "
            f"and no word of Python's own, {got}: make {kind} NAME=my-{kind}"
        )


def _written(texts: dict[Path, str], root: Path) -> list[Path]:
    """Write files of which none is there yet."""
    for path in texts:
        if path.exists():
            there = path.relative_to(root)
            raise FileExistsError(f"{there} is there already; choose another NAME.")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(texts)


def main(arguments: list[str]) -> int:
    """Write the files, and say which they are."""
    kind, name, of = (*arguments, "")[:3]
    of = of.removeprefix("slides/").removesuffix(".md")
    try:
        written = copy(name, of) if of else write(kind, name)
    except (ValueError, FileExistsError) as error:
        print(error, file=sys.stderr)
        return 1
    names = " and ".join(str(path.relative_to(ROOT)) for path in written)
    then = (INSTEAD if name == of else CHANGED).format(of=of) if of else NEXT[kind]
    print(f"Written: {names}. {then}")
    return 0
