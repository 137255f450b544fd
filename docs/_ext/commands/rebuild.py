"""The process of `make serve` that builds: one Sphinx, kept in memory.

Sphinx takes seconds to start and reads a page in a fraction of one, so `make serve`
keeps it. sphinx-autobuild starts it anew for each save, writes straight into the folder
that is shown, and reloads pages by an inline script, which the pages' policy forbids.

A build writes into `_build/serve/next`, where nobody looks; a good one is copied into
`_build/serve/html`. Sphinx warns once and then takes a bad page for done, so whatever a
bad build has read or written is read again until it is good.
"""

import fcntl
import filecmp
import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..inputs import ROOT
from . import build
from .build import BUILD, Report

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = BUILD / "serve"
NEXT, SHOWN, DOCTREES = FOLDER / "next", FOLDER / "html", FOLDER / "doctrees"
GOOD = FOLDER / "good"  # the machinery of the last build, if that was good


@dataclass(frozen=True)
class Outcome:
    """What is wrong, a line each; or else which files of the site are new.

    Args:
        problems: what is wrong.
        changed: the names of files that are new, different or gone.
        left_out: what the site lacks, and why.
        is_over: the process cannot build any more.
    """

    problems: list[str] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    left_out: str = ""
    is_over: bool = False


@contextmanager
def after_others() -> Iterator[None]:
    """Wait until no other build of this checkout runs, and keep others waiting."""
    with (BUILD / "lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def files_in(folder: Path) -> dict[str, Path]:
    """The files below a folder by their names; none that Sphinx keeps for itself."""
    paths = (Path(place, name) for place, _, names in os.walk(folder) for name in names)
    files = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: path for name, path in files.items() if not name.startswith(".")}


def publish(source: Path, target: Path) -> set[str]:
    """Make the folder like another; nobody ever sees half a file.

    Returns:
        The names of the files that are new, different or gone.
    """
    new, old = files_in(source), files_in(target)
    changed = {
        name
        for name, path in new.items()
        if name not in old or not filecmp.cmp(path, old[name])
    }
    for name in changed:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.new")
        shutil.copy2(new[name], half)
        half.replace(path)
    gone = old.keys() - new.keys()
    for name in gone:
        old[name].unlink()
    return changed | gone


class Rebuilds:
    """Sphinx, and the pages that it must read once more.

    Args:
        app: Sphinx.
        report: its warnings.
    """

    def __init__(self, app: "Sphinx", report: Report) -> None:
        """Look at what it reads and writes."""
        self.app, self.report = app, report
        self.again: set[str] = set()
        self.menus = menus(app)
        app.connect("env-get-outdated", self.outdated)
        app.connect("env-before-read-docs", self.note_read)
        app.connect("env-updated", self.other_menus)
        app.connect("doctree-resolved", self.note_written)

    def outdated(
        self, app: "Sphinx", env: Any, added: Any, changed: Any, removed: set[str]
    ) -> set[str]:
        """Have pages read whatever their times; remove those that were deleted."""
        for name in removed:
            build.remove(NEXT / f"{name}.html")
            build.remove(NEXT / "_downloads" / "notebooks" / f"{name}.ipynb")
        return self.again & app.env.found_docs

    def note_read(self, app: "Sphinx", env: Any, docnames: list[str]) -> None:
        """These are read."""
        self.again |= set(docnames)

    def note_written(self, app: "Sphinx", doctree: Any, docname: str) -> None:
        """This one is written, perhaps because another one has changed."""
        self.again.add(docname)

    def other_menus(self, app: "Sphinx", env: Any) -> set[str]:
        """Write all pages when their menus have changed."""
        before, self.menus = self.menus, menus(app)
        return set() if self.menus == before else set(app.env.found_docs)

    def build(self, names: set[str]) -> Outcome:
        """Build what has changed.

        Args:
            names: files, from the root of the checkout.
        """
        from sphinx.environment import CONFIG_OK

        from ..notebooks.prune import prune
        from ..notebooks.run import NotebooksFailed

        env = self.app.env
        self.again |= {name for n in names if (name := env.path2doc(ROOT / n))}
        self.report.problems.clear()
        GOOD.unlink(missing_ok=True)
        try:
            self.app.build()
        except NotebooksFailed as error:  # before anything was read
            return Outcome(build.problems_in(error))
        env.config_status = CONFIG_OK  # it need not read everything once more
        if self.report.problems:
            return Outcome(list(self.report.problems))
        self.again.clear()
        prune(self.app)
        changed = publish(NEXT, SHOWN)
        GOOD.write_text(build.machinery(), encoding="utf-8")
        left_out = getattr(self.app.config, "live_left_out", "")
        return Outcome([], changed, left_out)


def menus(app: "Sphinx") -> object:
    """What pages show of one another beside their text: titles, and their order."""
    titles = {name: title.astext() for name, title in app.env.titles.items()}
    order = app.env.toctree_includes.items()
    return titles, {name: list(pages) for name, pages in order}


def build_all_asked(asked: Connection) -> list[str]:
    """Build whenever names of changed files come; return what ends that."""
    from sphinx.errors import SphinxError

    report = Report()
    is_good = GOOD.is_file() and GOOD.read_text(encoding="utf-8") == build.machinery()
    if not is_good:
        build.remove(NEXT, DOCTREES)
    try:
        with build.sphinx(NEXT, DOCTREES, report) as app:
            rebuilds = Rebuilds(app, report)
            while True:
                names = asked.recv()
                with after_others():
                    asked.send(rebuilds.build(names))
                gc.collect()
    except EOFError:
        raise
    except SphinxError as error:
        return build.problems_in(error)
    except Exception:  # noqa: BLE001  (a sentence for all that can go wrong)
        return [build.crash_sentence()]


def work(asked: Connection) -> None:
    """Be the process: answer names of changed files with what comes of them."""
    # Going through all objects again and again would take three quarters of the time.
    gc.disable()
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        asked.send(Outcome(build_all_asked(asked), is_over=True))
