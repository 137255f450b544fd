"""What a task shows: its functions with holes, and the engine's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.cut import cut
from edition.write import WORKBOOK, sources
from work.answers import taken
from work.tasks import MANIFEST, Task, file_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def start(one: Task) -> str:
    """What a reader starts from: the functions of a task, each with a hole.

    Args:
        one: the task.

    Returns:
        An answer, in which each function raises an error that names the task.
    """
    texts = {
        module: cut(text, {n: message(one, n) for n in one.names(module)}, module)
        for module, text in engine(one).items()
    }
    return "\n\n".join(part for _, part in functions(one, texts))


def message(one: Task, name: str) -> str:
    """What the error in a hole says: short, since a page is narrow."""
    return f"Task {one.number}: {name} is not written yet"


def solution(one: Task) -> list[tuple[str, str]]:
    """The engine's own functions of a task: files, and what stands in them."""
    return list(functions(one, engine(one)))


def engine(one: Task) -> dict[str, str]:
    """The modules in which the functions of a task stand, and their texts."""
    files = sources()
    return {m: files[file_of(m)].read_text(encoding="utf-8") for m in one.modules}


def functions(one: Task, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The functions of a task in each of its files."""
    for module, text in texts.items():
        file = file_of(module)
        yield file, taken(text, one.names(module), file)


def depends_on(one: Task) -> Iterator[Path]:
    """The files that can change what a page shows of a task."""
    yield MANIFEST
    yield from (WORKBOOK / "edition").glob("*.py")
    files = sources()
    yield from (files[file_of(module)] for module in one.modules)
