"""What is told about tasks, as lines of plain text."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from work.book import Book, Checked
from work.mistakes import Mistake
from work.record import Record
from work.run import Failure, is_hole
from work.tasks import Task, all_tasks, files, needed

COMMAND = "python -m work"


def overview(book: Book, record: Record) -> list[str]:
    """A table of all tasks, what is next, and how long it takes."""
    states = {one: state(one, book, record) for one in all_tasks()}
    width = max(len(one.title) for one in states)
    done = [one for one, told in states.items() if told.startswith("right")]
    lines = [f"{len(done)} of {len(states)} tasks are right.", ""]
    for one, told in states.items():
        rest = "" if one in done else minutes(one.minutes)
        lines.append(
            f"  {one.number:4} {one.title:{width}}  {rest:>6}  {told}".rstrip()
        )
    return [*lines, "", *what_is_next(book, record)]


def state(one: Task, book: Book, record: Record) -> str:
    """How far a task is, in a few words."""
    row = record.row(one.number)
    told = status(one, book, record)
    hints = f", {count(row.hints, 'hint')} read" if row.hints else ""
    fault = book.fault(one) if book.fault_of(one) else None
    if fault:
        return (
            fault.message if not fault.file else f"{fault.file} cannot be read"
        ) + hints
    if told == "not begun":
        return hints.removeprefix(", ")
    left = len(book.left(one))
    if left and told != "right":
        told = f"{len(one.functions) - left} of {len(one.functions)} functions, {told}"
    return told + hints


def status(one: Task, book: Book, record: Record) -> str:
    """What the last check of a task said, if that still holds, in a few words."""
    row = record.row(one.number)
    if not book.begun(one):
        return "not begun"
    if not row.answer:
        return "not checked yet"
    if row.answer != book.digest(one):
        return "not checked since a change"
    return "right" if row.right else "not right yet"


def waits(one: Task, book: Book, record: Record) -> str:
    """The first task before this one that is not known to be right, in a sentence."""
    for earlier in needed(one):
        told = status(earlier, book, record)
        if told != "right":
            number = earlier.number
            return (
                f"It builds on {number}, {told}: begin there with "
                f"`{COMMAND} check {number}`."
            )
    return ""


def what_is_next(book: Book, record: Record) -> list[str]:
    """The first task that is not right, and what there is for it."""
    one = next_task(book, record)
    if one is None:
        return [f"All tasks are right. To hand in: {COMMAND} submit"]
    rest = sum(
        t.minutes for t in all_tasks() if not state(t, book, record).startswith("right")
    )
    left = book.left(one)
    where = ", ".join(files([one]))
    return [
        f"Next: task {one.number}, {one.title}, about {minutes(one.minutes)}.",
        f"  page    {one.page}.html on the site of the course",
        *([f"  file    {where}"] if where else []),
        *([f"  write   {listed(left)}"] if left else []),
        f"  check   {COMMAND} check {one.number}",
        f"  hint    {COMMAND} hint {one.number}",
        f"All that is left takes about {minutes(rest)}.",
    ]


def next_task(book: Book, record: Record) -> Task | None:
    """The first task that is not right."""
    return next(
        (
            one
            for one in all_tasks()
            if not state(one, book, record).startswith("right")
        ),
        None,
    )


def report(checked: Checked, waits: str = "") -> list[str]:
    """What came of checking a task.

    Args:
        checked: what came.
        waits: which task before it is to be mended first, in a sentence.
    """
    one, result = checked.task, checked.result
    title = f"Task {one.number}, {one.title}: "
    if checked.right:
        seconds = max(0.1, result.seconds)
        return [f"{title}right ({count(result.passed, 'check')}, {seconds:.1f} s)."]
    if not checked.begun and not result.failures:
        return [f"{title}not begun. Write in {', '.join(files([one]))}."]
    failures = result.failures
    total = result.passed + len(failures)
    told = f"{result.passed} of {count(total, 'check')} passed."
    lines = [title + (told if result.passed else "not right yet."), ""]
    if waits and not checked.fault:
        lines += [*indented([waits]), ""]
    if failures:
        lines += [*indented(failure_lines(failures[0])), ""]
        lines += indented(more_lines([failure.check for failure in failures[1:]]))
    if checked.left:
        lines.append(f"  Still to write: {listed(checked.left)}")
    lines.append(f"  A hint: {COMMAND} hint {one.number}")
    return lines


def more_lines(checks: Sequence[str], most: int = 5) -> list[str]:
    """The other checks that do not pass, the first few of many."""
    if not checks:
        return []
    rest = len(checks) - most
    return [
        f"{count(len(checks), 'more check')} {'do' if len(checks) > 1 else 'does'} "
        "not pass:",
        *indented(checks[:most]),
        *indented([f"and {rest} more"] if rest > 0 else []),
    ]


def stopped(one: Task, fault: Mistake) -> list[str]:
    """What to say of a task that stops at a fault that was told before."""
    what = f"before {fault.file} can be read" if fault.file else f"as {fault.message}"
    return [f"Task {one.number}, {one.title}: cannot be checked {what}."]


def not_begun(results: Iterable[Checked]) -> list[str]:
    """The tasks of which nothing was written, in one line."""
    numbers = [checked.task.number for checked in results if not checked.begun]
    return [f"Not begun: {', '.join(numbers)}."] if numbers else []


def failure_lines(failure: Failure) -> list[str]:
    """A failure: the student's own line first, then what was called, came, expected."""
    rows = {
        "with" if not failure.came else "called": failure.called,
        "came": failure.came,
        "expected": failure.expected,
        "idea": "\n".join(folded(failure.idea)),
    }
    if failure.mistake:
        lines = mistake_lines(failure.mistake)
        rows = {"check": failure.check, **rows}
    else:
        lines = [failure.check]
    for name, value in rows.items():
        if value:
            first, *rest = value.split("\n")
            lines += indented([f"{name:9} {first}", *(f"{'':9} {r}" for r in rest)])
    if failure.printed.strip():
        last = failure.printed.strip().split("\n")[-5:]
        lines += indented(["printed:", *indented(line[:200] for line in last)])
    return lines


