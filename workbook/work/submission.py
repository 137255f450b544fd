r"""A submission: one zip file with a student's answers, written here or by a browser.

The file has these members, all at its top, stored or deflated, and nothing else:

``submission.json``
    An object in JSON, in UTF-8::

        {
          "format": 1,
          "version": "5ac968f00d",
          "tasks": {"1.4": {"right": true, "hints": 2}}
        }

    ``format`` is the number 1. ``version`` is what work/version.txt of the workbook
    says, without the line end. ``tasks`` has the tasks that were begun: ``right`` says
    whether the last check of the present answer passed, ``hints`` how many of the three
    hints were read. A task without an answer whose hints were read stands here too.

``task1_4.py``, ``task0_1.py``, ...
    The answer to each task that has one, as text in UTF-8 with "\n" at the ends of
    lines: what stands in the cell of the task's page, or what `answers.taken` takes out
    of the files and the student's own functions, imports and constants beside it. A
    task that was not begun has no such member.

Two files with the same contents are the same in every byte if members are in the order
of `write` and dated 1980-01-01; readers do not mind other orders and dates.

>>> data = write(Submission("5ac968f00d", {"1.1": Entry("x = 1\n", hints=2)}))
>>> read(data).entries["1.1"]
Entry(answer='x = 1\n', right=False, hints=2)
>>> read(b"no zip")
Traceback (most recent call last):
...
work.submission.Refused: this is not a zip file; expected the one of Export, or of ...
"""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from work.answers import Unreadable, decoded
from work.tasks import all_tasks

FORMAT = 1
CONTENTS = "submission.json"
MEMBERS = 200  # no more in one file
SIZE = 500_000  # of a member, in bytes; the longest answer has a few thousand
TOTAL = 4_000_000
# A page shows these words as they are, so they have no marks.
BY = "Export, or of python -m work submit"
AS_WRITTEN = f"take the unchanged file of {BY}"


class Refused(ValueError):
    """A file that is no submission; the message says why, in a sentence."""


@dataclass(frozen=True)
class Entry:
    """What a submission says about a task.

    Args:
        answer: its text; "" where there is none.
        right: whether the student's last check of it passed.
        hints: how many hints were read, 0 to 3.
    """

    answer: str = ""
    right: bool = False
    hints: int = 0


@dataclass
class Submission:
    """What a student hands in.

    Args:
        version: of the workbook; "" where the file does not say.
        entries: by the number of the task.
        remarks: what was wrong with the file, a sentence each; the rest of it is good.
    """

    version: str
    entries: dict[str, Entry] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def write(submission: Submission) -> bytes:
    """The bytes of a submission's file."""
    entries = {
        one: submission.entries[one.number]
        for one in all_tasks()
        if one.number in submission.entries
    }
    tasks = {
        one.number: {"right": entry.right, "hints": entry.hints}
        for one, entry in entries.items()
    }
    about = {"format": FORMAT, "version": submission.version, "tasks": tasks}
    members = {CONTENTS: json.dumps(about, indent=2) + "\n"}
    members |= {f"{one.name}.py": e.answer for one, e in entries.items() if e.answer}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            # A fixed date, and no system in it: equal contents are equal bytes.
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            file.writestr(member, text.encode("utf-8"))
    return buffer.getvalue()


def read(data: bytes) -> Submission:
    """What stands in a submission's file; nothing of it is run.

    Raises:
        Refused: it is not such a file. What is wrong with one task only is a remark.
    """
    members = unpacked(data)
    if CONTENTS not in members:
        raise Refused(f"there is no {CONTENTS} in it; {AS_WRITTEN}")
    about = contents(members.pop(CONTENTS))
    found = Submission(version="")
    if isinstance(about.get("version"), str):
        found.version = about["version"].strip()
    else:
        found.remarks.append(f"{CONTENTS} does not say the version of the workbook")
    tasks = about.get("tasks")
    if not isinstance(tasks, dict):
        found.remarks.append(f"{CONTENTS} has no object of tasks: ticks are not known")
        tasks = {}
    answers = texts(members, found.remarks)
    for one in all_tasks():
        row = tasks.pop(one.number, {})
        right, hints = ticks(one.number, row, found.remarks)
        answer = answers.pop(f"{one.name}.py", "")
        if answer or right or hints:
            found.entries[one.number] = Entry(answer, right, hints)
    found.remarks += [f"the workbook has no task {number!r}" for number in tasks]
    found.remarks += [f"{name} is the answer to no task" for name in answers]
    return found


def unpacked(data: bytes) -> dict[str, bytes]:
    """The members of a zip file by name.

    Raises:
        Refused: it is none, or one with what no submission has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            members = file.infolist()
            if len(members) > MEMBERS:
                raise Refused(f"it has {len(members)} files; {AS_WRITTEN}")
            if sum(member.file_size for member in members) > TOTAL:
                raise Refused(f"unpacked it has more than {TOTAL} bytes; {AS_WRITTEN}")
            found: dict[str, bytes] = {}
            for member in members:
                name = member.filename
                if member.orig_filename != name or set("/\\:\0") & set(name):
                    raise Refused(f"{name!r} is in a folder; {AS_WRITTEN}")
                if name in found:
                    raise Refused(f"{name!r} is in it twice; {AS_WRITTEN}")
                if member.flag_bits & 1:
                    raise Refused(f"it is locked with a password; {AS_WRITTEN}")
                with file.open(member) as opened:
                    # What the file says about its size may be untrue.
                    found[name] = opened.read(SIZE + 1)
                if len(found[name]) > SIZE:
                    raise Refused(f"{name!r} has more than {SIZE} bytes; {AS_WRITTEN}")
            return found
    except zipfile.BadZipFile as error:
        if zipfile.is_zipfile(io.BytesIO(data)):
            raise Refused(f"the zip file is damaged: {error}; {AS_WRITTEN}") from None
        raise Refused(f"this is not a zip file; expected the one of {BY}") from None
    except (zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Refused(f"the zip file is damaged: {error}; {AS_WRITTEN}") from None


def contents(data: bytes) -> dict[str, Any]:
    """The object that says what is in a submission.

    Raises:
        Refused: it is no object of this format.
    """
    try:
        about = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused(f"{CONTENTS} is not JSON; {AS_WRITTEN}") from None
    if not isinstance(about, dict):
        raise Refused(f"{CONTENTS} is no object; {AS_WRITTEN}")
    if about.get("format") != FORMAT or isinstance(about["format"], bool):
        raise Refused(
            f"{CONTENTS} has format {about.get('format')!r}; expected {FORMAT}"
        )
    return about


def ticks(number: str, row: object, remarks: list[str]) -> tuple[bool, int]:
    """Whether a task was right, and how many hints were read."""
    if not isinstance(row, Mapping):
        remarks.append(
            f"task {number}: {CONTENTS} says {row!r:.80}, expected an object"
        )
        return False, 0
    right, hints = row.get("right", False), row.get("hints", 0)
    if not isinstance(right, bool):
        remarks.append(f"task {number}: right is {right!r:.80}, expected true or false")
        right = False
    if isinstance(hints, bool) or not isinstance(hints, int) or not 0 <= hints <= 3:
        remarks.append(f"task {number}: hints is {hints!r:.80}, expected 0 to 3")
        hints = 0
    return right, hints


def texts(members: Mapping[str, bytes], remarks: list[str]) -> dict[str, str]:
    """The answers as text; those that are none are remarked."""
    found: dict[str, str] = {}
    for name, data in members.items():
        try:
            found[name] = decoded(data)
        except Unreadable as error:
            remarks.append(f"{name}: {error}")
    return found
