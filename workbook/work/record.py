"""What was done: ticks and hints, kept in .work.json at the top of the workbook."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

NAME = ".work.json"
FORMAT = 1


@dataclass
class Row:
    """What is known of a task.

    Args:
        right: whether the last check passed.
        answer: the digest of what was checked, as `Book.digest` gives it; "" if nothing
            was.
        hints: how many of the three hints were read.
    """

    right: bool = False
    answer: str = ""
    hints: int = 0


@dataclass
class Record:
    """What is known of all tasks.

    Args:
        path: of the file.
        rows: by the number of the task.
        remark: what was wrong with the file, in a sentence.
    """

    path: Path
    rows: dict[str, Row] = field(default_factory=dict)
    remark: str = ""

    @classmethod
    def read(cls, root: Path) -> "Record":
        """What the file says; a damaged file is moved aside, and that is remarked."""
        path = root / NAME
        try:
            found = json.loads(path.read_text(encoding="utf-8-sig"))
            rows = {number: row(one) for number, one in found["tasks"].items()}
            return cls(path, rows)
        except FileNotFoundError:
            return cls(path)
        except (
            OSError,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            RecursionError,
        ):
            return cls(path, remark=set_aside(path))

    def row(self, number: str) -> Row:
        """What is known of a task."""
        return self.rows.setdefault(number, Row())

    def write(self) -> None:
        """Write the file; where that cannot be done, it is remarked."""
        known = {n: asdict(r) for n, r in sorted(self.rows.items()) if r != Row()}
        text = json.dumps({"format": FORMAT, "tasks": known}, indent=2) + "\n"
        new = self.path.with_name(f"{NAME}.{os.getpid()}")
        try:
            new.write_text(text, encoding="utf-8", newline="\n")
            new.replace(self.path)
        except OSError as error:
            new.unlink(missing_ok=True)
            self.remark = f"{NAME} cannot be written, so ticks are not kept: {error}"


def row(found: Any) -> Row:
    """A row of the file.

    Raises:
        ValueError: it is none.
    """
    one = Row(**found)
    kinds = isinstance(one.right, bool), isinstance(one.answer, str)
    if not all(kinds) or one.hints not in (0, 1, 2, 3):
        raise ValueError(f"{found!r} is no row of {NAME}")
    return one


def set_aside(path: Path) -> str:
    """Move a damaged file aside, and say so."""
    aside = path.with_name(NAME + ".damaged")
    try:
        path.replace(aside)
    except OSError as error:
        return f"{NAME} cannot be read: {error}"
    return (
        f"{NAME} was damaged, and is now {aside.name}; `python -m work check` finds "
        "the ticks again, and hints are counted anew"
    )
