"""An empty workbook earns nothing, a full one all, and each task its own point."""

import pytest

from edition.trial import checked
from edition.write import contents
from student import holes
from work.tasks import Task, all_tasks, needed

TASKS = pytest.mark.parametrize("one", all_tasks(), ids=lambda one: one.number)


@TASKS
def test_an_untouched_workbook_earns_nothing(one: Task) -> None:
    result = checked(holes(), one)
    assert not result["right"]
    assert "is not written yet" in str(result["failures"][0])


@TASKS
def test_a_task_is_right_when_it_and_those_it_needs_are_done(one: Task) -> None:
    # With more tasks done it stays right: their holes are all that changes.
    done = [one, *needed(one)]
    result = checked(
        contents([other for other in all_tasks() if other not in done]), one
    )
    assert result["right"], result["failures"]
    assert result["processor"] < 5  # seconds, whatever else the machine does


@TASKS
def test_a_task_is_not_right_when_all_others_are(one: Task) -> None:
    result = checked(contents([one]), one)
    assert not result["right"]
    assert f"Task {one.number}" in str(result["failures"][0])


def test_a_task_needs_only_tasks_before_it() -> None:
    numbers = [one.number for one in all_tasks()]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)
    for one in all_tasks():
        assert all(need < one.number for need in one.needs)
