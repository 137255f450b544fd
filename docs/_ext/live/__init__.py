"""Every code cell of a page or a deck can be edited and run in the reader's browser.

The page stays as myst-nb wrote it, and complete without any script. This extension adds
a style sheet, settings and a script to pages that have cells, and writes into the site,
once, what these load: Python for the browser, `minitorch`, and an editor.

Where to look:

    runtime.py         Pyodide, the editor and esbuild, from npm
    wheels.py          numpy and matplotlib, from the host of Pyodide
    fetched.py         the folders of .venv into which things are fetched once
    archives.py        `minitorch` and other packages as archives
    bundle.py          browser/*.js as few small files
    in_page.py         what a page gets
    download.py        the page as a notebook to download, or to open elsewhere
    turn.py            sliders for numbers of a cell
    plain_markdown.py  MyST as the Markdown of such a notebook
    browser/           the scripts and styles themselves

The extensions that others have made load Python from another host, by addresses that
are fixed in their code, or show another document in a frame; none keeps the page that
was built, nor runs the course's own package.

A page without code cells gets nothing, nor does one whose front matter says
`live: off`. Where something cannot be fetched the site is built without live cells, and
`live_left_out` says why; commands/build.py decides whether that is good enough.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import download, turn
from .archives import Wanted, write_apart, write_own
from .bundle import bundle
from .fetched import Unreachable, say_once
from .in_page import Files, complete, has_live_cells, is_off
from .runtime import copy_runtime, packages, version
from .wheels import copy_wheels

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

ADVICE = (
    "check the network, or the registry and proxy in npm's own settings, "
    "then run the same command again"
)


class Live:
    """The extension's state: the names of the files, once they are written."""

    def __init__(self) -> None:
        """Start with a site that has no live cells."""
        self.files: Files | None = None

    def write(self, app: Sphinx) -> None:
        """Write the files before the pages, which name them."""
        if app.builder.name != "html":
            return
        try:
            node_modules = packages()
        except Unreachable as error:
            app.config.live_left_out = f"{error}; {ADVICE}"
            return
        config = app.config
        wanted = Wanted(config.live_own, config.live_data, config.live_extras)
        root, folder = Path(app.srcdir), Path(app.outdir, "_static", "live")
        folder.mkdir(parents=True, exist_ok=True)
        self.files = Files(
            bundle(node_modules, folder),
            copy_runtime(node_modules, folder),
            write_own(folder, root, wanted),
            write_apart(folder, root, wanted),
            self.wheels(app, node_modules, folder),
        )

    def wheels(self, app: Sphinx, node_modules: Path, folder: Path) -> str | None:
        """The folder with packages such as numpy; None if readers ask a host."""
        config = app.config
        if not config.live_wheels:
            return None
        lock = node_modules / "pyodide" / "pyodide-lock.json"
        base = config.live_package_base
        try:
            return copy_wheels(lock, config.live_wheels, base, folder)
        except Unreachable as error:
            names = " and ".join(config.live_wheels)
            say_once("wheels", f"Readers load {names} from {base}: {error}.")
            return None

    def complete(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.document | None,
    ) -> None:
        """Give a page with code cells what it needs."""
        if self.files is None or doctree is None:
            return
        if has_live_cells(doctree) and not is_off(context.get("meta") or {}):
            complete(app, self.files, pagename, context)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension.

    Args:
        app: Sphinx.

    Returns:
        What Sphinx wants to know about the extension.

    Settings: `live_own`, `live_data` and `live_extras` say what cells may import, as
    `archives.Wanted` explains; `live_wheels` what is fetched from `live_package_base`
    into the site, where readers find it, and everything else of Pyodide's there;
    `live_repository` and `live_branch` name the public course.
    """
    base = f"https://cdn.jsdelivr.net/pyodide/v{version()}/full/"
    own = {"minitorch": ["minitorch"]}
    app.add_config_value("live_own", own, "html", types=(dict,))
    app.add_config_value("live_data", {}, "html", types=(dict,))
    app.add_config_value("live_extras", {}, "html", types=(dict,))
    app.add_config_value("live_package_base", base, "html", types=(str,))
    app.add_config_value("live_wheels", [], "html", types=(list,))
    app.add_config_value("live_repository", "", "html", types=(str,))
    app.add_config_value("live_branch", "gh-pages", "html", types=(str,))
    app.add_config_value("live_left_out", "", "", types=(str,))  # not for conf.py
    app.setup_extension("_ext.answers")  # notebooks keep to its switch, too
    download.register(app)
    turn.register(app)
    live = Live()
    app.connect("builder-inited", live.write)
    app.connect("html-page-context", live.complete, priority=950)  # decks: 900
    return {"parallel_read_safe": True, "parallel_write_safe": True}
