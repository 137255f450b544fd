"""Looks for changed files five times a second, has them built, and knows what is shown.

That takes some milliseconds: simpler than the notifications of each system, and it
works on network folders and in containers, too. A change of pages, styles and scripts
goes to the Sphinx that is in memory; after any other a new one starts, which imports
the package and the machinery as they are now.
"""

import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context

from ..inputs import ROOT, files_under
from . import rebuild
from .build import to_mend
from .rebuild import GOOD, SHOWN, Outcome

EVERY = 0.2  # seconds
FOLDERS = ("bench", "docs", "local", "minitorch", "slides", "workbook")
OWN_TESTS = ROOT / "local" / "tests"  # which no page shows
PAGES = (".md", ".ipynb", ".rst")
LIGHT = ("docs/_static/", "docs/_templates/")

Snapshot = dict[str, tuple[int, int]]


def snapshot() -> Snapshot:
    """The time and the size of every watched file, by its name from the root."""
    paths = [ROOT / name for name in ("conf.py", "course.toml", "index.md")]
    paths += [path for folder in FOLDERS for path in files_under(ROOT / folder)]
    seen = {}
    for path in paths:
        if path.is_relative_to(OWN_TESTS):
            continue
        with suppress(OSError):  # it was deleted in the meantime
            stat = path.stat()
            seen[path.relative_to(ROOT).as_posix()] = (stat.st_mtime_ns, stat.st_size)
    return seen


def differences(before: Snapshot, after: Snapshot) -> set[str]:
    """The names of files that were changed, added or deleted.

    >>> sorted(differences({"a": (1, 1), "b": (1, 1)}, {"a": (2, 1), "c": (1, 1)}))
    ['a', 'b', 'c']
    """
    names = before.keys() | after.keys()
    return {name for name in names if before.get(name) != after.get(name)}


def is_light(name: str) -> bool:
    """Whether a file changes only itself: a page, or a style, script or template.

    Everything else can change what any cell shows.

    >>> [is_light(f"docs/{name}") for name in ("a.md", "_static/a.css", "data.csv")]
    [True, True, False]
    >>> is_light("minitorch/scalar.py"), is_light("workbook/student/README.md")
    (False, False)
    """
    if name.startswith(("docs/_ext/", "workbook/")):
        return False
    return name.endswith(PAGES) or name.startswith(LIGHT)


def is_other(before: Snapshot, after: Snapshot) -> bool:
    """Whether a lecture has come or gone that may take the place of the course's.

    >>> now = {"local/lectures/module1-2.md": (2, 1)}
    >>> is_other({}, now), is_other(dict.fromkeys(now, (1, 1)), now)
    (True, False)
    """
    come_or_gone = before.keys() ^ after.keys()
    return any(name.startswith("local/lectures/") for name in come_or_gone)


@dataclass
class Shown:
    """What browsers are told, by the threads that answer them.

    Args:
        told: what is going on or wrong, "" if everything is shown.
        wrong: whether that is a mistake to mend.
        start: the time at which all of this began, in nanoseconds.
        files: when each file of the site has changed since.
    """

    told: str = ""
    wrong: bool = False
    start: int = field(default_factory=time.time_ns)
    files: dict[str, int] = field(default_factory=dict)

    @property
    def version(self) -> int:
        """The state of the site: that of the file that has changed last."""
        return max(self.files.values(), default=self.start)

    def say(self, told: str, wrong: bool = False) -> None:
        """Tell it to all that ask."""
        self.told, self.wrong = told, wrong

    def publish(self, names: set[str]) -> None:
        """These files are new."""
        self.files = self.files | dict.fromkeys(names, time.time_ns())
        self.say("")

    def answer(self, since: str) -> dict[str, object]:
        """What a browser is told.

        Args:
            since: the state that it shows.

        Returns:
            The state; the names of files that have changed, null if unknown; and what
            is going on.
        """
        files, version = self.files, self.version
        told: dict[str, object] = {"told": self.told, "wrong": self.wrong}
        changed = None
        if since.isdecimal() and self.start <= int(since):
            changed = sorted(name for name, at in files.items() if at > int(since))
        return {"version": str(version), "changed": changed} | told


class Builder:
    """The process that builds, and the pipe to it."""

    def __init__(self) -> None:
        """Start it."""
        context = get_context("spawn")
        self.pipe, end = context.Pipe()
        self.process = context.Process(target=rebuild.work, args=(end,), daemon=True)
        self.process.start()
        end.close()
        self.has_built = False

    def build(self, names: set[str]) -> Outcome:
        """What comes of building these changed files."""
        try:
            self.pipe.send(names)
            outcome: Outcome = self.pipe.recv()
            self.has_built = True
            return outcome
        except (EOFError, OSError):
            self.process.join()
            status = self.process.exitcode
            problem = f"the process that builds ended with status {status}"
            return Outcome([problem], is_over=True)

    def stop(self) -> None:
        """End it, and the kernels that it runs."""
        self.pipe.close()  # it ends when it asks for more, should it miss the signal
        if self.process.is_alive() and self.process.pid:
            os.kill(self.process.pid, signal.SIGINT)
            self.process.join(10)
            self.process.kill()
        self.process.join()


class Watcher:
    """The loop.

    Args:
        shown: what browsers are told.
    """

    def __init__(self, shown: Shown) -> None:
        """Nothing runs yet."""
        self.shown = shown
        self.seen = snapshot()
        self.since = time.perf_counter()
        self.names: set[str] = set()  # what has changed since the last good build
        self.builder: Builder | None = None

    def run(self) -> None:
        """Build whenever something has changed."""
        while True:
            self.build()
            self.wait()

    def stop(self) -> None:
        """End the process that builds."""
        if self.builder is not None:
            self.builder.stop()
            self.builder = None

    def wait(self) -> None:
        """Return when something has changed, and an editor or git has written all."""
        before = self.seen
        while not differences(before, snapshot()):
            time.sleep(EVERY)
        self.since = time.perf_counter()
        while differences(self.seen, now := snapshot()):
            self.seen = now
            time.sleep(EVERY / 4)
        names = differences(before, self.seen)
        if is_other(before, self.seen) or not all(map(is_light, names)):
            self.stop()  # what it has imported, or was set up with, is old
        self.names |= names

    def build(self) -> None:
        """Build what has changed, and tell what has come of it."""
        self.shown.say("Building")
        if self.builder is None:
            self.builder = Builder()
        remembers = self.builder.has_built or GOOD.exists()
        outcome = self.builder.build(self.names)
        if outcome.is_over and remembers:  # perhaps what it remembered was the reason
            self.stop()
            self.builder = Builder()
            outcome = self.builder.build(self.names)
        if outcome.is_over:
            self.stop()
        if outcome.problems:
            self.complain(outcome.problems)
            return
        seconds = time.perf_counter() - self.since
        what = ", ".join(sorted(self.names)) or "The course"
        print(f"{what}: shown after {seconds:.1f} s", flush=True)
        if outcome.left_out:
            print(f"Live cells are left out: {outcome.left_out}.", flush=True)
        self.names = set()
        self.shown.publish(outcome.changed)

    def complain(self, problems: list[str]) -> None:
        """Say what is wrong, in the browser all of it; the last good pages stay."""
        self.shown.say("\n".join(["To mend:", *problems]), wrong=True)
        old = " (the last good pages are still shown)" if SHOWN.exists() else ""
        told = f"Not built{old}. {to_mend(problems)}"
        print(f"\n{told}", file=sys.stderr, flush=True)
