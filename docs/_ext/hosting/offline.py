"""Keeps what a reader has visited, so that it opens without a network.

A service worker at the root of the site does it: `worker/service-worker.js` says what
is kept and when it is used, `docs/_static/offline.js` starts it. The build writes a
table of all files into it, so a build that changes anything has another worker, which
throws away what is not of that build and keeps the rest.

`offline = False` in conf.py turns it off, for readers too who have it already.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

SCRIPTS = Path(__file__).parent / "worker"
WORKER = "service-worker.js"
SCRIPT = "offline.js"
# Where the table goes.
PLACE = "const FILES = new Map([]);\n"


def table(site: Path) -> dict[str, str]:
    """Every file of a built site but the worker itself, and a hash of its bytes.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "index.html").write_bytes(b"Hello")
    ...     table(Path(folder))
    {'index.html': '185f8db32271fe25'}
    """
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    names = {path.relative_to(site).as_posix(): path for path in paths}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for name, path in names.items()
        if name != WORKER and not name.startswith(".")
    }


def write_worker(site: Path) -> None:
    """Write the worker of a built site, with the table of its files."""
    before, after = (SCRIPTS / WORKER).read_text(encoding="utf-8").split(PLACE)
    rows = [json.dumps(row, ensure_ascii=False) for row in table(site).items()]
    lines = ",\n".join(rows)
    source = f"{before}const FILES = new Map([\n{lines},\n]);\n{after}"
    (site / WORKER).write_text(source, encoding="utf-8")


def write_farewell(site: Path) -> None:
    """Write a worker that removes itself and all that was kept."""
    source = (SCRIPTS / "farewell.js").read_text(encoding="utf-8")
    (site / WORKER).write_text(source, encoding="utf-8")


def _on_decks(app: Sphinx, config: Config) -> None:
    if config.offline and "deck_js_files" in config:
        config.deck_js_files = [*config.deck_js_files, SCRIPT]


def _on_pages(app: Sphinx) -> None:
    if app.config.offline and app.builder.name == "html":
        app.add_js_file(SCRIPT, loading_method="defer")


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write the worker last, when all other files are there."""
    if exception is None and app.builder.name == "html":
        write = write_worker if app.config.offline else write_farewell
        write(Path(app.outdir))


def register(app: Sphinx) -> None:
    """Write the worker, and have pages start it."""
    app.add_config_value("offline", True, "html", types=(bool,))
    app.connect("config-inited", _on_decks)
    app.connect("builder-inited", _on_pages)
    app.connect("build-finished", _write, priority=990)
