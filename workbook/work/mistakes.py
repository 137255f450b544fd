"""Where an error arose, in the student's own lines; ours are cut away."""

import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from work.answers import Place


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


def mistake(
    error: BaseException, root: Path, own: set[str], places: list[Place] = ()
) -> Mistake:  # type: ignore[assignment]
    """What to tell about an exception.

    Args:
        error: the exception.
        root: the top of the workbook.
        own: the files of the student in it.
        places: where the lines of an answer were put, which are then told by their
            number in the answer.
    """
    kind, message = type(error).__name__, str(error)
    if isinstance(error, SyntaxError) and error.filename:
        file = relative(error.filename, root)
        line, file = in_answer(file, error.lineno or 0, places)
        return Mistake(kind, error.msg, file, line, (error.text or "").strip())
    if isinstance(error, RecursionError):
        message = "it calls itself without end, or more deeply than Python goes"
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        file = relative(frame.filename, root)
        if file in own:
            line, file = in_answer(file, frame.lineno or 0, places)
            return Mistake(kind, message, file, line, frame.line or "")
    return Mistake(kind, message)


def in_answer(file: str, line: int, places: list[Place]) -> tuple[int, str]:
    """The line of an answer that was put there; otherwise the line of the file."""
    for place in places:
        if place.file == file and place.first <= line <= place.last:
            return line - place.first + place.line, "your answer"
    return line, file


def relative(name: str, root: Path) -> str:
    """The name of a file, seen from the top of the workbook."""
    path = Path(name)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
