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
from typing import Any

from inputs import ROOT, digest, files_under, versions
from sphinx.application import Sphinx
from sphinx.config import Config

KERNEL = Path(__file__).parent / "kernel"
PAGES = {".md", ".ipynb", ".rst"}
KEPT_CACHES = 4  # so that going back to another branch is quick


def sources() -> Iterator[Path]:
    """The files that can change what a cell shows, without the pages themselves."""
    yield from files_under(ROOT / "minitorch")
    yield from files_under(KERNEL)
    for folder in (ROOT / "docs", ROOT / "slides"):
        for path in files_under(folder):
            if path.suffix not in PAGES and Path(__file__).parent not in path.parents:
                yield path


def kernel_environment(build: Path) -> dict[str, str]:
    """The variables under which a notebook gives the same outputs everywhere."""
    return {
        "HYPOTHESIS_STORAGE_DIRECTORY": str(build / "hypothesis"),
        "IPYTHONDIR": str(build / "ipython"),
        "MATPLOTLIBRC": str(KERNEL / "matplotlibrc"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": str(build / "matplotlib"),
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "0",
    }


def prepare_kernels(build: Path) -> None:
    """Set the variables, for this process and so for the kernels that it starts."""
    os.environ.update(kernel_environment(build))
    os.environ.pop("PYTHONSTARTUP", None)
    profile = build / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(
        KERNEL / "ipython_kernel_config.py", profile / "ipython_kernel_config.py"
    )
    if not list(build.glob("matplotlib/fontlist*")):
        # matplotlib looks through the fonts once, and may say so in a cell's output.
        command = [sys.executable, "-c", "import matplotlib.font_manager"]
        subprocess.run(command, check=False, capture_output=True)


def prune(caches: Path, current: Path) -> None:
    """Keep the current cache and the few that were used last."""
    current.mkdir(parents=True, exist_ok=True)
    os.utime(current)
    by_age = sorted(caches.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in by_age[:-KEPT_CACHES]:
        shutil.rmtree(path, ignore_errors=True)


def choose_cache(app: Sphinx, config: Config) -> None:
    """Name the cache's folder after everything that outputs depend on."""
    build = Path(app.outdir).resolve().parent
    prepare_kernels(build)
    settings = sorted(kernel_environment(Path()).items())
    key = digest(sources(), repr(settings), *versions())
    current = build / "jupyter_cache" / key
    prune(current.parent, current)
    config.nb_execution_cache_path = str(current)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.setup_extension("myst_nb")
    app.connect("config-inited", choose_cache)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
