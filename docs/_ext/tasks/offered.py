"""The workbook in the site: as one zip, and as archives for checks in the browser.

What checks a task in a browser are the files of the repository itself: its tests, the
package `work` that runs them, and pytest with what it needs from .venv. A page loads
them at the first Check.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from edition.students import chosen, make, only
from edition.write import sources

from .. import zipped
from ..live import archives
from .parts import task_part

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME = "minitorch-workbook.zip"
# In a browser they stand beside the engine, which is there already.
PARTS = ("work/", "tests/", "project/", "pyproject.toml")
PYTEST = ("pytest", "pluggy", "iniconfig", "packaging", "pygments")
# Of the five hundred languages that pygments colours, pytest imports two.
COLOURS = ("pygments/lexers/", "pygments/styles/")
IMPORTED = ("__init__.py", "_mapping.py", "diff.py", "python.py")


class Offered:
    """The extension's state: the names of the archives, once they are written."""

    def __init__(self) -> None:
        """Start with a site that offers nothing."""
        self.extras: dict[str, str] = {}

    def write(self, app: Sphinx) -> None:
        """Write the files before the pages, which name them."""
        if app.builder.name != "html" or not app.config.tasks_offered:
            return
        static = Path(app.outdir, "_static")
        (static / "live").mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory() as folder:
            version = make(Path(folder, "workbook"))
            zipped.write(static / NAME, zipped.files_in(Path(folder, "workbook")))
        content = {"pytest": pytest(), "project": workbook(version)}
        self.extras = {
            name: archives.write(name, files, static / "live")
            for name, files in content.items()
        }

    def name(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Tell a page with a task what its checks load."""
        if doctree is not None and any(doctree.findall(task_part)):
            context["live_extras"] = self.extras


def workbook(version: str) -> archives.Content:
    """The checks and what runs them, with the version of the workbook."""
    files = {n: path.read_bytes() for n, path in sources().items()}
    files = only(files, chosen())
    files["work/version.txt"] = f"{version}\n".encode()
    return [(name, data) for name, data in files.items() if name.startswith(PARTS)]


def pytest() -> archives.Content:
    """Pytest, with all that it needs."""
    return [
        (name, content)
        for name, content in archives.installed(PYTEST)
        if not name.startswith(COLOURS) or name.endswith(IMPORTED)
    ]


class Zip(SphinxRole):
    """A link to the workbook as one file."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        up = "../" * self.env.docname.count("/")
        address = f"{up}_static/{NAME}"
        return [nodes.reference("", self.text, refuri=address)], []


def register(app: Sphinx) -> None:
    """Write the files, and have pages name them."""
    offered = Offered()
    app.add_config_value("tasks_offered", True, "html", types=(bool,))
    app.add_role("workbook-zip", Zip())
    app.connect("builder-inited", offered.write)
    app.connect("html-page-context", offered.name, priority=900)
