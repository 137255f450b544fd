"""Build the site: `python docs/_ext html [--strict]`, used by `make html`.

One Sphinx run writes everything into `_build/next`. Only when nothing is wrong, no
warning either, does that folder take the place of `_build/html`; a failed build leaves
the last good one alone. With nothing changed since then there is nothing to do.

`--strict` reads every page again, unless the last build did and nothing has changed
since, and insists on the versions that requirements.lock names. It also insists, as
does a build where CI=true, on live cells; otherwise a site is built without them where
what they need cannot be fetched.
"""

import fcntl
import gc
import json
import os
import re
import shutil
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..inputs import ROOT, differing_packages, digest, files_under, versions

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError

BUILD = ROOT / "_build"
SITE, NEXT, LAST = BUILD / "html", BUILD / "next", BUILD / "last"
STATE = BUILD / "state.json"
KIND = re.compile(r" \[[a-z_]+(\.[a-z_]+)?\]$")  # which Sphinx puts behind a warning
REINSTALL = "`make venv` installs everything again"


class Stop(Exception):
    """One sentence for the person who typed the command."""


@dataclass(frozen=True)
class State:
    """What a good build was made from, and what it looked like on the disk."""

    sources: str
    machinery: str
    site: str
    left_out: str = ""  # what the site lacks, and why: the next build tries again
    complete: bool = field(default=False, compare=False)  # nothing was remembered

    @classmethod
    def now(cls) -> "State":
        """The present state of the checkout and of `_build/html`."""
        return cls(digest(files_under(ROOT), *versions()), machinery(), listing(SITE))

    @classmethod
    def last(cls) -> "State | None":
        """The state that the last good build left behind, if there was one."""
        try:
            return cls(**json.loads(STATE.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def save(self) -> None:
        """Leave the state behind for the next build."""
        STATE.write_text(json.dumps(self.__dict__, indent=1), encoding="utf-8")


def machinery() -> str:
    """A digest of all that decides how pages are built."""
    names = ("conf.py", "course.toml", "local/course.toml")
    files = [path for name in names if (path := ROOT / name).is_file()]
    files += files_under(ROOT / "docs" / "_ext")
    given = [os.environ.get(name, "") for name in ("PROGRAMS", "LIVE_WHEELS")]
    return digest(files, *given, *versions())


def listing(folder: Path) -> str:
    """Names, sizes and times of the files below a folder: enough to see a change."""
    rows = [(path.relative_to(folder), path.stat()) for path in folder.rglob("*")]
    facts = sorted(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in rows)
    return digest([], *facts)


@contextmanager
def only_one_build() -> Iterator[None]:
    """Hold a lock, so that two builds never write the same folder."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another build of this checkout to end", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def check_packages(strict: bool) -> None:
    """Stop if a package is missing, or, for a strict build, is another version."""
    for name, pin, found in differing_packages():
        if found is None:
            raise Stop(f"The package {name} {pin} is missing from .venv; {REINSTALL}.")
        if strict:
            raise Stop(f".venv has {name} {found} and not {pin}; {REINSTALL}.")


def remove(*paths: Path) -> None:
    """Delete files and folders, whether or not they are there."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def forget() -> None:
    """Drop what Sphinx remembers, since it remembers pages but not their warnings."""
    remove(NEXT, BUILD / "doctrees", BUILD / "jupyter_execute")


class Report:
    """Sphinx' warnings: shown as they come, with short paths, and kept."""

    def __init__(self) -> None:
        """Start without any."""
        self.problems: list[str] = []

    def write(self, text: str) -> int:
        """Show a warning; called by Sphinx as for a file."""
        text = text.replace(f"{ROOT}/", "")
        if "WARNING: " in text or "ERROR: " in text or "CRITICAL: " in text:
            text = KIND.sub("", text)
            line = text.strip().splitlines()[0]
            self.problems.append(re.sub(r"\b(WARNING|ERROR|CRITICAL): ", "", line))
        return sys.stderr.write(text)

    def flush(self) -> None:
        """Nothing is held back."""


@dataclass
class Outcome:
    """What is wrong with a build, a line each, and what it had to leave out."""

    problems: list[str]
    left_out: str = ""


@contextmanager
def sphinx(
    site: Path, doctrees: Path, report: Report, **settings: Any
) -> "Iterator[Sphinx]":
    """Sphinx, ready to write the course into a folder; a warning counts as an error."""
    from sphinx.application import Sphinx
    from sphinx.util.console import nocolor
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    nocolor()
    gc.set_threshold(100_000)  # Python's 700 would cost a sixth of the time
    with patch_docutils(str(ROOT)), docutils_namespace():
        yield Sphinx(
            *(ROOT, ROOT, site, doctrees, "html"),
            confoverrides={"nitpicky": True} | settings,
            status=None,
            warning=report,  # type: ignore[arg-type]
            warningiserror=True,
        )


def run_sphinx(complete: bool) -> Outcome:
    """Write the site into `_build/next`; if it must be complete, leave nothing out."""
    from sphinx.errors import SphinxError

    from ..notebooks.prune import prune

    report = Report()
    try:
        with sphinx(NEXT, BUILD / "doctrees", report) as app:
            left_out = getattr(app.config, "live_left_out", "")
            if left_out and complete:
                return Outcome([f"live cells are required here, but {left_out}"])
            if left_out:
                print(f"Live cells are left out: {left_out}", flush=True)
            app.build(force_all=True)
            problems = problems_of(app, report)
            if not problems:
                prune(app)
    except SphinxError as error:
        return Outcome(problems_in(error))
    return Outcome(problems, left_out)


def problems_of(app: "Sphinx", report: Report) -> list[str]:
    """What is wrong after a build that has come to its end."""
    if app.statuscode and not report.problems:
        return ["Sphinx did not say what is wrong"]
    return report.problems


def problems_in(error: "SphinxError") -> list[str]:
    """Show an error that has ended a build, and return what is wrong."""
    print(error, file=sys.stderr)
    return getattr(error, "problems", []) or [first_line(error)]


def first_line(error: BaseException) -> str:
    """The error's message in a line: its first, and what that announces, its last."""
    lines = str(error).replace(f"{ROOT}/", "").strip().splitlines() or [repr(error)]
    return f"{lines[0]} {lines[-1]}" if lines[0].endswith(":") else lines[0]


def swap() -> None:
    """Put the new site in the old one's place; each step is a rename."""
    remove(LAST)
    if SITE.exists():
        SITE.rename(LAST)
    NEXT.rename(SITE)
    remove(LAST)


def build(strict: bool) -> State | None:
    """Build if there is anything to build; return the new state if there was."""
    if LAST.exists() and not SITE.exists():
        LAST.rename(SITE)  # a build was killed between its two renames
    before, now = State.last(), State.now()
    if before == now and (before.complete or not strict):
        return None
    remove(STATE, NEXT)
    complete = strict or before is None or before.machinery != now.machinery
    if complete:
        forget()
    try:
        outcome = run_sphinx(strict or os.environ.get("CI") == "true")
        if outcome.problems:
            raise Stop(sentence(outcome.problems))
        remove(NEXT / ".buildinfo")
        swap()
    except BaseException:
        forget()
        raise
    made_from = now.sources, now.machinery, listing(SITE)
    state = State(*made_from, outcome.left_out, complete)
    state.save()
    return state


def sentence(problems: list[str]) -> str:
    """What is wrong and what to do, in one sentence."""
    old = " (_build/html is still the last good build)" if SITE.exists() else ""
    return f"Not built{old}. {to_mend(problems)}"


def to_mend(problems: list[str]) -> str:
    """The first problem, and how many more there are."""
    more = f" And {len(problems) - 1} more, told above." if len(problems) > 1 else ""
    first = problems[0].rstrip(".")
    return f"To mend: {first}{'' if first.endswith('?') else '.'}{more}"


def fail(message: str, status: int = 1) -> int:
    """Print the last line of a failed build."""
    print(f"\n{message}", file=sys.stderr)
    return status


def crash_sentence() -> str:
    """An error of the machinery itself, its details kept out of the way."""
    error = sys.exc_info()[1]
    details = traceback.format_exc()
    (BUILD / "error.txt").write_text(details, encoding="utf-8")
    what = f"{type(error).__name__}: {first_line(error or Exception())}"
    return f"{what} (the traceback is in _build/error.txt)"


def main(arguments: list[str]) -> int:
    """Build, and say in one sentence how it went."""
    strict = "--strict" in arguments
    start = time.perf_counter()
    try:
        check_packages(strict)
        with only_one_build():
            print("Building the course", flush=True)
            built = build(strict)
    except Stop as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("Stopped; _build/html is as it was.", 130)
    except ImportError as error:
        return fail(f"Not built: {error}; {REINSTALL}.")
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        return fail(f"Not built: cannot write{where} ({error.strerror}).")
    except Exception:  # noqa: BLE001  (one sentence for everything else, too)
        return fail(f"Not built: {crash_sentence()}.")
    seconds = time.perf_counter() - start
    what = f"Built in {seconds:.0f} s" if built else "Nothing has changed"
    print(f"{what}: open _build/html/index.html, or run `make serve`")
    if built and built.left_out:
        print(f"Live cells are left out: {built.left_out}.")
    return 0
