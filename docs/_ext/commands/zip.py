"""Write the built site as one file: `python docs/_ext zip`, used by `make zip`.

The same site gives the same bytes: names in order, one date, one mode for every file.
"""

import sys
import tomllib
from pathlib import Path

from .. import zipped
from ..inputs import ROOT

BUILD = ROOT / "_build"
README = """\
Everything, cells that run in the browser too: `python -m http.server` in this folder,
then open http://localhost:8000 (Python 3.8 or newer; Ctrl-C ends it).
Without Python: open index.html. Only the cells do not run then.
"""


def title(project: Path) -> str:
    """The name and the version of the course, from pyproject.toml."""
    settings = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    return f"{settings['name']}-{settings['version']}"


def write(site: Path, target: Path) -> None:
    """Write the site, and a README, into a zip."""
    readme = ("README.txt", README.encode())
    zipped.write(target, [readme, *zipped.files_in(site)])


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
