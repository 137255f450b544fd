"""Archives of Python packages for the browser: the same bytes for the same sources.

A cell shows in the browser what it showed when the site was built, so what it imports
there are the very files that were imported here: those of the checkout, and those that
requirements.lock, with its hashes, has brought into the virtual environment. They are
compressed as a whole, as a tar file: the many small files of a package become half as
large as in a zip file.
"""

import bz2
import hashlib
import io
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from sphinx.errors import ExtensionError

from ..inputs import files_under

Names = Mapping[str, Sequence[str]]
Content = list[tuple[str, bytes]]  # names of files, and what is in them


@dataclass(frozen=True)
class Wanted:
    """What cells may import beside the standard library.

    Args:
        own: folders of the checkout that are there from the start, by package.
        data: files or folders of theirs that only one module reads, by that module.
        extras: installed packages, with all that they need, by what a cell imports.
    """

    own: Names
    data: Names = field(default_factory=dict)
    extras: Names = field(default_factory=dict)


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A compressed tar file that depends on the files' names and contents alone.

    >>> packed([("a", b"1"), ("b", b"2")]) == packed([("b", b"2"), ("a", b"1")])
    True
    """
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in sorted(files):
            entry = tarfile.TarInfo(name)  # of no date, and nobody's
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return bz2.compress(buffer.getvalue())


def sources(root: Path, names: Iterable[str]) -> Content:
    """The files of the checkout's packages, or of folders in them; nothing compiled.

    Args:
        root: the checkout.
        names: the files or folders, as in `minitorch`.
    """
    paths = [root / name for name in names]
    files = (
        p for path in paths for p in ([path] if path.is_file() else files_under(path))
    )
    return [(path.relative_to(root).as_posix(), path.read_bytes()) for path in files]


def installed(names: Iterable[str]) -> Content:
    """What packages have installed here, and their licences.

    Raises:
        ExtensionError: if a package is not there, or a browser could not run it.

    >>> "sortedcontainers/sortedlist.py" in dict(installed(["sortedcontainers"]))
    True
    """
    content = []
    for name in names:
        try:
            files = metadata.files(name) or []
        except metadata.PackageNotFoundError:
            raise ExtensionError(
                f"live: live_extras names {name}, which is not installed; name it in "
                "pyproject.toml, then run `make lock` and `make venv`"
            ) from None
        for file in files:
            if file.suffix in {".so", ".pyd"}:
                raise ExtensionError(f"live: {name} is compiled; no browser can run it")
            if is_needed(file):
                content.append((file.as_posix(), file.read_binary()))
    return content


def is_needed(file: metadata.PackagePath) -> bool:
    """Whether a file is of the package itself, or a licence; not one that pip made."""
    if file.parts[0].endswith(".dist-info"):
        return "licenses" in file.parts
    return ".." not in file.parts and "__pycache__" not in file.parts


def write(name: str, files: Iterable[tuple[str, bytes]], folder: Path) -> str:
    """Write an archive; return its name, which changes with its content."""
    content = packed(files)
    digest = hashlib.sha256(content).hexdigest()[:12]
    file = f"{name}-{digest}.tar.bz2"
    (folder / file).write_bytes(content)
    return file


def write_own(folder: Path, root: Path, wanted: Wanted) -> dict[str, str]:
    """Write the checkout's own packages, without the data that few cells need."""
    left_out = tuple(name for names in wanted.data.values() for name in names)
    found = {name: sources(root, names) for name, names in wanted.own.items()}
    return {
        name: write(name, [f for f in files if not f[0].startswith(left_out)], folder)
        for name, files in found.items()
    }


def write_apart(folder: Path, root: Path, wanted: Wanted) -> dict[str, str]:
    """Write what is loaded when a cell imports it: data, and installed packages."""
    content = {name: sources(root, names) for name, names in wanted.data.items()}
    content |= {name: installed(names) for name, names in wanted.extras.items()}
    return {name: write(name, files, folder) for name, files in content.items()}
