"""Zip files: the same contents give the same bytes, on every system."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
MODE = 0o100644 << 16  # a file that all may read


def files_in(folder: Path) -> list[tuple[str, bytes]]:
    """The names and the bytes of all files below a folder, in order."""
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return [
        (n, path.read_bytes()) for n, path in sorted(names.items()) if path.is_file()
    ]


def write(target: Path, contents: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip; its one folder has the name of the zip.

    A reader of the target never sees a half of it.

    Args:
        target: the file, which may be there already.
        contents: names, and what stands under them.
    """
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(
        unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9
    ) as file:
        for name, content in contents:
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", DATE)
            entry.create_system = 3  # as on Unix, on every system
            entry.external_attr = MODE
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content, compresslevel=9)
    unfinished.replace(target)
