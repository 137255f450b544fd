"""The workbook as it was given, beside which a student's changes are seen.

`make workbook` packs all files with their holes into work/given.zip.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from work.answers import Unreadable, decoded
from work.tasks import all_tasks, files

ZIP = "work/given.zip"
VERSION = "work/version.txt"
FOLDERS = ("minitorch", "project", "tests", "work")


def packed(contents: Mapping[str, bytes]) -> bytes:
    """The files of a workbook as work/given.zip; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in sorted(contents.items()):
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            file.writestr(member, data)
    return buffer.getvalue()


def given(root: Path) -> dict[str, bytes]:
    """The files as they were given; {} where work/given.zip cannot be read."""
    try:
        with zipfile.ZipFile(root / ZIP) as file:
            return {name: file.read(name) for name in file.namelist()}
    except (OSError, zipfile.BadZipFile, ValueError, EOFError):
        return {}


def version(root: Path) -> str:
    """The version of the workbook; "" where it is not known."""
    try:
        text = (root / VERSION).read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return ""
    return text.strip()[:40]


def to_write() -> list[str]:
    """The files in which students write."""
    return files(all_tasks())


def changed(root: Path, was: Mapping[str, bytes]) -> dict[str, str]:
    """The files that are not to be changed and are not as they were, and how.

    Args:
        root: the top of the workbook.
        was: the files as they were given.
    """
    found = {}
    for name in sorted(set(was) - set(to_write())):
        if name.partition("/")[0] not in FOLDERS:
            continue
        path = root / name
        if not path.is_file():
            found[name] = "is not there"
        elif text(path.read_bytes()) != text(was[name]):
            found[name] = "was changed"
    return found


def text(data: bytes) -> str | bytes:
    """The contents of a file whose line ends and byte-order mark do not matter."""
    try:
        return decoded(data)
    except Unreadable:
        return data
