"""Archives of Python packages for the browser: the same bytes for the same sources.

They are compressed as a whole, as a tar file: the many small files of a package become
half as large as in a zip file.
"""

import bz2
import hashlib
import io
import tarfile
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

from ..inputs import files_under


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A compressed tar file that depends on the files' names and contents alone.

    Args:
        files: names and contents, in any order.

    Returns:
        The bytes of the archive.

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


def sources(root: Path, names: Iterable[str]) -> list[tuple[str, bytes]]:
    """The files of packages, or of folders in them; nothing compiled.

    Args:
        root: the checkout.
        names: the folders, as in `minitorch`.

    Returns:
        Names, as in `minitorch/operators.py`, and contents.
    """
    return [
        (path.relative_to(root).as_posix(), path.read_bytes())
        for name in names
        for path in files_of(root / name)
    ]


def files_of(path: Path) -> Iterable[Path]:
    """A file itself, or all below a folder."""
    return [path] if path.is_file() else files_under(path)


def content_of(wheel: Path) -> list[tuple[str, bytes]]:
    """What a wheel installs, and its licences; none of its other metadata.

    Args:
        wheel: the wheel's file.

    Returns:
        Names and contents.
    """
    with ZipFile(wheel) as archive:
        return [
            (name, archive.read(name))
            for name in archive.namelist()
            if ".dist-info/" not in name or "/licenses/" in name
        ]


def write(name: str, files: Iterable[tuple[str, bytes]], folder: Path) -> str:
    """Write an archive whose name changes with its content.

    Args:
        name: what the file's name starts with.
        files: names and contents.
        folder: where to write it.

    Returns:
        The name of the file.
    """
    content = packed(files)
    digest = hashlib.sha256(content).hexdigest()[:12]
    file = f"{name}-{digest}.tar.bz2"
    (folder / file).write_bytes(content)
    return file
