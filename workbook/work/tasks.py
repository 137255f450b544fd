"""The tasks: what is to be written, in which order, and what checks it."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

MANIFEST = Path(__file__).parent / "tasks.toml"


@dataclass(frozen=True)
class Task:
    """One task.

    Args:
        number: such as "1.4".
        title: in a few words.
        minutes: about how long it takes.
        functions: what is to be written, as "package.module:name" or "…:Class.name".
        needs: the numbers of the tasks before it, on which it builds.
        hints: three, each tells more than the one before.
        slides: the lecture, as in "slides/module1-3".
        reading: pages of the textbook, as in "docs/module1/backpropagation".
        browser: whether its checks run in a browser, where there is no numpy.
    """

    number: str
    title: str
    minutes: int
    functions: tuple[str, ...]
    needs: tuple[str, ...]
    hints: tuple[str, str, str]
    slides: str
    reading: tuple[str, ...]
    browser: bool = True

    @property
    def name(self) -> str:
        """Its name in file names and markers: "task1_4"."""
        return "task" + self.number.replace(".", "_")

    @property
    def page(self) -> str:
        """Its page in the textbook, without a suffix."""
        return f"docs/tasks/{self.name}"

    @property
    def tests(self) -> str:
        """The file with its checks, seen from the top of the workbook."""
        return f"tests/test_{self.name}.py"

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules that its functions belong to, each once."""
        return tuple(dict.fromkeys(f.partition(":")[0] for f in self.functions))

    def names(self, module: str) -> list[str]:
        """The names of its functions in one of the modules."""
        parts = [f.partition(":") for f in self.functions]
        return [name for where, _, name in parts if where == module]


@cache
def all_tasks() -> tuple[Task, ...]:
    """All tasks, in their order."""
    with MANIFEST.open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)["task"]
    return tuple(Task(**{key: frozen(row[key]) for key in row}) for row in rows)


def frozen(value: Any) -> Any:
    """A list as a tuple, and anything else as it is."""
    return tuple(value) if isinstance(value, list) else value


def task(number: str) -> Task:
    """The task of a number; "1.4", "1_4" and "task1_4" name the same.

    Raises:
        KeyError: there is none; the message lists those that there are.
    """
    wanted = number.strip().lower().removeprefix("task").strip().replace("_", ".")
    for one in all_tasks():
        if one.number == wanted:
            return one
    known = ", ".join(one.number for one in all_tasks())
    raise KeyError(f"there is no task {number!r}; expected one of {known}")


def file_of(module: str) -> str:
    """The file of a module, seen from the top of the workbook.

    >>> file_of("minitorch.autodiff")
    'minitorch/autodiff.py'
    """
    return module.replace(".", "/") + ".py"


def files(tasks: Iterable[Task]) -> list[str]:
    """The files in which the functions of some tasks stand, each once."""
    return list(dict.fromkeys(file_of(m) for one in tasks for m in one.modules))


def needed(one: Task) -> list[Task]:
    """The tasks on which a task builds, and those on which they build, in order."""
    names = set(one.needs)
    for earlier in reversed(all_tasks()):  # a task needs none that comes after it
        if earlier.number in names:
            names.update(earlier.needs)
    return [earlier for earlier in all_tasks() if earlier.number in names]
