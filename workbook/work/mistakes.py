"""Where an error arose, in the student's own lines; ours are cut away."""

import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from work.answers import Place, Unreadable, decoded, first_line, functions, parsed
from work.tasks import Task, file_of


@dataclass(frozen=True)
class Mistake:
    """An exception, told in one line and with the line of the student's that raised it.

    Args:
        kind: the name of the exception.
        message: what it says.
        file: the student's file, seen from the top of the workbook; "" if none was met.
        line: its line there.
        code: what stands in that line.
    """

    kind: str
    message: str
    file: str = ""
    line: int = 0
    code: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The same as a dictionary."""
        return asdict(self)


class Lines:
    """The lines of a workbook, and who wrote them.

    Args:
        root: the top of the workbook.
        tasks: whose functions the student writes; those of the task in question first.
        places: where the lines of an answer were put, which are then told by their
            number in the answer.
    """

    def __init__(
        self, root: Path, tasks: Iterable[Task], places: Sequence[Place] = ()
    ) -> None:
        self.root, self.tasks, self.places = root, list(tasks), places

    @cached_property
    def own(self) -> dict[str, list[range]]:
        """The lines of the functions that students write, by file."""
        found: dict[str, list[range]] = {}
        for one in self.tasks:
            for module in one.modules:
                file = file_of(module)
                names = one.names(module)
                found.setdefault(file, []).extend(ranges(self.root / file, names))
        for place in self.places:
            lines = range(place.first, place.last + 1)
            found.setdefault(place.file, []).append(lines)
        return found

    def relative(self, name: str) -> str:
        """The name of a file, seen from the top of the workbook; "" for one outside."""
        path = Path(name)
        if not path.is_relative_to(self.root):
            return ""
        return path.relative_to(self.root).as_posix()

    def told(self, file: str, line: int) -> tuple[str, int]:
        """A line by its number in the answer it stands in, if it stands in one."""
        for place in self.places:
            if place.file == file and place.first <= line <= place.last:
                return "your answer", line - place.first + place.line
        return file, line

    def owned(self, steps: Sequence[tuple[str, int]]) -> tuple[str, int] | None:
        """The last of some lines that the student wrote.

        If none stands in a function that students write, then the last one in a file
        that has such functions: what is at its top, or beside those functions.
        """
        in_files = [(file, line) for file, line in steps if file in self.own]
        in_functions = [
            (file, line)
            for file, line in in_files
            if any(line in lines for lines in self.own[file])
        ]
        found = in_functions or in_files
        return found[-1] if found else None

    def code(self, file: str, line: int) -> str:
        """What stands in a line of a file, without its indentation."""
        try:
            text = decoded((self.root / file).read_bytes())
        except (OSError, Unreadable):
            return ""
        lines = text.split("\n")
        return lines[line - 1].strip() if 0 < line <= len(lines) else ""


def ranges(path: Path, names: Iterable[str]) -> Iterator[range]:
    """The lines of some functions of a file; none where it cannot be read."""
    try:
        found = functions(parsed(decoded(path.read_bytes()), path.name))
    except (OSError, Unreadable):
        return
    for name in names:
        if name in found:
            last = found[name].end_lineno or 0
            yield range(first_line(found[name]), last + 1)


def mistake(error: BaseException, lines: Lines) -> Mistake:
    """What to tell about an exception.

    Args:
        error: the exception.
        lines: who wrote which lines.
    """
    kind, message = type(error).__name__, in_words(error)
    if isinstance(error, SyntaxError) and error.filename:
        file, line = lines.told(lines.relative(error.filename), error.lineno or 0)
        return Mistake(kind, message, file, line, (error.text or "").strip())
    steps = [
        (lines.relative(frame.f_code.co_filename), line)
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    if isinstance(error, RecursionError):
        # The last call of all is any one; it calls itself where most frames stand.
        own = Counter(step for step in steps if lines.owned([step]))
        steps = [step for step, _ in own.most_common(1)]
    return at(kind, message, lines.owned(steps), lines)


def at(kind: str, message: str, place: tuple[str, int] | None, lines: Lines) -> Mistake:
    """A mistake in a line, or in none."""
    if place is None:
        return Mistake(kind, message)
    code = lines.code(*place)
    file, line = lines.told(*place)
    return Mistake(kind, message, file, line, code)


def in_words(error: BaseException) -> str:
    """What an exception says, or what it means where it says too little."""
    if isinstance(error, RecursionError):
        return "it calls itself without end, or more deeply than Python goes"
    if isinstance(error, SystemExit):
        return "it ends Python; a function returns, and raises errors, but never exits"
    if isinstance(error, KeyboardInterrupt):
        return "it was interrupted"
    if isinstance(error, SyntaxError):
        return error.msg
    if isinstance(error, EOFError):
        return "nobody types anything while checks run; leave out input()"
    if isinstance(error, MemoryError):
        return "it takes more memory than there is"
    try:
        message = str(error)
    except Exception as broken:  # noqa: BLE001 (an exception of the student's)
        return f"its message cannot be read: {broken!r}"
    return message if len(message) <= 500 else message[:499] + "…"
