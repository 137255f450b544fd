"""Runs the checks of a task in this process, and says what came of it.

The same in a student's repository, in a browser and where submissions are checked.
"""

import io
import json
import os
import re
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from work.anew import anew, forget
from work.answers import Place
from work.mistakes import Lines, Mistake, mistake
from work.tasks import Task, all_tasks, task
from work.telling import Wrong

__all__ = ["Failure", "Result", "forget", "run"]

PRINTED = 2000  # how much of what a program prints is kept, in characters
FOR_CHECKS_ONLY = (
    "cacheprovider",
    "doctest",
    "faulthandler",
    "terminal",
    "threadexception",
    "unraisableexception",
    "warnings",
)


@dataclass
class Failure:
    """A check that failed.

    Args:
        check: what it looks at, in a sentence.
        called: what was called; "" where that is not known.
        came: what came; "" where the student's program raised an error.
        expected: what was expected.
        idea: which idea is missing, where that can be told.
        mistake: the error that the student's program raised.
        printed: the last of what it printed.
    """

    check: str
    called: str = ""
    came: str = ""
    expected: str = ""
    idea: str = ""
    mistake: Mistake | None = None
    printed: str = ""

    @property
    def unwritten(self) -> bool:
        """Whether all that is wrong is that a function is still to be written."""
        return self.mistake is not None and is_hole(self.mistake)


@dataclass
class Result:
    """What came of the checks of a task.

    Args:
        task: its number.
        passed: how many checks passed.
        failures: those that did not, in their order.
        seconds: how long they took.
    """

    task: str
    passed: int = 0
    failures: list[Failure] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def right(self) -> bool:
        """Whether the task is done: something was checked, and nothing failed."""
        return self.passed > 0 and not self.failures

    def as_json(self) -> str:
        """The same as text, for another process or a page."""
        return json.dumps(asdict(self) | {"right": self.right})

    @staticmethod
    def from_json(text: str) -> "Result":
        """What `as_json` wrote, as a result again."""
        return from_dict(json.loads(text))


def from_dict(row: Mapping[str, Any]) -> Result:
    """A result that was written as a dictionary."""
    failures = [
        Failure(**one | {"mistake": Mistake(**one["mistake"])})
        if one["mistake"]
        else Failure(**one)
        for one in row["failures"]
    ]
    return Result(row["task"], row["passed"], failures, row["seconds"])


def is_hole(one: Mistake) -> bool:
    """Whether an error is the one that stands where a task is to be written."""
    return one.kind == "NotImplementedError" and one.message.startswith("Task ")


