"""A Content-Security-Policy in every page: a browser loads from this site, or nothing.

Only scripts that are files of this site run, and they reach no other host. The policy
stands in the page and not in a header, because a static host sends no headers of ours.

Cells that run in the browser are outside of it: a worker obeys the headers of its own
file, not the page that starts it. So the packages that a reader asks for (numpy, say)
may come from another host while the page itself cannot reach one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError
from sphinx_revealjs.utils import get_revealjs_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Opened from a disk, a page takes 'self' to mean the disk; browsers agree on that.
DIRECTIVES = {
    "default-src": ("'self'",),
    "script-src": ("'self'", "'wasm-unsafe-eval'"),  # WebAssembly, and no other eval
    # MathJax, reveal.js, the editor and SVG drawings set styles as they go.
    "style-src": ("'self'", "'unsafe-inline'"),
    "img-src": ("'self'", "data:", "blob:"),
    "font-src": ("'self'", "data:"),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "frame-src": ("'self'",),  # the two slides in the speaker view
    "form-action": ("'self'",),  # the search
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
}
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(*scripts: str) -> str:
    """The policy as one line; inline scripts run only where they are passed here.

    >>> policy().split("; ")[1]
    "script-src 'self' 'wasm-unsafe-eval'"
    >>> policy("start()").split("; ")[1].split()[-1]
    "'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00='"
    """
    hashes = [f"'sha256-{_sha256(script)}'" for script in scripts]
    sources = DIRECTIVES | {"script-src": (*DIRECTIVES["script-src"], *hashes)}
    return "; ".join(f"{name} {' '.join(values)}" for name, values in sources.items())


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def speaker_script(view: str) -> str:
    """The script of the speaker view, which reveal.js writes into an empty window.

    That window has the policy of the deck that opened it.

    Args:
        view: the page that reveal.js' notes plugin has in it, and beside it as a file.

    Returns:
        What stands between its two script tags.

    Raises:
        ExtensionError: if there is another number of scripts, in a later version say.

    >>> speaker_script("<p>Notes</p><script>go()</script>")
    'go()'
    """
    found = _SCRIPT.findall(view)
    if len(found) != 1:
        raise ExtensionError(
            f"policy: expected one script in the speaker view of reveal.js, found "
            f"{len(found)}. Its version has changed: teach `speaker_script` in "
            f"docs/_ext/hosting/policy.py which scripts it has now."
        )
    return str(found[0])


@cache
def _deck_policy() -> str:
    view = Path(get_revealjs_path(), "plugin", "notes", "speaker-view.html")
    return policy(speaker_script(view.read_text(encoding="utf-8")))


def _first_in_head(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Put the policy before everything that loads something."""
    if app.builder.name != "html":
        return
    is_deck = getattr(app.builder, "is_deck", lambda name: False)(pagename)
    content = _deck_policy() if is_deck else policy()
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    context["metatags"] = f"{meta}\n{context.get('metatags', '')}"


def register(app: Sphinx) -> None:
    """Put the policy into every page."""
    app.connect("html-page-context", _first_in_head, priority=950)
