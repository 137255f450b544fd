"""What a page or a deck with code cells gets, so that its cells can run."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from . import download

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from .bundle import Bundle

# Cells with these tags cannot be run by a reader, or are not in the page at all.
NOT_LIVE = {"no-live", "remove-cell", "remove-input"}
OWN = re.compile(r"^\s*(from|import) local\b", re.MULTILINE)
OFF = {"off", "false", "no"}


@dataclass(frozen=True)
class Files:
    """The names of the files in `_static/live`."""

    bundle: Bundle
    runtime: str
    archives: dict[str, str]
    extras: dict[str, str]
    wheels: str | None = None


def has_live_cells(doctree: nodes.document) -> bool:
    """Whether the page shows a code cell that a reader may run.

    Args:
        doctree: the page, as myst-nb has read it.

    Returns:
        False for a page without cells, where each is tagged `no-live`, and where one
        imports from `local/`, which readers are not sent.
    """
    if any(node.get("live") for node in doctree.findall(nodes.Element)):
        return True  # another room has put something there that runs
    cells = [
        cell
        for cell in doctree.findall(nodes.container)
        if cell.get("nb_element") == "cell_code"
    ]
    if any(OWN.search(cell.astext()) for cell in cells):
        return False
    tags = [set(cell.get("cell_metadata", {}).get("tags", [])) for cell in cells]
    return any(not NOT_LIVE & names for names in tags)


def is_off(metadata: dict[str, Any]) -> bool:
    """Whether the front matter of a page says `live: off`.

    >>> is_off({"live": "False"}), is_off({})
    (True, False)
    """
    return str(metadata.get("live", "")).lower() in OFF


def config(
    app: Sphinx,
    files: Files,
    pagename: str,
    to: Callable[[str], str],
    more: dict[str, str],
) -> dict[str, Any]:
    """What the scripts have to know: addresses, relative to the page.

    Args:
        app: Sphinx, for the settings.
        files: the names of the files that live cells load.
        pagename: the page, as in `docs/module0/operators`.
        to: gives the address, from the page, of a file in the static folder.
        more: archives that this page alone loads.

    Returns:
        What the script finds in the page as JSON.
    """

    def addresses(names: dict[str, str]) -> dict[str, str]:
        return {package: to(file) for package, file in names.items()}

    base = app.config.live_package_base
    return {
        "page": pagename,
        "worker": to(files.bundle.worker),
        "runtime": to(f"{files.runtime}/"),
        "mathjax": to(f"../{getattr(app.config, 'mathjax_path', '')}"),
        "packages": to(f"{files.wheels}/") if files.wheels else base,
        "lock": to(f"{files.wheels or files.runtime}/pyodide-lock.json"),
        "archives": addresses(files.archives),
        "extras": addresses(files.extras | more),
    } | download.addresses(app, pagename)


def head(settings: dict[str, Any], script: str) -> str:
    """The elements for the page's head, without the style sheet.

    Args:
        settings: what `config` gives.
        script: the address of the script that starts everything.

    Returns:
        HTML; no text of a setting can end the element.

    >>> head({"page": "</script>"}, "start.js").count("</script>")
    2
    """
    data = json.dumps(settings).replace("<", "\\u003c")
    return (
        f'<script type="application/json" id="live-config">{data}</script>\n'
        f'<script defer src="{script}"></script>'
    )


def complete(app: Sphinx, files: Files, pagename: str, context: dict[str, Any]) -> None:
    """Put style, settings and script into the page that is about to be written.

    Args:
        app: Sphinx.
        files: the names of the files that live cells load.
        pagename: the page.
        context: what its template gets; decks name their style sheets themselves.
    """

    def to(name: str) -> str:
        return str(context["pathto"](f"_static/live/{name}", resource=True))

    more = context.get("live_extras", {})
    settings = config(app, files, pagename, to, more)
    context["metatags"] += "\n" + head(settings, to(files.bundle.start))
    style = f"live/{files.bundle.style}"
    if "deck_css_files" in context:
        context["deck_css_files"] = [*context["deck_css_files"], style]
    else:
        app.add_css_file(style, priority=900)
