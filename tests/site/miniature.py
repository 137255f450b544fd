"""A course of two pages, built by the real tools in a second.

Most of the time of so small a build goes into imports of Sphinx and Jupyter. So one
process has imported them, and each build is forked from it.
"""

import multiprocessing
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["PYTHONHASHSEED"] = "0"  # as `make` has it; otherwise a build starts over
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(
    [
        "docutils.parsers.rst.directives.images",
        "jupyter_cache.cache.db",
        "myst_nb.sphinx_ext",
        "nbclient",
        "pydata_sphinx_theme",
        "pygments.formatters.html",
        "sphinx.builders.html",
        "sphinx.domains.std",
        "sphinx.search.en",
        "sphinx_exercise",
        "sphinx_revealjs",
    ]
)
REPOSITORY = Path(__file__).resolve().parents[2]
PLOT = REPOSITORY / "minitorch/plot"
LOOK = ["charts/look.py", "paper/style.py"]  # of figures, which all kernels have
NOTEBOOK = """\
---
file_format: mystnb
kernelspec:
  name: python3
---
# Page

```{code-cell}
%s
```
"""
CONF = """\
import sys
sys.path.insert(0, "docs")
project = "Miniature"
extensions = ["_ext.notebooks", "_ext.pages"]
exclude_patterns = ["_build", "README.md"]
html_theme = "basic"
nb_execution_mode = "cache"
nb_execution_timeout = 120
myst_enable_extensions = ["dollarmath"]
"""
INDEX = """\
# Miniature

```{toctree}
docs/page
docs/equations
```
"""
EQUATIONS = r"""
(equations)=
# Equations

$$
y = x
$$ (same)
"""
DOUBLE = "from minitorch.operators import double\nprint('double', double(21))"


class Miniature:
    """A checkout with the real tools, an operator and a page that uses it."""

    def __init__(self, root: Path) -> None:
        """Write the checkout's files."""
        self.root = root
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(
            REPOSITORY / "docs" / "_ext", root / "docs" / "_ext", ignore=ignored
        )
        self.write("requirements.lock", "")
        self.write("conf.py", CONF)
        self.write("index.md", INDEX)
        self.write("docs/equations.md", EQUATIONS)
        self.write("minitorch/__init__.py", "")
        for name in LOOK:
            self.write(f"minitorch/plot/{name}", (PLOT / name).read_text("utf-8"))
        self.write("minitorch/plot/__init__.py", "")
        self.write("minitorch/operators.py", "def double(x):\n    return 2 * x\n")
        self.cell(DOUBLE)

    def write(self, name: str, text: str) -> None:
        """Write a file of the checkout."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def cell(self, source: str) -> None:
        """Make the page's only cell this one."""
        self.write("docs/page.md", NOTEBOOK % source)

    def build(
        self, *options: str, python: str = "", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the build as `make html` does, with variables for the environment.

        Only with a Python, this one or another, is it started as a new process. What
        Python itself looks at when it starts, such as PYTHONPATH, needs that.
        """
        command = ["docs/_ext", "html", *options]
        if not python:
            return forked(command, self.root, **variables)
        return subprocess.run(
            [python, *command],
            cwd=self.root,
            env=os.environ | variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )

    def page(self) -> str:
        """The page as it was built."""
        return (self.root / "_build/html/docs/page.html").read_text(encoding="utf-8")

    def site(self) -> dict[str, bytes]:
        """The built site: every file's name and bytes."""
        return files_of(self.root / "_build" / "html")


def forked(
    command: list[str], root: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run what would stand behind `python`, by a fork of the process with all imports.

    Args:
        command: a file or folder to run, or `-m` and a module, and its arguments.
        root: where to run it.
        variables: what to add to the environment.
    """
    with TemporaryDirectory() as folder:
        told = [Path(folder, name) for name in ("stdout", "stderr")]
        facts = (command, root, os.environ | variables, told)
        process = FORKED.Process(target=as_python, args=facts)
        process.start()
        process.join(900)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(command, 900)
        texts = [path.read_text(encoding="utf-8") for path in told]
        return subprocess.CompletedProcess(command, process.exitcode, *texts)


def as_python(
    command: list[str], root: Path, environment: dict[str, str], told: list[Path]
) -> None:
    """Be the process that `python` with these words would be."""
    for number, path in enumerate(told, start=1):
        with path.open("w") as file:
            os.dup2(file.fileno(), number)
    os.chdir(root)
    os.environ.clear()
    os.environ.update(environment)
    places = [Path(place).absolute() for place in sys.path if place]
    sys.path = [
        str(place)
        for place in places
        if not place.is_relative_to(REPOSITORY) or place.is_relative_to(sys.prefix)
    ]
    module, *sys.argv = command if command[0] == "-m" else ["", *command]
    if module:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(sys.argv[0], run_name="__main__")


def files_of(folder: Path) -> dict[str, bytes]:
    """The names and the bytes of all files below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
