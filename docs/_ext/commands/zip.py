"""Write the built site as one file: `python docs/_ext zip`, used by `make zip`.

The same site gives the same bytes: names in order, one date, one mode for every file.
"""

import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ..inputs import ROOT

BUILD = ROOT / "_build"
DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
MODE = 0o100644 << 16  # a file that all may read
README = """\
Everything, cells that run in the browser too: `python -m http.server` in this folder,
then open http://localhost:8000 (Python 3.8 or newer; Ctrl-C ends it).
Without Python: open index.html. Only the cells do not run then.
"""


def title(project: Path) -> str:
    """The name and the version of the course, from pyproject.toml."""
    settings = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    return f"{settings['name']}-{settings['version']}"


def contents(site: Path) -> Iterator[tuple[str, bytes]]:
    """The names and the bytes of the files, and of a README, in order."""
    yield "README.txt", README.encode()
    names = {path.relative_to(site).as_posix(): path for path in site.rglob("*")}
    yield from (
        (name, path.read_bytes())
        for name, path in sorted(names.items())
        if path.is_file()
    )


def write(site: Path, target: Path) -> None:
    """Write the site into a zip; its one folder has the name of the zip.

    A reader of the target never sees a half of it.
    """
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(
        unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9
    ) as file:
        for name, content in contents(site):
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", DATE)
            entry.create_system = 3  # as on Unix, on every system
            entry.external_attr = MODE
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content, compresslevel=9)
    unfinished.replace(target)


def main(arguments: list[str]) -> None:
    """Write `_build/NAME-VERSION.zip` and say so."""
    site = BUILD / "html"
    if not (site / "index.html").is_file():
        sys.exit("There is nothing to pack yet: run `make html` first.")
    target = BUILD / f"{title(ROOT / 'pyproject.toml')}.zip"
    for old in BUILD.glob("*.zip"):
        old.unlink()
    write(site, target)
    print(f"Packed into _build/{target.name}; README.txt in it says how to run it")
