"""A course of two pages, built by the real tools in a few seconds."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

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
y &= x
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
        self, *options: str, python: str = sys.executable, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the build as `make html` does, with variables for the environment."""
        return subprocess.run(
            [python, "docs/_ext", "html", *options],
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


def files_of(folder: Path) -> dict[str, bytes]:
    """The names and the bytes of all files below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
