"""numpy and matplotlib for the browser, in the site itself.

Their wheels for WebAssembly are on no package index. Pyodide's lock names each file and
its hash, and the host that has them is asked once: then no reader has to ask it.
`LIVE_WHEELS` names a mirror of that host, or a folder. Everything else that the lock
names stays where it is.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

from sphinx.errors import ExtensionError

from .fetched import Unreachable, fetched, place, say_once

SECONDS = 10  # that a host may say nothing
FOLDER = "wheels"
LOCK = "pyodide-lock.json"


def files_of(lock: Path, names: Iterable[str]) -> dict[str, str]:
    """The files of packages and of all that these need, and the hash of each.

    Args:
        lock: Pyodide's lock.
        names: the packages, as in `numpy`.
    """
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    found: dict[str, str] = {}
    waiting = list(names)
    while waiting:
        facts = packages[waiting.pop()]
        if facts["file_name"] not in found:
            found[facts["file_name"]] = facts["sha256"]
            waiting += facts["depends"]
    return found


def read(source: str, name: str) -> bytes:
    """A file of a folder or a host.

    Raises:
        Unreachable: if it is not to be had.
    """
    try:
        if urlsplit(source).scheme in {"http", "https"}:
            with urlopen(
                urljoin(f"{source.rstrip('/')}/", name), timeout=SECONDS
            ) as it:
                return bytes(it.read())
        return Path(source, name).expanduser().read_bytes()
    except (OSError, URLError) as error:
        reason = getattr(error, "reason", None) or error
        raise Unreachable(f"{name} could not be had from {source} ({reason})") from None


def fill(folder: Path, source: str, files: dict[str, str]) -> None:
    """Fetch files into an empty folder.

    Raises:
        Unreachable: if one is not to be had.
        ExtensionError: if one is not what the lock says.
    """
    what = f"Fetching {len(files)} packages of Python for the browser (once)"
    say_once("wheels-fetched", what)
    for name, expected in files.items():
        content = read(source, name)
        if hashlib.sha256(content).hexdigest() != expected:
            raise ExtensionError(
                f"live: {name} from {source} is not the file that pyodide-lock.json "
                "names: its hash is another one. Look at what LIVE_WHEELS names, or at "
                "the proxy between here and that host"
            )
        (folder / name).write_bytes(content)


def copy_wheels(lock: Path, names: Iterable[str], base: str, static: Path) -> str:
    """Put the packages into the site.

    Args:
        lock: Pyodide's lock.
        names: the packages, as in `numpy`.
        base: the host that has them, unless `LIVE_WHEELS` names another place.
        static: the folder for everything that live cells load.

    Returns:
        The name of their folder.

    Raises:
        Unreachable: if one is not to be had.
        ExtensionError: if one is not what the lock says.
    """
    files = files_of(lock, names)
    source = os.environ.get("LIVE_WHEELS") or base
    key = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
    found = fetched(place(FOLDER), key, files, lambda new: fill(new, source, files))
    say_once("wheels")
    say_once("wheels-fetched")
    (static / FOLDER).mkdir(exist_ok=True)
    for name in files:
        shutil.copyfile(found / name, static / FOLDER / name)
    text = lock_with_addresses(lock, files, base)
    (static / FOLDER / LOCK).write_text(text, encoding="utf-8")
    return FOLDER


def lock_with_addresses(lock: Path, here: Iterable[str], base: str) -> str:
    """The lock, in which files that are not beside it have their whole address."""
    content = json.loads(lock.read_text(encoding="utf-8"))
    for facts in content["packages"].values():
        if facts["file_name"] not in here:
            facts["file_name"] = urljoin(base, facts["file_name"])
    return json.dumps(content, sort_keys=True)
