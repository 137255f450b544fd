"""Checks a file that a student handed in: `python workbook/edition grade FILE`.

A task is checked with the student's own right answers to the tasks that it needs, and
with the engine's functions for everything else. Nothing of a student's runs in this
process.
"""

import json
import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from os import cpu_count
from pathlib import Path
from threading import Event
from typing import Any

from edition.students import chosen, workbook
from edition.write import answered, contents, version
from work.alone import LIMIT, alone
from work.answers import Unreadable
from work.mistakes import Mistake
from work.run import Failure, Result
from work.show import count, failure_lines, indented
from work.submission import Entry, Refused, Submission, read
from work.tasks import Task, needed

LARGEST = 5_000_000  # bytes of a file to be read


@dataclass(frozen=True)
class Grade:
    """What came of one task of a submission.

    Args:
        task: which.
        entry: what was handed in.
        result: what the checks said; None where there is no answer.
    """

    task: Task
    entry: Entry
    result: Result | None

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.result is not None and self.result.right


def grade(found: Submission, limit: float = 2 * LIMIT) -> list[Grade]:
    """Check every answer of a submission.

    Args:
        found: what was handed in.
        limit: after how many seconds the program of a task is ended.
    """
    stop = Event()
    pool = ThreadPoolExecutor(max(1, min(4, cpu_count() or 1)))
    futures: dict[Task, Future[Result | None]] = {}
    tasks = chosen()

    def check(one: Task) -> Result | None:
        answer = found.entries.get(one.number, Entry()).answer
        if not answer:
            return None
        right = {}
        before = [other for other in needed(one) if other in tasks]
        for other in before:  # begun before this one, so none waits for ever
            result = futures[other].result()
            if result is not None and result.right:
                right[other] = found.entries[other.number].answer
        # An answer is used with those that build on it, or not at all: an own backward
        # reads what the own forward saved, the engine's may look for something else.
        whole = [
            other
            for other in right
            if all(n in right for n in before if other in needed(n))
        ]
        right = {other: right[other] for other in whole}
        return one_task(one, answer, right, limit, stop)

    try:
        for one in tasks:
            futures[one] = pool.submit(check, one)
        return [
            Grade(one, found.entries.get(one.number, Entry()), futures[one].result())
            for one in tasks
        ]
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


def one_task(
    one: Task, answer: str, right: Mapping[Task, str], limit: float, stop: Event
) -> Result:
    """Check one answer.

    Args:
        one: the task.
        answer: what was written.
        right: the student's right answers to the tasks that it needs.
        limit: after how many seconds the program is ended.
        stop: ends it at once when it is set.
    """
    # What an answer leaves out is not there: the engine does not fill it in.
    files = contents([one])
    for other, text in right.items():
        files, _ = answered(files, other, text)
    try:
        files, places = answered(files, one, answer)
    except (Unreadable, RecursionError, MemoryError) as error:
        told = Failure("reading the answer", mistake=Mistake("", str(error)))
        return Result(one.number, failures=[told])
    result = alone(files, one.number, places, limit, stop)
    result.failures.sort(key=lambda failure: failure.unwritten)
    return result


def table(name: str, found: Submission, grades: list[Grade], now: str) -> list[str]:
    """All that a lecturer is to know, as lines of text."""
    lines = [
        f"{name}: {sum(g.right for g in grades)} of {len(grades)} tasks are right."
    ]
    if found.version != now:
        lines.append(
            f"It was made with version {found.version or '(not known)'} of the "
            f"workbook, and checked with this one, {now}."
        )
    lines += [*found.remarks, ""]
    width = max(len(g.task.title) for g in grades)
    for g in grades:
        told = "right" if g.right else "wrong" if g.result else "no answer"
        hints = count(g.entry.hints, "hint") if g.entry.hints else ""
        other = ""
        if g.entry.right and not g.right:
            other = "the student's own check said: right"
        line = (
            f"  {g.task.number:4} {g.task.title:{width}}  {told:9}  {hints:7}  {other}"
        )
        lines.append(line.rstrip())
    for g in grades:
        if g.result and g.result.failures:
            first, *rest = g.result.failures
            more = f" (and {count(len(rest), 'more check')})" if rest else ""
            lines += [
                "",
                f"Task {g.task.number}{more}:",
                *indented(failure_lines(first)),
            ]
    return lines


def as_json(found: Submission, grades: list[Grade], now: str) -> dict[str, Any]:
    """The same for a program."""
    tasks = {
        g.task.number: {
            "right": g.right,
            "answered": g.result is not None,
            "hints": g.entry.hints,
            "ticked": g.entry.right,
            "failures": [asdict(f) for f in g.result.failures] if g.result else [],
        }
        for g in grades
    }
    about = {"version": found.version, "checked_with": now, "remarks": found.remarks}
    return about | {"tasks": tasks}


def main(*arguments: str) -> None:
    """Check a file, and print what came of it.

    Args:
        arguments: the file; and --json for a program that reads it.
    """
    names = [one for one in arguments if one != "--json"]
    if len(names) != 1 or not names[0] or names[0].startswith("-"):
        sys.exit("One file is expected: make grade FILE=submission.zip")
    path = Path(names[0])
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"it has more than {LARGEST} bytes, which no submission has")
        found = read(path.read_bytes())
    except OSError as error:
        sys.exit(f"{path} cannot be read: {error.strerror}.")
    except Refused as error:
        sys.exit(f"{path.name}: {error}.")
    now = version(workbook(chosen()))
    grades = grade(found)
    if "--json" in arguments:
        print(json.dumps(as_json(found, grades, now), indent=2))
        return
    for line in table(path.name, found, grades, now):
        print("".join(c if c.isprintable() else ascii(c)[1:-1] for c in line))
