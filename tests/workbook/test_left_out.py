"""A task that `course.toml` leaves out is not in the workbook, nor is it graded."""

from pathlib import Path

import pytest

from edition import grade as grading
from edition.students import chosen, workbook
from student import command, made, packed
from work.submission import Submission
from work.tasks import all_tasks, files

LEFT_OUT = ("1.1", "1.2", "2.4")
KEPT = tuple(one for one in all_tasks() if one.number not in LEFT_OUT)


def test_course_toml_says_which_tasks_there_are(tmp_path: Path) -> None:
    names = [f"docs/tasks/{one.name}.md" for one in all_tasks()]
    for name in ("docs/module0/a.md", "docs/module1/a.md", "local/x", *names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    text = '[parts]\nmodules = [1]\ntasks_left_out = ["1.5"]\n'
    (tmp_path / "local" / "course.toml").write_text(text, encoding="utf-8")
    found = [one.number for one in chosen(tmp_path)]
    second = ["2.1", "2.2", "2.3", "2.4", "2.5"]
    assert found == ["1.1", "1.2", "1.3", "1.4", *second, "4.5", "4.6"]


def test_the_workbook_has_the_others_and_what_they_build_on(tmp_path: Path) -> None:
    root = made(tmp_path / "book", packed(workbook(KEPT)))
    shown = command(root)
    assert f"0 of {len(KEPT)} tasks are right." in shown.stdout
    words = shown.stdout.split()
    assert [one.number for one in all_tasks() if one.number in words] == [
        one.number for one in KEPT
    ]
    gone = [one for one in all_tasks() if one not in KEPT]
    assert not any((root / one.tests).exists() for one in gone)
    for file in files(gone[:1]):
        assert "Task 1.1" not in (root / file).read_text(encoding="utf-8")
    # 1.3 needs 1.2, which is given: nothing is said about it.
    told = command(root, "check", "1.3").stdout
    assert "1.3" in told
    assert "1.2" not in told


def test_what_is_left_out_is_not_graded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grading, "chosen", lambda: KEPT)
    found = grading.grade(Submission("abc", {}))
    assert [one.task for one in found] == list(KEPT)