def folded(text: str) -> list[str]:
    """Some prose in lines that a console does not break."""
    return textwrap.wrap(text, 72, break_long_words=False) or [""]


def mistake_lines(mistake: Mistake) -> list[str]:
    """An error in the student's own line."""
    kind = f"{mistake.kind}: " if mistake.kind and not is_hole(mistake) else ""
    first, *rest = f"{kind}{mistake.message}".split("\n")
    lines = [first, *indented(rest)]
    if not mistake.file:
        return lines
    where = f"{mistake.file}, line {mistake.line}:" if mistake.line else mistake.file
    code = indented([mistake.code]) if mistake.code and not is_hole(mistake) else []
    return [where, *code, *lines]


def hint_lines(one: Task, number: int) -> list[str]:
    """The first hints of a task, the last of them in full."""
    lines = []
    for i, hint in enumerate(one.hints[:number], 1):
        lines += [f"Hint {i} of 3:", *indented(hint.strip().split("\n")), ""]
    if number < 3:
        lines.append(f"One more: {COMMAND} hint {one.number}")
    else:
        lines.append("That was the last hint.")
    return lines


def remarks(changed: Mapping[str, str]) -> list[str]:
    """What to say about files that are not to be changed, and were."""
    checks = {n: how for n, how in changed.items() if n.startswith(("tests/", "work/"))}
    others = {n: how for n, how in changed.items() if n not in checks}
    lines = []
    for name, how in checks.items():
        lines.append(
            f"{name} {how}: the checks there are not those of the workbook; "
            "its own were used."
        )
    for name, how in others.items():
        lines.append(
            f"{name} {how}: no task is written there; the file as given was used."
        )
    return lines[:5] + (
        [f"... and {len(lines) - 5} more files."] if len(lines) > 5 else []
    )


def indented(lines: Iterable[str]) -> list[str]:
    """Lines moved to the right."""
    return ["  " + line for line in lines]


def minutes(number: int) -> str:
    """A length of time: "45 min", "9 h"."""
    return f"{number} min" if number <= 120 else f"{round(number / 60)} h"


def count(number: int, what: str) -> str:
    """A number of things."""
    return f"{number} {what}" + ("s" if number != 1 else "")


def listed(words: Sequence[str], most: int = 6) -> str:
    """Words in a row, the first few of many."""
    rest = len(words) - most
    return ", ".join(words[:most]) + (f" and {rest} more" if rest > 0 else "")
