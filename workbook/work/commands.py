"""What the command of the workbook does, and what it says."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path

from work import github, given, show, submission
from work.book import Book, Checked, named
from work.load import load
from work.mistakes import Mistake
from work.record import Record
from work.tasks import Task, all_tasks

USAGE = """\
python -m work                  what is done, what is next
python -m work check            check all tasks
python -m work check 1.4        check a task, or several; check 1: those of module 1
python -m work hint 1.4         a hint; once more for the next of three
python -m work next             what to do next
python -m work submit           write submission.zip, the file to hand in
python -m work load FILE.zip    put the answers of such a file, from the pages of the
                                course, into your files
pytest -m task1_4               the checks of a task, run by pytest itself

check --json      what came of the checks, for a program
check --github    for a workflow: a table into the summary, points for the Classroom"""


class Mistyped(ValueError):
    """A command that cannot be done as it was typed; the message says why."""


def run(arguments: list[str]) -> int:
    """Do a command.

    Args:
        arguments: what was typed after `python -m work`.

    Returns:
        The exit code: 0 where all is well, 1 where a check did not pass, 2 where the
        command was mistyped.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console may be without our letters, and a log is to be read at once.
            stream.reconfigure(errors="replace", line_buffering=True)
    try:
        code = done(arguments)
        sys.stdout.flush()
        return code
    except Mistyped as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Who read this has read enough; Python must not try to write at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def done(arguments: list[str]) -> int:
    """Do a command; its exit code.

    Raises:
        Mistyped: it cannot be done so.
    """
    command, *rest = arguments or ["overview"]
    if {"-h", "--help", "help"} & set(arguments):
        print(USAGE)
        return 0
    commands: dict[str, Callable[[Book, Record, list[str]], int]] = {
        "overview": overview,
        "check": check,
        "hint": hint,
        "next": next_,
        "submit": submit,
        "load": load_,
    }
    if command not in commands:
        near = get_close_matches(command, commands, n=1)
        try:
            named([command])
            meant = f"`{show.COMMAND} check {command}`"
        except KeyError:
            meant = f"`{show.COMMAND} {near[0]}`" if near else f"`{show.COMMAND} help`"
        raise Mistyped(f"There is no command {command!r}; did you mean {meant}?")
    root = top(Path.cwd())
    book, record = Book(root), Record.read(root)
    if record.remark:
        print(record.remark + "\n")
    return commands[command](book, record, rest)


def top(start: Path) -> Path:
    """The top of the workbook that a folder is in, or of this very one.

    Raises:
        Mistyped: there is none.
    """
    here = Path(__file__).resolve().parent.parent
    for folder in (start, *start.parents, here):
        if (folder / "work" / "tasks.toml").is_file() and (
            (folder / "minitorch").is_dir() and folder.name != "site-packages"
        ):
            return folder
    raise Mistyped(
        "There is no workbook here: change to its folder, in which README.md, "
        "minitorch and tests are, and type the command again."
    )


def tasks(words: list[str]) -> list[Task]:
    """The tasks that were typed.

    Raises:
        Mistyped: there is none of a number.
    """
    try:
        return named(word for words_ in words for word in words_.split(",") if word)
    except KeyError as error:
        raise Mistyped(str(error.args[0])) from None


def options(words: list[str], known: tuple[str, ...]) -> tuple[set[str], list[str]]:
    """Options and other words apart.

    Raises:
        Mistyped: an option is not known.
    """
    given = {word for word in words if word.startswith("-")}
    for word in given - set(known):
        raise Mistyped(
            f"There is no option {word}; "
            + (
                f"known: {', '.join(known)}"
                if known
                else f"`{show.COMMAND} help` shows what there is"
            )
        )
    return given, [word for word in words if word not in given]


def overview(book: Book, record: Record, words: list[str]) -> int:
    """Say what is done, and what is next."""
    say(show.overview(book, record))
    return 0


def next_(book: Book, record: Record, words: list[str]) -> int:
    """Say what is next."""
    if words:
        raise Mistyped(f"`{show.COMMAND} next` takes nothing after it")
    say(show.what_is_next(book, record))
    return 0


