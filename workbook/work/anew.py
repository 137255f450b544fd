"""Imports the student's program anew for each run of checks, from one folder."""

import importlib
import linecache
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

PACKAGES = ("minitorch", "project", "tests")


class Finder:
    """Finds the packages of a workbook in one folder, whatever else is installed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def find_spec(
        self,
        name: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Where a package stands, as Python asks for it."""
        if name not in PACKAGES:
            return None
        return PathFinder.find_spec(name, [str(self.root)], target)


def forget() -> dict[str, ModuleType]:
    """Take the student's modules out of Python's memory; return what was there."""
    names = [name for name in sys.modules if name.partition(".")[0] in PACKAGES]
    linecache.clearcache()
    importlib.invalidate_caches()
    return {name: sys.modules.pop(name) for name in names}


@contextmanager
def anew(root: Path) -> Iterator[None]:
    """Import minitorch, project and tests from a folder, and nothing of it stays.

    Modules of the same names that were there before are there again afterwards: a page
    of the textbook goes on with the objects it has.
    """
    finder = Finder(root)
    before, written = forget(), sys.dont_write_bytecode
    # Compiled files are told apart by the second: too coarse for the next run.
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        sys.dont_write_bytecode = written
        forget()
        sys.modules.update(before)
