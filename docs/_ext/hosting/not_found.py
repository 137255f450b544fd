"""The page that a host shows for an address that is none: `404.html`.

A host shows it at any depth, so what it links to begins at the root of the host:
`address` in `course.toml` says where the site stands there. When GitHub builds the site
of a fork that names none, the fork's own name does.
"""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .policy import policy

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME = "404.html"
PLACES = {
    "index": "Front page",
    "docs/schedule": "Schedule",
    "slides/index": "Lectures",
    "docs/index": "Textbook",
    "docs/tasks/index": "Tasks",
    "search": "Search",
}
PAGE = """\
<!DOCTYPE html>
<html lang="en" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>There is no such page — {title}</title>
<script src="{home}_static/color-mode.js"></script>
<link rel="stylesheet" href="{home}_static/base.css">
{styles}<link rel="icon" type="image/svg+xml" href="{home}_static/favicon.svg">
<style>
body {{ max-width: 40rem; margin: 0 auto; padding: 15vh 1.5rem 2rem;
  background: var(--paper); color: var(--ink);
  font: 1.125rem/1.6 var(--font-text, system-ui, sans-serif); }}
p.course {{ margin: 0; color: var(--accent); font-weight: 600; }}
h1 {{ margin: 0 0 1rem; font-size: 2rem; line-height: 1.25; }}
a {{ color: var(--accent); }}
ul {{ display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; padding: 0; }}
li {{ list-style: none; }}
</style>
</head>
<body>
<main>
<p class="course">{title}</p>
<h1>There is no such page</h1>
<p>It may have another name now, or this course may have left it out. From here the way
goes on:</p>
<nav aria-label="Course"><ul>
{links}
</ul></nav>
</main>
</body>
</html>
"""


def home(address: str, repository: str = "") -> str:
    """Where the site begins on its host.

    >>> home("https://you.github.io/course/"), home("")
    ('/course/', '/')
    >>> home("", "you/course"), home("", "you/you.github.io")
    ('/course/', '/')
    """
    if address:
        return f"{urlsplit(address).path.rstrip('/')}/"
    _, _, name = repository.partition("/")
    return "/" if not name or name.endswith(".github.io") else f"/{name}/"


def page(title: str, root: str, site: Path) -> str:
    """The whole page, with links to what a built site has."""
    rows = [
        f'<li><a href="{escape(root)}{name}.html">{words}</a></li>'
        for name, words in PLACES.items()
        if (site / f"{name}.html").is_file()
    ]
    style = f'<link rel="stylesheet" href="{escape(root)}_static/course.css">\n'
    return PAGE.format(
        policy=policy(),
        title=escape(title),
        home=escape(root),
        styles=style if (site / "_static" / "course.css").is_file() else "",
        links="\n".join(rows),
    )


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the page when all others are there."""
    if exception is None and app.builder.name == "html":
        root = home(app.config.html_baseurl, os.environ.get("GITHUB_REPOSITORY", ""))
        site = Path(app.outdir)
        text = page(app.config.project, root, site)
        (site / NAME).write_text(text, encoding="utf-8")


def register(app: Sphinx) -> None:
    """Write it before the table of all files, which has it, too."""
    app.connect("build-finished", write, priority=980)
