"""Fresh or failing: what a page shows is never older than what it was computed from.

jupyter-cache finds a notebook's outputs by the notebook's text alone. Here the cache
gets one folder for each state of everything else that outputs depend on: the package's
sources, the kernels' settings, data files beside the pages, and the installed versions.
Change any of them and no old output can be found; and because the folder's name is
part of Sphinx' configuration, every page is read again.

What only a few pages can see is kept beside the cache instead, and only these few run
again: the files of `local/` for its pages, and what the course leaves out for pages
that list what is in it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from ..inputs import ROOT, digest, files_under, versions

ROOM = Path(__file__).parent  # what starts kernels and keeps what they say
KERNEL = ROOM / "kernel"
BUILD = ROOT / "_build"  # whichever folder below it is built
PAGES = {".md", ".ipynb", ".rst"}
# For Sphinx, as docs/_static, or for pytest: no cell reads them.
NO_DATA = ("_", "course.toml", "tests/")


def sources() -> Iterator[Path]:
    """The files that can change what a cell shows, without the pages themselves."""
    yield from files_under(ROOT / "minitorch")
    yield from files_under(ROOT / "bench")  # the chapter on speed runs a file of it
    yield from files_under(
        ROOT / "workbook"
    )  # pages of tasks run what is written there
    yield from files_under(ROOM)
    yield from data(ROOT / "docs")
    yield from data(ROOT / "slides")


def data(folder: Path) -> Iterator[Path]:
    """The files of a folder that cells may read or import."""
    for path in files_under(folder):
        name = path.relative_to(folder).as_posix()
        if path.suffix not in PAGES and not name.startswith(NO_DATA):
            yield path


# Under these variables a notebook gives the same outputs everywhere.
SETTINGS = {
    "JUPYTER_PREFER_ENV_PATH": "1",  # a kernel of this Python, not of another
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "0",
}


def kernel_environment() -> dict[str, str]:
    """The variables, and those that name places of this checkout.

    Cells import the package of this checkout, whatever PYTHONPATH said before; and
    nothing is kept in the home folder, which may be read-only.
    """
    return SETTINGS | {
        "HYPOTHESIS_STORAGE_DIRECTORY": str(BUILD / "hypothesis"),
        "IPYTHONDIR": str(BUILD / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(BUILD / "jupyter"),
        "MATPLOTLIBRC": str(BUILD / "matplotlib" / "matplotlibrc"),
        "MPLCONFIGDIR": str(BUILD / "matplotlib"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "workbook")]),
    }


def prepare_kernels() -> None:
    """Set the variables, for this process and so for the kernels that it starts."""
    os.environ.update(kernel_environment())
    os.environ.pop("PYTHONSTARTUP", None)
    profile = BUILD / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(
        KERNEL / "ipython_kernel_config.py", profile / "ipython_kernel_config.py"
    )
    if not list(BUILD.glob("matplotlib/fontlist*")):
        # matplotlib looks through the fonts once, and may say so in a cell's output.
        command = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(command, check=False, capture_output=True)


WRITE_LOOK = """
import os, pathlib
from minitorch.plot.charts.look import settings_file
pathlib.Path(os.environ["MATPLOTLIBRC"]).write_text(settings_file(), encoding="utf-8")
"""


def write_look() -> str:
    """Write the look of figures, as the package has it now, for all kernels.

    Returns:
        What Python said if that failed, or nothing.
    """
    (BUILD / "matplotlib").mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-c", WRITE_LOOK]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stderr if done.returncode else ""


def choose_cache(app: Sphinx, config: Config) -> None:
    """Name the cache's folder after everything that outputs depend on."""
    prepare_kernels()
    absent = " ".join(getattr(config, "absent", []))
    os.environ[ABSENT] = absent  # for cells that list pages
    key = digest(sources(), repr(sorted(SETTINGS.items())), *versions())
    config.nb_execution_cache_path = str(BUILD / "jupyter_cache" / key)


ABSENT = "COURSE_ABSENT"


class SeenByFew:
    """What a page sees only if its text names it, in its present state."""

    def __init__(self) -> None:
        """Look at the files once, for all pages."""
        local = digest(data(ROOT / "local"))
        self.states = {ABSENT: os.environ.get(ABSENT, ""), "local": local}

    def by(self, path: Path) -> str:
        """The state of what one page sees; empty if it names none of it."""
        text = path.read_text(encoding="utf-8")
        is_ours = path.is_relative_to(ROOT / "local")
        seen = {
            name: state
            for name, state in self.states.items()
            if re.search(rf"\b{name}\b(?! )", text) or (is_ours and name == "local")
        }
        return digest([], repr(seen)) if seen else ""


def _record(config: Config) -> Path:
    return Path(config.nb_execution_cache_path, "seen_by_few.json")


def read_states(config: Config) -> dict[str, str]:
    """What pages saw when the cache was given their outputs."""
    try:
        return dict(json.loads(_record(config).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def write_states(config: Config, states: dict[str, str]) -> None:
    """Keep that beside the outputs."""
    _record(config).parent.mkdir(parents=True, exist_ok=True)
    _record(config).write_text(json.dumps(states), encoding="utf-8")


def name_few(
    app: Sphinx,
    env: Any,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> set[str]:
    """Read the pages again that see something else than when they were read last."""
    seen = SeenByFew()
    then = getattr(env, "seen_by_few", {})
    env.seen_by_few = {n: seen.by(Path(env.doc2path(n))) for n in env.found_docs}
    return {n for n, state in env.seen_by_few.items() if then.get(n, "") != state}


def name_deleted_pages(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> set[str]:
    """Read again what lists a deleted page, to hear that it is gone."""
    listing = (env.files_to_rebuild.get(name, set()) for name in removed)
    return set().union(*listing)


def register(app: Sphinx) -> None:
    """Name the cache before it is used, and look at what lists deleted pages."""
    app.connect("config-inited", choose_cache)
    app.connect("env-get-outdated", name_deleted_pages)
    app.connect("env-get-outdated", name_few)
