"""The students' workbook: the tasks that `course.toml` leaves in, each with its holes.

The functions of a task that is left out stand there as the engine has them, since
others build on them; its checks and all that is said about it do not.
"""

import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from _ext.course.settings import absent, read
from edition.write import ROOT, contents, version, write
from work import given
from work.tasks import MANIFEST, Task, all_tasks

NAME = "work/tasks.toml"
_HEAD = "[[task]]\n"
_NUMBER = re.compile(r'^number = "(.*)"$', re.MULTILINE)
_NEEDS = re.compile("^needs = .*$", re.MULTILINE)


def chosen(root: Path = ROOT) -> tuple[Task, ...]:
    """The tasks that a course has, in their order.

    Args:
        root: the checkout, with `course.toml`.

    Raises:
        CourseError: there is a mistake in `course.toml`.
    """
    gone = absent(read(root), root)
    return tuple(one for one in all_tasks() if one.page not in gone)


def workbook(tasks: Collection[Task]) -> dict[str, bytes]:
    """The files of a workbook with some of the tasks, a hole for each function."""
    return only(contents(tasks), tasks)


def only(files: Mapping[str, bytes], tasks: Collection[Task]) -> dict[str, bytes]:
    """A workbook's files without what is about other tasks."""
    gone = [one for one in all_tasks() if one not in tasks]
    if not gone:
        return {**files}
    checks = {one.tests for one in gone}
    found = {name: data for name, data in files.items() if name not in checks}
    found[NAME] = manifest(MANIFEST.read_text("utf-8"), tasks).encode()
    return found


def manifest(text: str, tasks: Collection[Task]) -> str:
    """The manifest with some of its tasks, which need none of the others."""
    kept = {one.number for one in tasks}
    head, *rows = text.split(_HEAD)
    rows = [row for row in rows if kept.intersection(_NUMBER.findall(row))]
    return _HEAD.join(
        [head, *(_NEEDS.sub(lambda match: needs(match[0], kept), row) for row in rows)]
    )


def needs(line: str, kept: Collection[str]) -> str:
    """A line of the manifest, without what is left out.

    >>> needs('needs = ["0.1", "1.1"]', {"0.1"})
    'needs = ["0.1"]'
    """
    numbers = [n for n in re.findall(r'"(.+?)"', line) if n in kept]
    return f"needs = {json.dumps(numbers)}"


def make(target: Path) -> str:
    """Write the students' workbook, with a hole for every task; return its version."""
    made = workbook(chosen())
    found = version(made)
    made[given.ZIP] = given.packed(made)
    made[given.VERSION] = f"{found}\n".encode()
    write(target, made)
    return found


def main() -> None:
    """Write the students' workbook into _build/workbook."""
    target = ROOT / "_build" / "workbook"
    print(f"Wrote workbook {make(target)} to {target.relative_to(ROOT)}.")
