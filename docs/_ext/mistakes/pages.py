"""A page of the course as it is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..decks.builder import is_deck
from ..written import Page

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def written(app: Sphinx, env: Any, docname: str) -> Page | None:
    """A page as it is written; None for one that is no Markdown."""
    path = Path(env.doc2path(docname))
    if path.suffix != ".md" or not path.is_file():
        return None
    name = path.relative_to(app.srcdir).as_posix()
    text = path.read_text(encoding="utf-8")
    return Page(name, text, is_deck(app.config, docname), env.myst_config)
