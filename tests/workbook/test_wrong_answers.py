"""Every wrong program is rejected by its task's check, which names the idea."""

import json
from collections import Counter
from pathlib import Path

import pytest

from edition.caught import KEPT, catch, name, programs
from edition.trial import tried
from work.tasks import Task, all_tasks

LISTED = json.loads(KEPT.read_text("utf-8"))


@pytest.mark.parametrize("path", programs(), ids=name)
def test_a_wrong_program_is_rejected(path: Path) -> None:
    found = catch(path)
    assert not found.right, "it was accepted"
    assert found.words in found.told
    listed = LISTED.get(name(path))
    assert listed == {"mistake": found.mistake, "check": found.check}, (
        "run `python workbook/edition caught`, which keeps what is shown on the site"
    )


def test_there_are_enough_of_them() -> None:
    counts = Counter(path.parent.name for path in programs())
    few = {one.name: counts[one.name] for one in all_tasks() if counts[one.name] < 6}
    assert not few
    assert counts.total() >= 90


@pytest.mark.parametrize("one", all_tasks(), ids=lambda one: one.number)
def test_a_right_answer_is_not_rejected(one: Task) -> None:
    # What makes the others wrong is not that they were put into the files.
    assert tried(one, "x = 1\n")["right"]
