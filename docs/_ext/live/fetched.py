"""Folders of `.venv` that are filled from the network once, and then only read."""

import fcntl
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..inputs import ROOT

STAMP = "stamp"


class Unreachable(Exception):
    """Something could not be fetched; the message is a clause that says what and why.

    >>> str(Unreachable("npm could not fetch its packages (ECONNREFUSED)"))
    'npm could not fetch its packages (ECONNREFUSED)'
    """


def place(name: str) -> Path:
    """Where in the virtual environment that runs the build the folder stands.

    Args:
        name: the folder's name.

    Returns:
        Its path, whether or not it is there.

    >>> place("npm").name
    'npm'
    """
    return Path(sys.prefix) / name


def say_once(name: str, words: str = "") -> None:
    """Print a line, unless it was the last of its name: builds try again in silence.

    Args:
        name: what it is about.
        words: the line; without one, whatever comes next is news.
    """
    said = ROOT / "_build" / f"{name}.said"
    said.parent.mkdir(exist_ok=True)
    if words and not (said.is_file() and said.read_text(encoding="utf-8") == words):
        print(words, flush=True)
    said.write_text(words, encoding="utf-8")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one build at a time look at the folder: checkouts may share a `.venv`."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_whole(folder: Path, key: str, needed: Iterable[str]) -> bool:
    stamp = folder / STAMP
    return (
        stamp.is_file()
        and stamp.read_text(encoding="utf-8") == key
        and all((folder / name).is_file() for name in needed)
    )


def fetched(
    folder: Path, key: str, needed: Iterable[str], fill: Callable[[Path], None]
) -> Path:
    """Return the folder, after filling it anew unless `key` has filled it before.

    What an interrupted `fill` leaves behind has no stamp, so it never counts as done.

    Args:
        folder: the folder, which is replaced when it does not fit.
        key: what the content depends on, such as the digest of a lock file.
        needed: files without which the folder is not whole.
        fill: fetches the content into an empty folder; it may raise `Unreachable`.

    Returns:
        The folder, whole.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as name:
    ...     fill = lambda folder: print(folder.name, (folder / "a").write_text("a"))
    ...     for key in ("1", "1", "2"):
    ...         path = fetched(Path(name, "letters"), key, ["a"], fill)
    letters 1
    letters 1
    """
    with _alone(folder):
        if not _is_whole(folder, key, needed):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            fill(folder)
            new = folder / f"{STAMP}.new"
            new.write_text(key, encoding="utf-8")
            new.replace(folder / STAMP)
    return folder
