"""Digests of what the site is made from, to tell whether anything has changed.

Only the standard library is used, so that a broken `.venv` can be reported too.
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_NOT_SOURCES = {"_build", "__pycache__", "node_modules"}
_BACKUP = re.compile(r"^[.#]|~$")  # hidden, or what an editor leaves beside a file
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)( ;.*)? \\$", re.MULTILINE)


def files_under(folder: Path) -> Iterator[Path]:
    """Every file below the folder; none that is hidden, generated or a backup."""
    for place, folders, names in os.walk(folder):
        folders[:] = [
            name
            for name in folders
            if name not in _NOT_SOURCES and not name.startswith(".")
            if not name.endswith(".egg-info")
        ]
        yield from (Path(place, name) for name in names if not _BACKUP.search(name))


def digest(files: Iterable[Path], *settings: str) -> str:
    """The sha256 of the settings and of the files' names and contents.

    The names count relative to the checkout, so it may be moved or copied.
    """
    total = hashlib.sha256(repr(settings).encode())
    for path in sorted(files):
        name = path.relative_to(ROOT).as_posix()
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{name} {content}\n".encode())
    return total.hexdigest()


def versions() -> list[str]:
    """Python's version and those of all installed packages, in order."""
    folders = {Path(entry).resolve() for entry in sys.path if entry}
    found = {info.name for folder in folders for info in folder.glob("*.dist-info")}
    return [sys.version, *sorted(found)]


def differing_packages() -> list[tuple[str, str, str | None]]:
    """(name, locked version, installed version or None) where the two differ."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = [(name, pin) for name, pin, marker in _PINNED.findall(text) if not marker]
    found = [(name, pin, _installed(name)) for name, pin in pins]
    return [item for item in found if item[1] != item[2]]


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
