"""What was handed in is checked by one command, and never runs in its process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from edition.grade import Grade, grade, main, table
from edition.students import chosen
from edition.write import ROOT
from student import answered, backpropagates, done, holes, made
from work.book import Book
from work.submission import Entry, Submission, write
from work.tasks import all_tasks, task

BACK = "1.4"


@pytest.fixture(autouse=True)
def every_task(monkeypatch: pytest.MonkeyPatch) -> None:
    """Grade all tasks, also where a course leaves some out."""
    monkeypatch.setattr("edition.grade.chosen", all_tasks)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Right answers to some tasks, as a student's repository hands them in."""
    book = Book(made(tmp_path_factory.mktemp("done"), done()))
    numbers = ("0.1", "1.2", "1.3", BACK, "2.1")
    return {number: book.answer(task(number)) for number in numbers}


def graded(entries: dict[str, Entry], limit: float = 10.0) -> dict[str, Grade]:
    """What came of the tasks that were handed in."""
    found = grade(Submission("abc", entries), limit)
    return {one.task.number: one for one in found if one.result is not None}


def test_right_answers_are_right(answers: dict[str, str]) -> None:
    found = graded({number: Entry(answer) for number, answer in answers.items()})
    assert {number: one.right for number, one in found.items()} == dict.fromkeys(
        answers, True
    )


def test_what_an_answer_leaves_out_is_not_filled_in(answers: dict[str, str]) -> None:
    some = answers[BACK].partition("def backpropagate")[0]
    assert "def topological_sort" in some
    found = graded({BACK: Entry(some, right=True)})[BACK]
    assert not found.right
    assert "backpropagate is not written yet" in str(found.result)


def test_nothing_that_is_not_handed_in_is_right(tmp_path: Path) -> None:
    book = Book(made(tmp_path / "book", holes()))
    assert book.answer(task(BACK)) == ""
    assert graded({BACK: Entry("", right=True, hints=3)}) == {}


def test_own_answers_are_used_where_they_are_right(answers: dict[str, str]) -> None:
    # The later answer needs what only the earlier one has.
    before = answers["1.3"] + "\n\nZERO = 0.0\n"
    later = answers[BACK] + "\n\nNOTHING = ZERO\n"
    assert graded({"1.3": Entry(before), BACK: Entry(later)})[BACK].right
    wrong = before + "\n\ndef broken(:\n"
    found = graded({"1.3": Entry(wrong), BACK: Entry(later)})
    assert not found["1.3"].right
    assert "'ZERO' is not defined" in str(found[BACK].result)
    assert graded({"1.3": Entry(wrong), BACK: Entry(answers[BACK])})[BACK].right


def test_an_answer_is_used_with_those_that_build_on_it(answers: dict[str, str]) -> None:
    # The engine's backward would not find what this forward saves.
    before = answers["1.2"].replace("ctx.save_for_backward(x, y)", "ctx.both = x, y")
    found = graded({"1.2": Entry(before), BACK: Entry(answers[BACK])})
    assert found["1.2"].right
    assert found[BACK].right


WRONG = {
    "no Python": ("def f(:\n", "line 1"),
    "null": ("x = '\0'\n", "null"),
    "endless": (backpropagates("while True: pass"), "never ends"),
    "an exit": ("raise SystemExit\n", "never exits"),
    "deep": ("x = " + "(" * 5000 + ")" * 5000, ""),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_answer_stops_no_other(case: str, answers: dict[str, str]) -> None:
    answer, words = WRONG[case]
    found = graded({BACK: Entry(answer), "2.1": Entry(answers["2.1"])}, limit=4)
    assert not found[BACK].right
    assert words in str(found[BACK].result)
    assert found["2.1"].right


def test_a_mistake_is_told_by_its_line_in_the_answer(tmp_path: Path) -> None:
    answer = "import os\n\n\n" + backpropagates("raise ValueError(str(os.getpid()))")
    result = graded({BACK: Entry(answer)})[BACK].result
    assert result is not None
    mistakes = [f.mistake for f in result.failures if f.mistake]
    own = next(m for m in mistakes if m.kind == "ValueError")
    assert (own.file, own.line) == ("your answer", 5)
    assert own.message != str(os.getpid())


def test_the_table_says_what_a_lecturer_is_to_know() -> None:
    entries = {BACK: Entry(backpropagates("return None"), right=True, hints=2)}
    found = Submission("old", entries, ["notes.txt is the answer to no task"])
    shown = "\n".join(table("a.zip", found, grade(found), "new"))
    assert "version old" in shown
    assert "this one, new" in shown
    assert "notes.txt is the answer to no task" in shown
    row = next(r for r in shown.split("\n") if r.strip().startswith(BACK))
    for words in ("wrong", "2 hints", "the student's own check said: right"):
        assert words in row
    assert f"Task {BACK}" in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "One file is expected"),
        ([""], "FILE=submission.zip"),
        (["nowhere.zip"], "nowhere.zip cannot be read"),
        (["."], "cannot be read"),
        ([__file__], "not a zip file"),
    ],
)
def test_what_is_no_submission_is_refused(arguments: list[str], words: str) -> None:
    with pytest.raises(SystemExit, match=words) as refused:
        main(*arguments)
    assert "\n" not in str(refused.value)


def test_what_a_repository_hands_in_is_graded_by_the_command(tmp_path: Path) -> None:
    if task(BACK) not in chosen():
        pytest.skip(f"this course leaves task {BACK} out")
    root = made(tmp_path / "book", holes())
    right = Book(made(tmp_path / "other", done())).answer(task(BACK))
    answered(root, "HALF = 0.5\n\n\n" + right)
    entries = {BACK: Entry(Book(root).answer(task(BACK)))}
    file = tmp_path / "submission.zip"
    file.write_bytes(write(Submission("abc", entries)))
    shown = subprocess.run(
        [sys.executable, "workbook/edition", "grade", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout
    assert shown.startswith("submission.zip: 1 of ")
    row = next(r for r in shown.split("\n") if r.strip().startswith(BACK))
    assert row.endswith("right")
