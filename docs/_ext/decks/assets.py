"""The files of reveal.js and MathJax that pages load, and no others.

The packages ship much more: themes that import fonts from another host, plugins that
load from one, forty files of MathJax. What is copied here is all that a page asks for.
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError
from sphinx_revealjs.utils import get_revealjs_path

from .builder import SiteBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MATHJAX = "mathjax/tex-svg-full.js"
REVEAL = (
    "LICENSE",
    "dist/reveal.css",
    "dist/reveal.js",
    "plugin/highlight/highlight.js",
    "plugin/notes/notes.js",
    "plugin/search/search.js",
    "plugin/zoom/zoom.js",
)
FONTS = "dist/theme/fonts/source-sans-pro"
FACES = ("regular", "italic", "semibold", "semibolditalic")


def mathjax_path() -> Path:
    """Return MathJax as the one file that needs nothing else."""
    # The package's name has hyphens, so it cannot be imported, only found.
    spec = find_spec("sphinx-mathjax-offline")
    if spec is None or spec.origin is None:
        raise ExtensionError(
            "decks: expected the package sphinx-mathjax-offline, found none. "
            "Install what the site needs: pip install -e '.[site]'"
        )
    return Path(spec.origin).parent / "static" / MATHJAX


def _files() -> dict[str, Path]:
    """Return every file to copy, by its place in the static folder."""
    reveal = get_revealjs_path()
    files = {f"revealjs/{name}": reveal / name for name in REVEAL}
    for face in FACES:
        font = f"source-sans-pro-{face}.woff"
        files[f"fonts/{font}"] = reveal / FONTS / font
    files["fonts/LICENSE"] = reveal / FONTS / "LICENSE"
    files[MATHJAX] = mathjax_path()
    return files


def _copy(app: Sphinx) -> None:
    """Copy before pages are written, so their addresses carry checksums."""
    if not isinstance(app.builder, SiteBuilder):
        return
    static = Path(app.outdir) / "_static"
    for name, source in _files().items():
        target = static / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _self_hosted_mathjax(app: Sphinx) -> None:
    app.config.mathjax_path = MATHJAX


def register(app: Sphinx) -> None:
    """Serve MathJax and reveal.js from the site itself."""
    app.connect("builder-inited", _self_hosted_mathjax)
    app.connect("builder-inited", _copy)
