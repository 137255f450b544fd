"""Every wrong program is rejected by its task's check, which names the idea."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from tries import WRONG, told, tried

from work.tasks import Task, all_tasks, task

PROGRAMS = sorted(WRONG.glob("task*/*.py"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_wrong_program_is_rejected(path: Path) -> None:
    text = path.read_text("utf-8")
    about = ast.get_docstring(ast.parse(text)) or ""
    match = re.search(r"^Told: (.+)", about, re.M | re.S)
    assert match, "expected a line `Told: …` in its docstring"
    words = " ".join(match[1].split())
    result = tried(task(path.parent.name), text)
    assert not result["right"], "it was accepted"
    assert words in told(result)


def test_there_are_enough_of_them() -> None:
    counts = Counter(path.parent.name for path in PROGRAMS)
    few = {one.name: counts[one.name] for one in all_tasks() if counts[one.name] < 6}
    assert not few
    assert counts.total() >= 90


@pytest.mark.parametrize("one", all_tasks(), ids=lambda one: one.number)
def test_a_right_answer_is_not_rejected(one: Task) -> None:
    # What makes the others wrong is not that they were put into the files.
    assert tried(one, "x = 1\n")["right"]
