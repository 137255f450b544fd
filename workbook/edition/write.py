"""Writes the workbook: the engine with holes, its checks, and what a repository needs.

The same folder with fewer holes, or with answers in it, is what checks are tried on.
"""

import hashlib
import shutil
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from edition.cut import cut
from edition.lock import lock
from work.answers import Place, put_all
from work.tasks import MANIFEST, Task, file_of

ROOT = Path(__file__).resolve().parents[2]
WORKBOOK = ROOT / "workbook"
NOT_SOURCES = {"__pycache__", ".DS_Store"}


def sources() -> dict[str, Path]:
    """Every file of the workbook by its name in it; those with holes among them."""
    found: dict[str, Path] = {}
    left_out = set(manifest().get("left_out", ()))
    folders = {
        "minitorch": ROOT / "minitorch",
        "work": WORKBOOK / "work",
        "tests": WORKBOOK / "tests",
        "project": WORKBOOK / "project",
        "": WORKBOOK / "student",
    }
    for prefix, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            name = (Path(prefix) / path.relative_to(folder)).as_posix()
            if (
                path.is_file()
                and not NOT_SOURCES & set(path.parts)
                and name not in left_out
            ):
                found[name] = path
    found["LICENSE"] = ROOT / "LICENSE"
    return found


def manifest() -> dict[str, Any]:
    """The manifest as it stands."""
    return tomllib.loads(MANIFEST.read_text(encoding="utf-8"))


def contents(holes: Iterable[Task]) -> dict[str, bytes]:
    """All files of a workbook in which some tasks are still to be done.

    Args:
        holes: the tasks whose functions are cut.

    Raises:
        Renamed: the manifest names a function that is not there.
    """
    files = {name: path.read_bytes() for name, path in sources().items()}
    files["requirements.lock"] = lock((ROOT / "requirements.lock").read_text()).encode()
    messages: dict[str, dict[str, str]] = defaultdict(dict)
    for one in holes:
        for function in one.functions:
            module, _, name = function.partition(":")
            messages[module][name] = message(one, name)
    for module, wanted in messages.items():
        file = file_of(module)
        files[file] = cut(files[file].decode(), wanted, file).encode()
    return files


def message(one: Task, name: str) -> str:
    """What the error in a hole says."""
    return (
        f"Task {one.number}: {name} is not written yet. "
        f"Page: {one.page}.html; check: python -m work check {one.number}"
    )


def answered(
    files: Mapping[str, bytes], one: Task, answer: str, title: str = "your answer"
) -> tuple[dict[str, bytes], list[Place]]:
    """The files of a workbook with an answer to a task in them.

    Raises:
        Unreadable: the answer is not Python.
    """
    texts = {file_of(module): files[file_of(module)].decode() for module in one.modules}
    new, places = put_all(answer, texts, one, title)
    return {**files, **{name: new[name].encode() for name in new}}, places


def version(files: Mapping[str, bytes]) -> str:
    """A short name for the contents of a workbook."""
    total = hashlib.sha256()
    for name, data in sorted(files.items()):
        total.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    return total.hexdigest()[:10]


def write(target: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder, in the place of an old one."""
    if target.exists():
        shutil.rmtree(target)
    for folder in {(target / name).parent for name in files}:
        folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (target / name).write_bytes(data)
