"""Pages that are in no list of pages, so that no reader would find them.

Sphinx warns of them, without saying where to name them.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


def index_for(docname: str, known: set[str]) -> tuple[str, str]:
    """The index that ought to name a page, and the name to write there.

    >>> index_for("docs/module1/extra", {"index", "docs/module1/index"})
    ('docs/module1/index', 'extra')
    >>> index_for("docs/new/index", {"index", "docs/module1/index", "docs/new/index"})
    ('index', 'docs/new/index')
    """
    page = PurePosixPath(docname)
    for folder in page.parents:
        index = str(folder / "index")
        if index in known and index != docname:
            return index, str(page.relative_to(folder))
    return "index", docname


def complain(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn, which fails the build, of each page that is listed nowhere."""
    for docname in sorted(env.found_docs):
        listed = docname in env.files_to_rebuild or docname == app.config.root_doc
        if listed or docname in env.included or "orphan" in env.metadata[docname]:
            continue
        index, name = index_for(docname, env.found_docs)
        logger.warning(
            "this page is in no list of pages, so that no reader finds it. Add `%s` to "
            "the {toctree} of %s, or `orphan: true` to its front matter",
            *(name, env.doc2path(index, base=False)),
            location=(docname, 1),
            type="mistakes",
        )


def _instead(app: Sphinx, config: Config) -> None:
    config.suppress_warnings = [*config.suppress_warnings, "toc.not_included"]


def register(app: Sphinx) -> None:
    """Look at the lists once all pages have been read."""
    app.connect("config-inited", _instead)
    app.connect("env-check-consistency", complain)
