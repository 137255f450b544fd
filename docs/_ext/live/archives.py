"""Archives of Python packages for the browser: the same bytes for the same sources."""

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from inputs import files_under

DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can say
MODE = 0o644 << 16


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip file that depends on the files' names and contents alone.

    Args:
        files: names and contents, in any order.

    Returns:
        The bytes of the zip file.

    >>> zipped([("a", b"1"), ("b", b"2")]) == zipped([("b", b"2"), ("a", b"1")])
    True
    """
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files):
            info = ZipInfo(name, DATE)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 3  # Unix, whichever system writes it
            info.external_attr = MODE
            archive.writestr(info, content)
    return buffer.getvalue()


def sources(package: Path) -> list[tuple[str, bytes]]:
    """A package's modules and data, under its own name; nothing compiled.

    Args:
        package: the package's folder.

    Returns:
        Names, as in `minitorch/operators.py`, and contents.
    """
    return [
        (path.relative_to(package.parent).as_posix(), path.read_bytes())
        for path in files_under(package)
    ]


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
    content = zipped(files)
    digest = hashlib.sha256(content).hexdigest()[:12]
    file = f"{name}-{digest}.zip"
    (folder / file).write_bytes(content)
    return file
