"""Small courses to build: notebooks of seven cells and three figures, and a package."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "docs"))

from _ext.inputs import files_under

ROOT = Path(__file__).resolve().parent.parent
FIGURES = 3
CELLS = (
    "import matplotlib.pyplot as plt\nimport numpy as np\n"
    "from minitorch import operators",
    "x = np.linspace(0, 1, 200)\ny = np.sin({number} * x)\n"
    'print("package", getattr(operators, "EDIT", 0))',
    "plt.plot(x, y)\nplt.plot(x, y**2)\nplt.show()",
    "generator = np.random.default_rng({number})\n"
    "noisy = y + 0.1 * generator.standard_normal(200)",
    "plt.scatter(x, noisy, c=y)\nplt.show()",
    "plt.hist(noisy - y, bins=20)\nplt.show()",
    'print("notebook", {number}, "edit", {edit})\nprint(float(noisy.mean()))',
)
HEAD = """\
---
file_format: mystnb
kernelspec:
  display_name: Python 3
  name: python3
---
# Notebook {number}
"""
PLAIN = """\
project = "Notebooks"
extensions = ["myst_nb"]
exclude_patterns = ["_build", "docs", "minitorch"]
nb_execution_mode = "cache"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
html_theme = "alabaster"
"""
OURS = """\
import sys

sys.path.insert(0, "docs")
""" + PLAIN.replace('["myst_nb"]', '["myst_nb", "_ext.notebooks"]')
BOOK = """\
title: Notebooks
execute:
  execute_notebooks: cache
  timeout: 120
only_build_toc_files: true
"""


def notebook(number: int, edit: int = 0) -> str:
    """A page of seven cells, three of which draw.

    Args:
        number: makes its cells differ from those of other notebooks.
        edit: how often it was edited.
    """
    cells = (
        f"```{{code-cell}}\n{cell.format(number=number, edit=edit)}\n```"
        for cell in CELLS
    )
    return "\n\n".join([HEAD.format(number=number), *cells]) + "\n"


@dataclass
class Course:
    """A folder with notebooks, a package that they import, and how to build them.

    Args:
        root: the folder; made when the course is written.
        size: how many notebooks.
    """

    root: Path
    size: int

    def page(self, number: int) -> str:
        """The name of a notebook, without what it ends in."""
        return f"pages/notebook{number:02}"

    def write(self) -> None:
        """Write all files; every way to build finds its own settings among them."""
        skip = shutil.ignore_patterns("__pycache__", "node_modules")
        for name in ("docs/_ext", "minitorch"):
            shutil.copytree(ROOT / name, self.root / name, ignore=skip)
        numbers = range(1, self.size + 1)
        pages = [self.page(number) for number in numbers]
        toctree = "\n".join(["```{toctree}", *pages, "```"]) if pages else ""
        (self.root / "pages").mkdir()
        (self.root / "index.md").write_text(f"# Notebooks\n\n{toctree}\n")
        for number in numbers:
            self.edit_notebook(number, 0)
        chapters = "".join(f"  - file: {page}\n" for page in pages)
        toc = f"format: jb-book\nroot: index\nchapters:\n{chapters}"
        (self.root / "_toc.yml").write_text(toc)
        (self.root / "_config.yml").write_text(BOOK)

    def configure(self, conf: str) -> None:
        """Write Sphinx' configuration; Jupyter Book has a file of its own."""
        (self.root / "conf.py").write_text(conf)

    def edit_notebook(self, number: int, edit: int) -> None:
        """Change one notebook's last cell."""
        path = self.root / f"{self.page(number)}.md"
        path.write_text(notebook(number, edit))

    def edit_package(self, edit: int) -> None:
        """Change a module that every notebook imports."""
        with (self.root / "minitorch" / "operators.py").open("a") as file:
            file.write(f"\nEDIT = {edit}\n")

    def html(self, number: int) -> str:
        """The built page."""
        path = self.root / "_build" / "html" / f"{self.page(number)}.html"
        return path.read_text(encoding="utf-8")


def shows(html: str, *lines: str) -> bool:
    """Whether a built page has its figures, and a cell printed all of the lines."""
    drawn = html.count("<img alt=") + html.count("<img src=")
    return drawn >= FIGURES and all(line in html for line in lines)


def copy_course(where: Path) -> None:
    """Copy this very course, without what was built or installed."""
    for path in files_under(ROOT):
        target = where / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
