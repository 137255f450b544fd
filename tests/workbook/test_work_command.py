"""The student's loop: `python -m work`, and what clumsy hands do to it."""

import base64
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from student import FILE, answered, backpropagates, command, done, holes, made
from work.book import Book, Checked, named
from work.commands import run, top
from work.record import Record, Row
from work.run import Failure, Result
from work.show import report
from work.submission import read
from work.tasks import all_tasks, task

BACK = task("1.4")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workbook in which all was written."""
    return made(tmp_path / "book", done())


@pytest.fixture
def untouched(tmp_path: Path) -> Path:
    """A workbook in which nothing was."""
    return made(tmp_path / "book", holes())


def checked(root: Path, number: str = "1.4", limit: float = 10.0) -> Checked:
    """What came of checking a task."""
    return Book(root).check(task(number), limit)


def told(root: Path, number: str = "1.4") -> str:
    """What a student reads of it."""
    return "\n".join(report(checked(root, number)))


def test_nothing_is_done_in_an_untouched_workbook(untouched: Path) -> None:
    shown = command(untouched)
    assert shown.returncode == 0
    first, *rows = shown.stdout.split("\n")
    assert first == f"0 of {len(all_tasks())} tasks are right."
    for one in all_tasks():
        assert any(
            one.number in r and one.title in r and f"{one.minutes} min" in r
            for r in rows
        )
    assert "Next: task 0.1" in shown.stdout
    after = command(untouched, "check")
    assert after.returncode == 1
    assert after.stdout.startswith("Not begun: 0.1, ")


def test_a_right_task_is_ticked_until_it_changes(root: Path) -> None:
    shown = command(root, "check", "1.4")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith(f"Task 1.4, {BACK.title}: right (")
    assert Record.read(root).row("1.4").right
    assert "1 of " in command(root).stdout.split("\n")[0]
    answered(root, backpropagates("return None"))
    overview = command(root).stdout
    assert overview.startswith("0 of ")
    assert "not checked since a change" in overview


def operators(root: Path, old: str = "", new: str = "") -> None:
    """Answer tasks 0.1 and 0.3, with some text of the file replaced."""
    text = done()["minitorch/operators.py"].decode()
    assert old in text
    (root / "minitorch/operators.py").write_text(text.replace(old, new), "utf-8")


NUMBERS = ("one", "two", "three", "four")
NEG = ("return -x", "return x")  # a mistake in 0.1, on which 0.3 builds


def test_a_change_unticks_what_builds_on_it(untouched: Path) -> None:
    operators(untouched)
    assert command(untouched, "check", "0.1", "0.3").returncode == 0
    operators(untouched, *NEG)
    overview = command(untouched).stdout
    assert overview.startswith("0 of ")
    assert overview.count("not checked since a change") == 2
    every = f"of {len(all_tasks())} tasks are right"
    assert f"0 {every}" in command(untouched, "submit").stdout
    operators(untouched)
    assert f"2 {every}" in command(untouched, "submit").stdout
    assert command(untouched).stdout.startswith("2 of ")


def test_where_to_begin_is_said_before_what_is_wrong(untouched: Path) -> None:
    def first() -> str:
        return command(untouched, "check", "0.3").stdout.split("\n")[2]

    operators(untouched, *NEG)
    assert first().startswith("  It builds on 0.1, not checked yet: begin there")
    command(untouched, "check", "0.1")
    assert "on 0.1, not right yet: begin there" in first()
    assert first().endswith("with `python -m work check 0.1`.")
    operators(untouched)
    command(untouched, "check", "0.1")
    operators(untouched, *NEG)
    assert "on 0.1, not checked since a change: begin" in first()
    command(untouched, "check", "0.1")
    operators(untouched, "return map(neg)(xs)", "return xs")
    command(untouched, "check", "0.1")
    assert "builds on" not in command(untouched, "check", "0.3").stdout


def test_the_other_checks_that_do_not_pass_are_named() -> None:
    failures = [Failure(f"It is {word}") for word in NUMBERS]
    result = Result("1.4", failures=failures)
    lines = report(Checked(BACK, True, result))
    at = lines.index("  3 more checks do not pass:")
    assert lines[at + 1 : at + 4] == [
        "    It is two", "    It is three", "    It is four",
    ]  # fmt: skip
    result.failures *= 3
    lines = report(Checked(BACK, True, result))
    at = lines.index("  11 more checks do not pass:")
    assert lines[at + 5 : at + 7] == ["    It is two", "    and 6 more"]
    result.failures = failures[:2]
    lines = report(Checked(BACK, True, result))
    assert "  1 more check does not pass:" in lines


def test_a_function_that_was_renamed_is_named(untouched: Path) -> None:
    operators(untouched, "def neg(", "def negative(")
    shown = told(untouched, "0.1")
    file = "minitorch/operators.py"
    first = shown.split("\n")[2]
    assert first == f"  neg is not in {file}: was it renamed or deleted?"
    assert "close(" not in shown
    operators(untouched, "def neg(", "neg = lambda x: -x\n\n\ndef negative(")
    assert checked(untouched, "0.1").right


def test_pytest_collects_only_the_task_that_is_asked_for(untouched: Path) -> None:
    (untouched / "tests/test_task0_2.py").write_text("this is no Python\n")
    pytest_ = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    shown = subprocess.run(
        [*pytest_, "-m", "task0_1", "tests"],
        cwd=untouched, capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    assert "test_task0_1.py" in shown
    assert "test_task0_2" not in shown


def test_a_module_names_all_its_tasks() -> None:
    assert [one.number for one in named(["2.1", "1", "1.4"])] == [
        "1.1", "1.2", "1.3", "1.4", "1.5", "2.1",
    ]  # fmt: skip


def test_a_wrong_result_says_what_was_called_what_came_and_what_was_expected(
    root: Path,
) -> None:
    answered(root, backpropagates("return None"))
    shown = command(root, "check", "1.4")
    assert shown.returncode == 1
    for word in ("called ", "came ", "expected "):
        assert f"\n    {word}" in shown.stdout
    assert "hint 1.4" in shown.stdout


# What is written, the name of what is told, and some of its words.
MISTAKES = {
    "a name": ("undefined", "NameError", "'undefined' is not defined"),
    "an exit": ("import sys; sys.exit(0)", "SystemExit", "never exits"),
    "a hard exit": ("import os; os._exit(0)", "SystemExit", "never exits"),
    "a recursion": ("backpropagate(variable)", "RecursionError", "without end"),
    "a lambda": ("(lambda x: x + None)(1)", "TypeError", "unsupported operand"),
    "a skip": ("import pytest; pytest.skip('done')", "Skipped", "done"),
    "an interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt", "interrupted"),
    "a question": ("input('how many')", "EOFError", "leave out input"),
    "an endless loop": ("while True: pass", "Endless", "never ends"),
    "a crash": ("import ctypes; ctypes.string_at(0)", "Crash", "broke off"),
    "a missing file": ("import nothing", "ModuleNotFoundError", "'nothing'"),
    "an own file": ("import mine", "ModuleNotFoundError", "is not handed in"),
    "a neighbour": ("from . import mine", "ImportError", "is not handed in"),
    "a full name": (
        "import minitorch.mine", "ModuleNotFoundError", "into minitorch/autodiff.py",
    ),
    "a strange error": (
        "raise type('E', (Exception,), {'__str__': lambda s: 1})()", "E", "be read",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_in_the_students_own_line(root: Path, case: str) -> None:
    line, kind, words = MISTAKES[case]
    if case != "an own file":
        (root / "minitorch/mine.py").write_text("X = 1\n")
    (root / "mine.py").write_text("X = 1\n")
    answered(root, backpropagates(line))
    found = checked(root, limit=4.0)
    assert not found.right
    mistake = found.result.failures[0].mistake
    assert mistake is not None
    assert (mistake.kind, mistake.file, mistake.code) == (kind, FILE, line)
    assert words in mistake.message
    lines = (root / FILE).read_text().split("\n")
    assert lines[mistake.line - 1].strip() == line
    assert "Traceback" not in "\n".join(report(found))


def test_a_machine_that_is_busy_is_told_from_a_loop_without_end(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("work.alone.PATIENCE", 0.5)
    answered(root, backpropagates("import time; time.sleep(99)"))
    mistake = checked(root).result.failures[0].mistake
    assert mistake is not None
    assert mistake.kind == "Endless"
    said = r"not ended after 5 seconds, and computed for (\d\.\d) of them; .* busy"
    seconds = re.search(said, mistake.message)
    assert seconds, mistake.message
    assert 0 < float(seconds[1]) < 5


@pytest.mark.parametrize("line", ["exit()", "import pytest; pytest.exit('x')"])
def test_what_ends_python_during_an_import_is_told(root: Path, line: str) -> None:
    answered(root, line + "\n")
    mistake = checked(root).result.failures[0].mistake
    assert mistake is not None
    assert mistake.file == FILE
    assert mistake.code == line


def test_threads_that_never_end_stop_nothing(root: Path) -> None:
    start = (
        "import threading, time\nthreading.Thread(target=time.sleep, args=[99]).start()"
    )
    answered(root, start + "\n")
    found = checked(root)
    assert found.right
    assert found.result.seconds < 5


def test_much_that_is_printed_is_cut(root: Path) -> None:
    answered(root, backpropagates("print('much' * 50_000)\nprint('end')\nmissing"))
    failure = checked(root).result.failures[0]
    assert len(failure.printed) < 2100
    assert failure.printed.endswith("end\n")
    assert len(told(root)) < 2000


def test_no_code_of_a_student_runs_in_this_process(root: Path) -> None:
    answered(
        root,
        "import os, pathlib\npathlib.Path('/dev/null').exists()\nAT = os.getpid()\n",
    )
    answered(root, backpropagates("raise ValueError(str(AT))"))
    mistake = checked(root).result.failures[0].mistake
    assert mistake is not None
    assert mistake.kind == "ValueError"
    assert mistake.message != str(os.getpid())


def spoiled(root: Path, change: str) -> None:
    """Make the file of task 1.4 one that cannot be read."""
    path = root / FILE
    data = path.read_bytes()
    match change:
        case "syntax":
            path.write_bytes(
                data.replace(b"def backpropagate(", b"def backpropagate((")
            )
        case "tabs":
            path.write_bytes(data + b"def f():\n\tx = 1\n        y = 2\n")
        case "null":
            path.write_bytes(data + b"\n\0\n")
        case "latin-1":
            path.write_bytes(data + b"# caf\xe9\n")
        case "return":
            path.write_bytes(data + b"return 1\n")
        case "deleted":
            path.unlink()
        case "renamed":
            path.rename(root / "minitorch/autodif.py")


FAULTS = {
    "syntax": "SyntaxError",
    "tabs": "TabError",
    "null": "null character",
    "latin-1": "not text in UTF-8",
    "return": "'return' outside function",
    "deleted": "is not there",
    "renamed": "is not there",
}


@pytest.mark.parametrize("change", FAULTS)
def test_a_file_that_cannot_be_read_stops_only_what_needs_it(
    root: Path, change: str
) -> None:
    spoiled(root, change)
    shown = told(root)
    assert FAULTS[change] in shown
    assert FILE in shown
    assert "Traceback" not in shown
    assert Book(root).fault(task("2.1")) is None
    assert not Book(root).left(task("2.1"))
    overview = command(root)
    assert overview.returncode == 0
    assert FILE in overview.stdout


def test_a_fault_is_told_in_full_once(root: Path) -> None:
    spoiled(root, "syntax")
    shown = command(root, "check", "1.3", "1.4", "2.4").stdout
    assert shown.count("SyntaxError") == 1
    assert shown.count(f"cannot be checked before {FILE} can be read") == 2


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(root: Path) -> None:
    for name in (FILE, "tests/test_task1_4.py", "work/tasks.py"):
        path = root / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    shown = command(root, "check", "1.4")
    assert shown.returncode == 0, shown.stdout
    assert "changed" not in shown.stdout


def test_files_of_the_students_own_do_no_harm(root: Path) -> None:
    names = "random numpy conftest minitorch work pytest hypothesis mine tests/random"
    for name in names.split():
        (root / f"{name}.py").write_text("raise SystemExit('taken for another')\n")
    (root / "tests/test_mine.py").write_text("def test_mine(): assert False\n")
    (root / "pytest.ini").write_text("[pytest]\naddopts = --nothing\n")
    (root / "pyproject.toml").write_text("this = = is no TOML\n")
    shown = command(root, "check", "1.4", PYTEST_ADDOPTS="--nothing")
    assert (shown.returncode, shown.stderr) == (0, "")


def test_checks_that_were_changed_are_not_used_and_that_is_said(root: Path) -> None:
    answered(root, backpropagates("return None"))
    (root / BACK.tests).write_text("def test_all_is_well():\n    pass\n")
    shown = command(root, "check", "1.4")
    assert shown.returncode == 1
    assert f"{BACK.tests} was changed" in shown.stdout
    assert "not those of the workbook" in shown.stdout


def test_what_is_still_to_write_is_named(untouched: Path) -> None:
    one = task("1.4")
    assert len(Book(untouched).left(one)) == len(one.functions)
    right = Book(made(untouched.parent / "other", done())).answer(one)
    answered(untouched, right.partition("def backpropagate")[0])
    assert Book(untouched).left(one) == ["backpropagate"]
    shown = command(untouched, "check", "1.4").stdout
    assert "Still to write: backpropagate" in shown
    assert "is not written yet" in shown
    assert "raise NotImplementedError" not in shown


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["chekc"], "work check"),
        (["1.4"], "work check 1.4"),
        (["1"], "work check 1"),
        (["check", "3"], "expected one of"),
        (["nothing"], "work help"),
        (["check", "9.9"], "2.1"),
        (["check", "--all"], "--json"),
        (["hint", "1.3", "1.4"], "hint 1.4"),
        (["hint", "x"], "expected one of"),
        (["next", "1.4"], "nothing after it"),
        (["submit", "answers.txt"], ".zip"),
        (["submit", "nowhere/a.zip"], "cannot be written"),
    ],
)
def test_what_is_mistyped_is_told_in_a_sentence(
    untouched: Path,
    words: list[str],
    meant: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(untouched)
    assert run(words) == 2
    message = capsys.readouterr().err
    assert meant in message
    assert message.count("\n") == 1


def test_hints_come_one_by_one_and_are_recorded(untouched: Path) -> None:
    for number in (1, 2, 3, 3):
        shown = command(untouched, "hint", "task1_4").stdout
        assert shown.count("Hint ") == number
        assert Record.read(untouched).row("1.4") == Row(hints=number)
        for hint in BACK.hints[:number]:
            assert hint.strip().split("\n")[0] in shown
    assert "3 hints read" in command(untouched).stdout


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"tasks": {"1.4": {"hints": 9}}}', "\0"]
)
def test_a_damaged_record_is_set_aside(untouched: Path, text: str) -> None:
    (untouched / ".work.json").write_text(text)
    shown = command(untouched)
    assert shown.returncode == 0
    assert shown.stdout.count("was damaged") == 1
    assert (untouched / ".work.json.damaged").read_text() == text
    assert "damaged" not in command(untouched).stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_every_console_is_good_enough(root: Path, encoding: str) -> None:
    answered(root, backpropagates("raise ValueError('→ \\x1b[31m µ')"))
    shown = command(root, "check", "1.4", PYTHONIOENCODING=encoding)
    assert (shown.returncode, shown.stderr) == (1, "")
    assert "\x1b" not in shown.stdout


def test_a_pipe_may_be_closed(untouched: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "work"],
        cwd=untouched,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_any_folder_below_the_top_will_do(
    untouched: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert top(untouched / "minitorch" / "plot") == untouched
    assert top(untouched) == untouched
    monkeypatch.chdir(tmp_path)
    assert run(["next"]) == 2  # this very package stands beside no engine


def test_a_workflow_gets_a_table_and_points(root: Path, tmp_path: Path) -> None:
    answered(root, backpropagates("return None"))
    summary, output = tmp_path / "summary", tmp_path / "output"
    command(
        root, "check", "1.4", "2.1", "--github",
        GITHUB_STEP_SUMMARY=str(summary), GITHUB_OUTPUT=str(output),
    )  # fmt: skip
    rows = [r for r in summary.read_text("utf-8").split("\n") if r.startswith("| ")]
    assert [row.split(" | ")[0] for row in rows[1:]] == ["| 1.4", "| 2.1"]
    assert "not right yet" in rows[1]
    assert " right " in rows[2]
    name, _, value = output.read_text("utf-8").strip().partition("=")
    points = json.loads(base64.b64decode(value))
    assert name == "result"
    assert (points["status"], points["max_score"]) == ("fail", 2)
    tests = points["tests"]
    assert [(t["status"], t["score"]) for t in tests] == [("fail", 0), ("pass", 1)]


def test_a_program_can_read_what_came(root: Path) -> None:
    shown = command(root, "check", "--json", "1.4")
    found = json.loads(shown.stdout)
    assert [row["task"] for row in found["tasks"]] == ["1.4"]
    assert found["tasks"][0]["right"]


def test_what_is_handed_in_has_answers_ticks_and_hints(
    untouched: Path,
) -> None:
    right = Book(made(untouched.parent / "other", done())).answer(BACK)
    beside = "import math\n\nHALF = 0.5\n\n\ndef mine():\n    return math.pi\n\n\n"
    answered(untouched, beside + right)
    command(untouched, "hint", "1.4")
    shown = command(untouched, "submit")
    assert shown.returncode == 0, shown.stderr
    found = read((untouched / "submission.zip").read_bytes())
    assert found.version == "0123456789"
    assert set(found.entries) == {"1.4"}
    entry = found.entries["1.4"]
    assert entry.hints == 1
    for part in ("import math", "HALF = 0.5", "def mine():", "def backpropagate("):
        assert part in entry.answer
    assert "class Variable" not in entry.answer
    assert "Lock" not in entry.answer


def test_what_is_not_handed_in_is_said(untouched: Path) -> None:
    (untouched / "project/mine.py").write_text("X = 1\n")
    operators(untouched, "import math\n", "import math\nfrom project.mine import X\n")
    told = "project/mine.py is a file of your own, and is not handed in; put "
    shown = command(untouched, "submit").stdout
    assert f"\n{told}what you need into minitorch/operators.py.\n" in shown
    assert told in command(untouched, "check", "0.1").stdout


def test_a_file_that_cannot_be_read_is_handed_in_whole(root: Path) -> None:
    spoiled(root, "syntax")
    text = (root / FILE).read_text("utf-8")
    assert Book(root).answer(BACK) == text
    entries = {"0.1": Book(root).answer(task("0.1"))}
    assert entries["0.1"].startswith("def mul(")
