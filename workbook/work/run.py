"""Runs the checks of a task in this process, and says what came of it.

The same in a student's repository, in a browser and where submissions are checked.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from work.answers import Place
from work.mistakes import Mistake, mistake
from work.tasks import Task, files, task
from work.telling import Wrong


@dataclass
class Failure:
    """A check that failed.

    Args:
        check: what it looks at, in a sentence.
        called: what was called; "" where the student's program raised an error.
        came: what came.
        expected: what was expected.
        idea: which idea is missing, where that can be told.
        mistake: the error that the student's program raised.
        printed: what it printed.
    """

    check: str
    called: str = ""
    came: str = ""
    expected: str = ""
    idea: str = ""
    mistake: Mistake | None = None
    printed: str = ""


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


class Recorder:
    """A plugin of pytest that keeps what a student is to be told."""

    def __init__(
        self, result: Result, one: Task, root: Path, places: list[Place]
    ) -> None:
        self.result, self.root, self.places = result, root, places
        self.own = set(files([one]))
        self.failed: set[str] = set()

    def pytest_configure(self, config: pytest.Config) -> None:
        config.option.tbstyle = "native"  # nobody reads ours, which are slow to make

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Any:
        report = yield
        check = about(item)
        if call.excinfo is not None and item.nodeid not in self.failed:
            self.failed.add(item.nodeid)
            failure = self.failure(check, call.excinfo.value)
            failure.printed = report.capstdout[-2000:]
            self.result.failures.append(failure)
        elif call.when == "call" and report.passed:
            self.result.passed += 1
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Any:
        report = yield
        if report.failed and report.call.excinfo is not None:
            error = report.call.excinfo.value
            error = error.__cause__ or error  # pytest wraps what an import raised
            self.result.failures.append(self.failure("it can be imported", error))
        return report

    def failure(self, check: str, error: BaseException) -> Failure:
        """What to tell about an exception that ended a check."""
        if isinstance(error, Wrong):
            return Failure(check, error.called, error.came, error.expected, error.idea)
        return Failure(check, mistake=mistake(error, self.root, self.own, self.places))


def about(item: pytest.Item) -> str:
    """What a check looks at: the first line of its docstring, or its name in words."""
    told = getattr(getattr(item, "obj", None), "__doc__", None)
    if told:
        return str(told).strip().split("\n")[0]
    return item.name.removeprefix("test_").replace("_", " ")


def run(number: str, root: Path, places: Sequence[Place] = ()) -> Result:
    """Run the checks of a task on what stands in the workbook.

    Args:
        number: of the task.
        root: the top of the workbook.
        places: where the lines of an answer were put.
    """
    one = task(number)
    result = Result(one.number)
    recorder = Recorder(result, one, root, list(places))
    options = [
        "-p",
        "no:cacheprovider",
        "-p",
        "no:terminal",
        "-p",
        "no:doctest",
        "-c",
        str(root / "pyproject.toml"),
    ]
    began = perf_counter()
    code = pytest.main([*options, str(root / one.tests)], plugins=[recorder])
    result.seconds = perf_counter() - began
    if (
        code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
        and not result.failures
    ):
        result.failures.append(
            Failure(
                "the checks run",
                "the checks",
                f"pytest ended with {code!r}",
                "every check ends",
            )
        )
    return result


def main() -> None:
    """Check one task and print what came of it as JSON: `python -m work.run 1.4`."""
    print(run(sys.argv[1], Path.cwd()).as_json())


if __name__ == "__main__":
    main()