def hint(book: Book, record: Record, words: list[str]) -> int:
    """Tell one more hint of a task, and keep that it was told."""
    _, words = options(words, ())
    wanted = tasks(words)
    if not words:
        one = show.next_task(book, record)
        wanted = [one] if one else []
    if len(wanted) != 1:
        raise Mistyped(f"For which task? For example: {show.COMMAND} hint 1.4")
    one = wanted[0]
    row = record.row(one.number)
    row.hints = min(3, row.hints + 1)
    record.write()
    print(f"Task {one.number}, {one.title}\n")
    say(show.hint_lines(one, row.hints))
    if record.remark:
        print(record.remark)
    return 0


def check(book: Book, record: Record, words: list[str]) -> int:
    """Check some tasks or all, and keep what came of it."""
    flags, words = options(words, ("--json", "--github"))
    wanted = tasks(words) or list(all_tasks())
    tools()
    quiet = "--json" in flags
    results: list[Checked] = []
    told: set[Mistake] = set()
    for checked in book.check_all(wanted):
        results.append(checked)
        one = checked.task
        row = record.row(one.number)
        row.right = checked.right
        row.answer = book.digest(one)
        if quiet or (not checked.begun and not words):
            continue
        if checked.fault in told:
            say(show.stopped(one, checked.fault))
        else:
            say(show.report(checked, show.waits(one, book, record)))
        told |= {checked.fault} if checked.fault else set()
    record.write()
    if quiet:
        rows = [
            asdict(c.result) | {"right": c.right, "begun": c.begun} for c in results
        ]
        print(json.dumps({"version": given.version(book.root), "tasks": rows}))
    else:
        done = sum(checked.right for checked in results)
        if not words:
            say(show.not_begun(results))
        if len(results) > 1:
            print(f"\n{done} of {len(results)} tasks are right.")
        remarks = [record.remark] if record.remark else []
        say([*show.remarks(book.changed), *remarks])
    if "--github" in flags:
        github.write(results, show.remarks(book.changed), given.version(book.root))
    return 0 if all(checked.right for checked in results) else 1


def submit(book: Book, record: Record, words: list[str]) -> int:
    """Write the file to hand in, after a check of what was changed."""
    _, words = options(words, ())
    target = book.root / "submission.zip" if not words else Path(words[0])
    if len(words) > 1 or target.suffix.lower() != ".zip":
        raise Mistyped(f"One name that ends with .zip: {show.COMMAND} submit FILE.zip")
    tools()
    entries = {}
    stale = [t for t in all_tasks() if record.row(t.number).answer != book.digest(t)]
    for checked in book.check_all(stale):
        row = record.row(checked.task.number)
        row.right, row.answer = checked.right, book.digest(checked.task)
    record.write()
    for one, answer in book.answers.items():
        row = record.row(one.number)
        if answer or row.hints:
            right = bool(answer) and row.right
            entries[one.number] = submission.Entry(answer, right, row.hints)
            told = "right" if right else "not right yet" if answer else "no answer"
            hints = f", {show.count(row.hints, 'hint')} read" if row.hints else ""
            print(f"  {one.number:4} {one.title}: {told}{hints}")
            if book.fault_of(one) and (fault := book.fault(one)):
                say(show.indented(show.indented(show.mistake_lines(fault))))
    say([f"{told}." for told in book.not_handed_in.values()])
    found = submission.Submission(given.version(book.root), entries)
    try:
        target.write_bytes(submission.write(found))
    except OSError as error:
        raise Mistyped(f"{target} cannot be written: {error}") from None
    right_ = sum(entry.right for entry in entries.values())
    print(f"{target.name} is written: {right_} of {len(book.answers)} tasks are right.")
    return 0


def load_(book: Book, record: Record, words: list[str]) -> int:
    """Put the answers of a submission into the files."""
    flags, words = options(words, ("--replace",))
    if len(words) != 1:
        raise Mistyped(f"Which file? For example: {show.COMMAND} load submission.zip")
    try:
        say(load(book, record, Path(words[0]), "--replace" in flags))
    except (OSError, submission.Refused) as error:
        raise Mistyped(f"{words[0]}: {error}") from None
    return 0


def tools() -> None:
    """Make sure that what checks need is installed.

    Raises:
        Mistyped: something is not.
    """
    missing = [
        name for name in ("pytest", "hypothesis", "numpy") if not find_spec(name)
    ]
    if missing:
        raise Mistyped(
            f"{show.listed(missing)} is not installed for this Python; "
            "README.md says how: python -m pip install -e ."
        )


def say(lines: list[str]) -> None:
    """Print some lines, and nothing of which a console would make a command."""
    for line in lines:
        print("".join(c if c.isprintable() else ascii(c)[1:-1] for c in line))
