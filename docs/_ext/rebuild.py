"""One build for `make serve`: it starts before the change comes, waits, builds, ends.

What takes long is done ahead, in two steps, and after each it waits for a line of JSON
on the standard input:

    1. what no edit of the course can change: Sphinx and its extensions are imported,
       and the process that forks kernels starts; then comes `true` for a whole build,
       or `false`;
    2. what no edit of a page can change: the configuration and all that is known of
       the last good build are read, the package is imported; then comes what has
       changed, a `Request`.

The outcome is left in a file.

A build writes into `_build/serve/next`, where nobody looks; `watch/publish.py` takes
it from there if nothing was wrong. What Sphinx knows after a bad build is forgotten,
so a page that was wrong stays wrong until it is mended.
"""

import fcntl
import gc
import json
import os
import shutil
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import build_site
from build_site import BUILD, Report
from inputs import ROOT

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = BUILD / "serve"
NEXT, DOCTREES, OUTCOME = FOLDER / "next", FOLDER / "doctrees", FOLDER / "outcome.json"
SITE, INDEX = FOLDER / "html", "searchindex.js"  # what is shown; written last
PICKLE, GOOD = DOCTREES / "environment.pickle", DOCTREES / "environment.good"
SHARED = ("hypothesis", "ipython", "jupyter_cache", "matplotlib")  # with `make html`


@dataclass(frozen=True)
class Request:
    """What has to be built.

    Args:
        changed: names of files that have changed, from the root of the checkout.
        only: pages to build and no others, for those who look at them now; what Sphinx
            learns about them is forgotten, since the rest is yet to come.
        rewrite: write all pages, also those whose text is as it was.
    """

    changed: list[str] = field(default_factory=list)
    only: list[str] = field(default_factory=list)
    rewrite: bool = False


@dataclass(frozen=True)
class Outcome:
    """What is wrong, a line each; and whether the other pages' menus are now old."""

    problems: list[str] = field(default_factory=list)
    menus: bool = False
    left_out: str = ""


def make_folders() -> None:
    """Make the folders, some of which are those of `make html`."""
    DOCTREES.mkdir(parents=True, exist_ok=True)
    for name in SHARED:
        (BUILD / name).mkdir(exist_ok=True)
        if not (FOLDER / name).is_symlink():
            (FOLDER / name).symlink_to(Path("..", name))


def prepare(whole: bool) -> None:
    """Make the folder as the last good build left it, or empty for a whole build."""
    if whole:
        build_site.remove(NEXT)
    elif SITE.is_dir() and not (NEXT / INDEX).is_file():  # a whole build was broken off
        build_site.remove(NEXT)
        shutil.copytree(SITE, NEXT)
    if whole or not GOOD.is_file():
        build_site.remove(PICKLE)
    else:
        shutil.copyfile(GOOD, PICKLE)


@contextmanager
def after_others() -> Iterator[None]:
    """Wait until no other build of this checkout runs, and keep others waiting."""
    with (BUILD / "lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def menus(app: "Sphinx") -> object:
    """What pages show of one another beside their text: titles, and their order."""
    env = app.env
    titles = {name: title.astext() for name, title in env.titles.items()}
    return titles, {name: list(pages) for name, pages in env.toctree_includes.items()}


def read_again(app: "Sphinx", changed: list[str]) -> None:
    """Have the changed pages read, whatever their times; forget the deleted ones."""
    docs = {app.env.path2doc(ROOT / name) for name in changed}

    def outdated(app: "Sphinx", env: object, *sets: set[str]) -> set[str]:
        removed = sets[2]
        for name in removed:
            folders = (NEXT, NEXT / "_downloads" / "notebooks")
            for folder, kind in zip(folders, ("html", "ipynb")):
                build_site.remove(folder / f"{name}.{kind}")
        return {name for name in docs if name}

    app.connect("env-get-outdated", outdated)


def build_only(app: "Sphinx", pages: list[str]) -> None:
    """Read and write these pages, as if nothing else had changed."""
    from sphinx.environment import CONFIG_OK

    known = set(pages) & app.env.all_docs.keys()
    paths = {name: Path(app.env.doc2path(name)) for name in sorted(known)}
    wanted = {name: path for name, path in paths.items() if path.is_file()}

    def outdated(app: "Sphinx", env: object, *sets: set[str]) -> set[str]:
        for names in sets:
            names.clear()
        return set(wanted)

    # before those who would have more pages read because of what was deleted
    app.connect("env-get-outdated", outdated, priority=1)
    app.env.config_status = CONFIG_OK
    if wanted:
        app.build(filenames=list(wanted.values()))


def build(app: "Sphinx", request: Request, whole: bool, report: Report) -> Outcome:
    """Build what is asked for; keep what is learnt if nothing is wrong."""
    from prune import prune

    before = menus(app)
    if request.only:
        build_only(app, request.only)
    else:
        read_again(app, request.changed)
        app.build(force_all=request.rewrite)
    problems = build_site.problems_of(app, report)
    if not problems and not request.only:
        prune(app)
        shutil.copyfile(PICKLE, GOOD.with_suffix(".new"))
        GOOD.with_suffix(".new").replace(GOOD)
    left_out = getattr(app.config, "live_left_out", "")
    return Outcome(problems, not whole and menus(app) != before, left_out)


def next_line() -> Any:
    """What `make serve` says next; None if it has ended this process' work."""
    line = sys.stdin.readline()
    return json.loads(line) if line else None


def run() -> Outcome | None:
    """Get ready, wait, build; None if nothing was asked for."""
    from sphinx.errors import SphinxError
    from watch.ahead import get_ready, import_all

    report = Report()
    make_folders()
    import_all()
    whole = next_line()
    if whole is None:
        return None
    if whole:
        gc.enable()
    try:
        prepare(whole)
        with build_site.sphinx(NEXT, DOCTREES, report) as app:
            if not whole:
                get_ready(app, FOLDER / "templates")
            asked = next_line()
            if asked is None:
                return None
            OUTCOME.touch()  # from now on Ctrl-C is understood
            with after_others():
                return build(app, Request(**asked), whole, report)
    except SphinxError as error:
        return Outcome(build_site.problems_in(error))


def main() -> int:
    """Leave the outcome behind."""
    gc.disable()  # it would take a third of the short life that most builds have
    try:
        outcome = run()
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001  (a sentence for all that can go wrong)
        (BUILD / "error.txt").write_text(traceback.format_exc(), encoding="utf-8")
        what = f"{type(error).__name__}: {build_site.first_line(error)}"
        outcome = Outcome([f"{what} (the traceback is in _build/error.txt)"])
    if outcome is not None:
        OUTCOME.write_text(json.dumps(asdict(outcome)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # to free all memory in order would take as long as a page does
