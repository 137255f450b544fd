"""Fresh or failing: what a page shows is never older than what it was computed from.

jupyter-cache finds a notebook's outputs by the notebook's text alone. Here the cache
gets one folder for each state of everything else that outputs depend on: the package's
sources, the kernels' settings, data files beside the pages, and the installed versions.
Change any of them and no old output can be found; and because the folder's name is
part of Sphinx' configuration, every page is read again.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

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
    for folder in (ROOT / "docs", ROOT / "slides", ROOT / "local"):
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
    absent = getattr(config, "absent", [])
    os.environ["COURSE_ABSENT"] = " ".join(absent)  # for cells that list pages
    settings = [repr(sorted(SETTINGS.items())), *absent]
    key = digest(sources(), *settings, *versions())
    config.nb_execution_cache_path = str(BUILD / "jupyter_cache" / key)


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
