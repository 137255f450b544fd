"""A student's workbook: what is in its files, and what came of its checks."""

import ast
import hashlib
import json
import sys
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from os import cpu_count
from pathlib import Path
from threading import Event

from work import given
from work.alone import LIMIT, alone
from work.answers import Unreadable, decoded
from work.mistakes import Mistake
from work.own import imports, missing, unwritten, written
from work.run import Failure, Result
from work.tasks import Task, all_tasks, file_of, files, needed, task

IMPORT_ERRORS = ("ImportError", "ModuleNotFoundError")


@dataclass
class Checked:
    """What came of checking a task.

    Args:
        task: which.
        begun: whether something of it was written.
        result: what its checks said.
        fault: why a file that it needs cannot be read, so that nothing was checked.
        left: its functions that are still to be written.
    """

    task: Task
    begun: bool
    result: Result
    fault: Mistake | None = None
    left: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the task is done."""
        return self.begun and self.result.right


class Book:
    """The files of a student's workbook.

    Args:
        root: its top.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def given(self) -> dict[str, bytes]:
        """The files as they were given; as they are where that is not known."""
        return given.given(self.root) or self.present

    @cached_property
    def present(self) -> dict[str, bytes]:
        """All files of the workbook's folders, as they are."""
        paths = (p for f in given.FOLDERS for p in (self.root / f).rglob("*"))
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in paths
            if path.is_file() and path.suffix not in (".pyc", ".zip")
        }

    @cached_property
    def read(self) -> dict[str, str | Mistake]:
        """The files that students write in: the text, or why it cannot be read."""
        return {file: readable(self.root, file) for file in given.to_write()}

    @property
    def texts(self) -> dict[str, str]:
        """The files that students write in, those that can be read."""
        return {f: text for f, text in self.read.items() if isinstance(text, str)}

    @cached_property
    def changed(self) -> dict[str, str]:
        """The files that are not to be changed and were, and how."""
        return given.changed(self.root, self.given)

    def was(self, file: str) -> str:
        """A file as it was given."""
        return decoded(self.given.get(file, b""))

    def to_check(self) -> dict[str, bytes]:
        """The files to check: as given, with what the student wrote."""
        mine = {file: text.encode() for file, text in self.texts.items()}
        return {**self.given, **mine}

    def fault(self, one: Task) -> Mistake | None:
        """Why a task cannot be checked: a file of it, or of a task before it."""
        found = [self.read[file] for file in files([one, *needed(one)])]
        return next((fault for fault in found if isinstance(fault, Mistake)), None)

    def left(self, one: Task) -> list[str]:
        """The functions of a task that are still to be written."""
        return [
            name
            for module in one.modules
            if (file := file_of(module)) in self.texts
            for name in unwritten(
                self.texts[file], self.was(file), one.names(module), file
            )
        ]

    def missing(self, one: Task) -> Iterator[Mistake]:
        """The functions of a task that are no more in their files, as mistakes."""
        for module in one.modules:
            file = file_of(module)
            for name in missing(self.texts[file], one.names(module), file):
                told = f"{name} is not in {file}: was it renamed or deleted?"
                yield Mistake("", told)

    def begun(self, one: Task) -> bool:
        """Whether something of a task was written."""
        return len(self.left(one)) < len(one.functions)

    def answer(self, one: Task) -> str:
        """The student's answer to a task; "" if nothing of it was written.

        A file that cannot be read is given whole: it can be looked at.
        """
        parts = []
        for module in one.modules:
            file = file_of(module)
            if file in self.texts:
                text, was = self.texts[file], self.was(file)
                parts.append(written(text, was, one.names(module), file))
            elif (self.root / file).is_file():
                data = (self.root / file).read_bytes()
                parts.append(data.decode("utf-8", errors="replace"))
        if not self.begun(one) and not self.fault_of(one):
            return ""
        return "\n\n".join(part for part in parts if part)

    @cached_property
    def answers(self) -> dict[Task, str]:
        """The student's answers to all tasks."""
        return {one: self.answer(one) for one in all_tasks()}

    def digest(self, one: Task) -> str:
        """A short name for what a check of a task meets; "" if it was not begun.

        That is its answer and those to the tasks on which it builds, and which of
        their files cannot be read.
        """
        if not self.answers[one]:
            return ""
        met = [(self.answers[t], self.fault_of(t)) for t in (*needed(one), one)]
        return hashlib.sha256(json.dumps(met).encode()).hexdigest()[:16]

    def fault_of(self, one: Task) -> bool:
        """Whether a file of this very task cannot be read."""
        return any(isinstance(self.read[file], Mistake) for file in files([one]))

    def check(
        self, one: Task, limit: float = LIMIT, stop: Event | None = None
    ) -> Checked:
        """Check a task, in a process of its own."""
        fault = self.fault(one)
        if fault:
            failure = Failure("reading its files", mistake=fault)
            begun = self.fault_of(one) or self.begun(one)
            return Checked(one, begun, Result(one.number, failures=[failure]), fault)
        if not self.begun(one):
            return Checked(one, False, Result(one.number))
        result = alone(self.to_check(), one.number, limit=limit, stop=stop)
        result.failures.sort(key=lambda failure: failure.unwritten)
        for failure in result.failures:
            failure.mistake = failure.mistake and self.explained(failure.mistake)
        if result.failures and (told := next(self.missing(one), None)):
            result.failures[0] = Failure(result.failures[0].check, mistake=told)
        return Checked(one, True, result, left=tuple(self.left(one)))

    def explained(self, mistake: Mistake) -> Mistake:
        """A mistake; the import of a file of the student's own is told as such."""
        told = self.not_handed_in.get(mistake.file)
        if not told or mistake.kind not in IMPORT_ERRORS:
            return mistake
        return replace(mistake, message=told)

    @cached_property
    def not_handed_in(self) -> dict[str, str]:
        """The files that import one of the student's own, and what to do about it."""
        told = {}
        for file, text in self.texts.items():
            new = set(imports(text, file)) - set(imports(self.was(file), file))
            for module in sorted(new):
                own = file_of(module)
                here = own not in self.given and (self.root / own).is_file()
                if here and module not in sys.stdlib_module_names:
                    told[file] = (
                        f"{own} is a file of your own, and is not handed in; put what "
                        f"you need into {file}"
                    )
        return told

    def check_all(self, tasks: Iterable[Task]) -> Iterator[Checked]:
        """Check tasks, several at the same time, and give them in their order."""
        stop = Event()
        pool = ThreadPoolExecutor(max(1, min(4, cpu_count() or 1)))
        try:
            waiting = [pool.submit(self.check, one, stop=stop) for one in tasks]
            for future in waiting:
                yield future.result()
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


def readable(root: Path, file: str) -> str | Mistake:
    """The text of a Python file, or why it cannot be read."""
    try:
        text = decoded((root / file).read_bytes())
    except FileNotFoundError:
        return Mistake("", f"{file} is not there: was it renamed or deleted?")
    except (OSError, Unreadable) as error:
        return Mistake("", f"{file} cannot be read: {error}")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return Mistake("SyntaxError", "a null character stands here", file, line)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text, file)
            compile(text, file, "exec", dont_inherit=True)
    except SyntaxError as error:
        code = (error.text or "").strip()
        return Mistake(type(error).__name__, error.msg, file, error.lineno or 0, code)
    except (ValueError, RecursionError, MemoryError) as error:
        return Mistake("SyntaxError", f"Python cannot read it: {error}", file)
    return text


def named(words: Iterable[str]) -> list[Task]:
    """The tasks of some numbers, in the order of the workbook; "1" names 1.1 to 1.5.

    Raises:
        KeyError: there is none of a number.
    """
    wanted = set[Task]()
    for word in words:
        module = [one for one in all_tasks() if one.number.startswith(f"{word}.")]
        wanted.update(module or [task(word)])
    return [one for one in all_tasks() if one in wanted]
