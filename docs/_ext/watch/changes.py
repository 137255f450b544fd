"""Which files are watched, and what kind of change each is.

They are looked at five times a second, which takes some milliseconds: simpler than the
notifications of each system, and it works on network folders and in containers, too.
"""

from collections.abc import Iterator
from pathlib import Path

from inputs import ROOT, digest, files_under, versions

EVERY = 0.2  # seconds
FILES = ("conf.py", "index.md")
FOLDERS = ("docs", "minitorch", "slides")
PAGES = (".md", ".ipynb", ".rst")

Snapshot = dict[str, tuple[int, int]]


def watched(root: Path = ROOT) -> Iterator[Path]:
    """Every file from which the site is made."""
    yield from (root / name for name in FILES)
    for folder in FOLDERS:
        yield from files_under(root / folder)


def snapshot(root: Path = ROOT) -> Snapshot:
    """The time and the size of every watched file, by its name from the root."""
    seen = {}
    for path in watched(root):
        try:
            stat = path.stat()
        except OSError:
            continue  # it was deleted in the meantime
        seen[path.relative_to(root).as_posix()] = (stat.st_mtime_ns, stat.st_size)
    return seen


def differences(before: Snapshot, after: Snapshot) -> set[str]:
    """The names of files that were changed, added or deleted.

    >>> sorted(differences({"a": (1, 1), "b": (1, 1)}, {"a": (2, 1), "c": (1, 1)}))
    ['a', 'b', 'c']
    """
    names = before.keys() | after.keys()
    return {name for name in names if before.get(name) != after.get(name)}


def is_light(name: str) -> bool:
    """Whether a file changes only itself: a page, or a style, script or template.

    Everything else can change what any cell shows.

    >>> [is_light(f"docs/{name}") for name in ("a.md", "_static/a.css", "data.csv")]
    [True, True, False]
    >>> is_light("minitorch/scalar.py"), is_light("docs/_ext/live/markdown.md")
    (False, False)
    """
    if is_machinery(name):
        return False
    return name.endswith(PAGES) or name.startswith(
        ("docs/_static/", "docs/_templates/")
    )


def is_machinery(name: str) -> bool:
    """Whether a file changes how pages are built.

    >>> is_machinery("conf.py"), is_machinery("docs/_ext/decks/nodes.py")
    (True, True)
    """
    return name == "conf.py" or name.startswith("docs/_ext/")


def docname(name: str) -> str:
    """What Sphinx calls a page, "" for another file.

    >>> docname("slides/modeling.md"), docname("docs/_static/deck.css")
    ('slides/modeling', '')
    """
    stem, dot, ending = name.rpartition(".")
    return stem if f"{dot}{ending}" in PAGES else ""


def heavy_digest() -> str:
    """A digest of all that every page depends on."""
    names = (path.relative_to(ROOT).as_posix() for path in watched() if path.is_file())
    return digest((ROOT / name for name in names if not is_light(name)), *versions())
