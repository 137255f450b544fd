"""Moves the scripts that extensions write into pages to files.

A page whose scripts are all files can be served with a Content-Security-Policy that
allows no others. The content is the same, only its place changes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "inline"


def _to_file(app: Sphinx, body: str) -> str:
    """Write a script's text to a file named after it; return the file's name."""
    name = f"{FOLDER}/{hashlib.sha256(body.encode()).hexdigest()[:12]}.js"
    path = Path(app.outdir) / "_static" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body + "\n", encoding="utf-8")
    return name


def _use_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Replace each script without a file by one that has a file."""
    stock_tag = context.get("js_tag")
    if app.builder.name != "html" or stock_tag is None:
        return

    def js_tag(script: Any) -> str:
        attributes = getattr(script, "attributes", {})
        body = attributes.get("body")
        is_data = attributes.get("type") == "application/json"  # read, never run
        if not body or script.filename or is_data:
            return str(stock_tag(script))
        source = context["pathto"](f"_static/{_to_file(app, body)}", resource=True)
        return f'<script src="{source}"></script>'

    context["js_tag"] = js_tag


def register(app: Sphinx) -> None:
    """Look at every page before it is written."""
    app.connect("html-page-context", _use_files, priority=990)