class Tail(io.TextIOBase):
    """Takes what is printed, and keeps the last of it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.cut = False

    def write(self, text: str) -> int:
        """Take some text."""
        self.parts.append(text)
        self.size += len(text)
        if self.size > 50 * PRINTED:  # now and then, so that much is printed fast
            self.parts = ["".join(self.parts)[-PRINTED:]]
            self.size, self.cut = PRINTED, True
        return len(text)

    def writable(self) -> bool:
        return True

    def taken(self) -> str:
        """What was kept; from then on it is empty."""
        text = "".join(self.parts)
        cut = self.cut or len(text) > PRINTED
        self.__init__()  # type: ignore[misc]
        return ("… " if cut else "") + text[-PRINTED:]


class Recorder:
    """A plugin of pytest that keeps what a student is to be told."""

    def __init__(self, result: Result, lines: Lines, tests: str, printed: Tail) -> None:
        self.result, self.lines, self.tests = result, lines, tests
        self.printed = printed
        self.failed: set[str] = set()

    def pytest_configure(self, config: pytest.Config) -> None:
        config.option.tbstyle = "native"  # nobody reads ours, which are slow to make

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Any:
        report = yield
        printed = self.printed.taken()
        # A mark may leave a check out; a skip from inside is the student's program.
        left_out = report.skipped and call.when == "setup"
        if call.excinfo is not None and not left_out:
            if item.nodeid not in self.failed:
                self.failed.add(item.nodeid)
                failure = self.failure(about(item), call.excinfo.value)
                failure.printed = printed
                self.result.failures.append(failure)
        elif call.when == "call" and report.passed:
            self.result.passed += 1
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Any:
        report = yield
        if not report.passed and report.call.excinfo is not None:
            error = report.call.excinfo.value
            self.add("importing it", error.__cause__ or error)
        return report

    def pytest_internalerror(
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> None:
        """What pytest itself does not survive, such as an exit during an import."""
        self.add("importing it", excinfo.value)

    def pytest_keyboard_interrupt(
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> None:
        """What ends all checks at once; pytest itself does so after a failed import."""
        if not isinstance(excinfo.value, pytest.Session.Interrupted):
            self.add("running to the end", excinfo.value)

    def add(self, check: str, error: BaseException) -> None:
        """Keep an error that is no failure of one check."""
        failure = self.failure(check, error)
        failure.printed = self.printed.taken()
        self.result.failures.append(failure)

    def failure(self, check: str, error: BaseException) -> Failure:
        """What to tell about an exception that ended a check."""
        example = smallest(error)
        error = innermost(error)
        if isinstance(error, Wrong):
            what = (error.called, error.came, error.expected, error.idea)
            cause = error.__cause__ and mistake(error.__cause__, self.lines)
            return Failure(
                check, *what, mistake=cause if cause and cause.file else None
            )
        told = mistake(error, self.lines)
        if told.file or isinstance(error, SyntaxError):
            return Failure(check, called=example, mistake=told)
        line = self.line_of_check(error)
        if not line:
            return Failure(check, called=example, mistake=told)
        # The call itself went wrong, so no line of the student's was met.
        called = f"{line}, where {example}" if example else line
        if isinstance(error, AssertionError):
            return Failure(check, called, "that is not so", "that is so")
        return Failure(
            check, called, f"{told.kind}: {told.message}", "a result, and no error"
        )

    def line_of_check(self, error: BaseException) -> str:
        """The line of a check in which an exception arose; "" if there is none."""
        code = ""
        for frame, line in traceback.walk_tb(error.__traceback__):
            if self.lines.relative(frame.f_code.co_filename) == self.tests:
                code = self.lines.code(self.tests, line)
        return code


def innermost(error: BaseException) -> BaseException:
    """The exception itself, where others were put around it."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def smallest(error: BaseException) -> str:
    """The smallest example that fails, as Hypothesis notes it: "x = 0.0, y = 1.0"."""
    for note in getattr(error, "__notes__", ()):
        found = re.match(r"Falsifying(?: explicit)? example: \w+\((.*)\)", note, re.S)
        if found:
            text = re.sub(r"\s*#[^\n]*", "", found[1])
            text = re.sub(r"\s*\n\s*", " ", text).strip().rstrip(",")
            return re.sub(r"(^|, )(\w+)=", r"\1\2 = ", text)[:500]
    return ""


def about(item: pytest.Item) -> str:
    """What a check looks at: the first line of its docstring, or its name in words."""
    told = getattr(getattr(item, "obj", None), "__doc__", None)
    if told:
        return str(told).strip().split("\n")[0].rstrip(".")
    return item.name.removeprefix("test_").replace("_", " ")


def run(number: str, root: Path, places: Sequence[Place] = ()) -> Result:
    """Run the checks of a task on what stands in the workbook.

    Args:
        number: of the task.
        root: the top of the workbook.
        places: where the lines of an answer were put.
    """
    one = task(number)
    root = root.resolve()
    result = Result(one.number)
    began = perf_counter()
    missing = [f for f in needed(one) if not (root / f).is_file()]
    if missing:
        told = f"{missing[0]} is not there: it was renamed or deleted"
        result.failures.append(
            Failure("looking for its files", mistake=Mistake("", told))
        )
        return result
    printed = Tail()
    others = [other for other in all_tasks() if other != one]
    recorder = Recorder(result, Lines(root, [one, *others], places), one.tests, printed)
    with anew(root), redirect_stdout(printed), redirect_stderr(printed):
        code = pytest.main(options(one, root), plugins=[recorder])
    result.seconds = perf_counter() - began
    if not result.failures and not result.right:
        came = "none was made" if code in (0, 5) else f"pytest ended with {code!r}"
        result.failures.append(
            Failure("running to the end", "the checks", came, "each is made")
        )
    return result


def needed(one: Task) -> list[str]:
    """The files without which a task cannot be checked."""
    modules = [module.replace(".", "/") + ".py" for module in one.modules]
    return [*modules, one.tests]


def options(one: Task, root: Path) -> list[str]:
    """How pytest is called: nothing that stands beside the checks has a part in it."""
    return [
        *(f"-pno:{plugin}" for plugin in FOR_CHECKS_ONLY),
        "--disable-plugin-autoload",
        "--import-mode=importlib",
        f"--rootdir={root}",
        f"--confcutdir={root / 'tests'}",
        f"-c{os.devnull}",
        "-s",
        str(root / one.tests),
    ]


def main() -> None:
    """Check one task and print what came of it as JSON: `python -m work.run 1.4`."""
    print(run(sys.argv[1], Path.cwd()).as_json())


if __name__ == "__main__":
    main()
