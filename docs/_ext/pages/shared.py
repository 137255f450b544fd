"""What a link to a page shows where it is shared: its title, and what it is about.

The description is the page's first paragraph. A picture and an address have to be given
with their host, which only the one who publishes the site knows: with `html_baseurl`
each page has both, without it neither.
"""

import re
import textwrap
from html import escape, unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

LONGEST = 200  # characters of a description; others cut it there without asking
SHORTEST = 25  # fewer are a label or a fragment
_TAGS = re.compile(r"<[^>]*>")


def description(doctree: nodes.document) -> str:
    """The first paragraph of a page, as far as whole words fit.

    Args:
        doctree: the page. Paragraphs with formulas are passed over.
    """
    for paragraph in doctree.findall(nodes.paragraph):
        words = " ".join(paragraph.astext().split())
        if len(words) >= SHORTEST and not any(paragraph.findall(nodes.math)):
            return textwrap.shorten(words, LONGEST, placeholder=" …")
    return ""


def draw(path: Path, title: str, words: str, project: str) -> None:
    """Draw the picture that stands for a page: its title beside two half planes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 12), ylim=(0, 6.3))
    axes.axis("off")
    axes.fill([9.4, 12, 12, 7.8], [6.3, 6.3, 0, 0], color="#dcebf6", lw=0)
    axes.fill([11.1, 12, 12, 9.5], [6.3, 6.3, 0, 0], color="#fbe6d7", lw=0)
    axes.plot([9.4, 7.8], [6.3, 0], color="#0069a6", lw=6)
    axes.plot([11.1, 9.5], [6.3, 0], color="#b34a00", lw=6)
    lines = "\n".join(textwrap.wrap(title, 22)[:3])
    told = "\n".join(textwrap.wrap(words, 44)[:4])
    plain: Any = {"va": "top", "parse_math": False, "linespacing": 1.25}
    axes.text(0.7, 5.7, project, size=24, color="#0069a6", weight="bold", **plain)
    axes.text(0.7, 4.9, lines, size=44, color="#17212b", weight="bold", **plain)
    axes.text(0.7, 2.3, told, size=21, color="#4a5866", **plain)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Software": None})


def tags(found: dict[str, str]) -> str:
    """The elements of a page's head.

    >>> print(tags({"og:title": "A & B", "description": ""}))
    <meta property="og:title" content="A &amp; B">
    """
    rows = []
    for name, value in found.items():
        kind = "property" if name.startswith("og:") else "name"
        rows.append(f'<meta {kind}="{name}" content="{escape(value)}">')
    return "\n".join(
        row for row, value in zip(rows, found.values(), strict=True) if value
    )


def tell(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Put the description into the head of a page that is about to be written."""
    if app.builder.name != "html" or doctree is None:
        return
    title = unescape(_TAGS.sub("", context["title"]))
    words = description(doctree)
    found = {
        "description": words,
        "og:type": "website" if pagename == app.config.root_doc else "article",
        "og:site_name": app.config.project,
        "og:title": title,
        "og:description": words,
    }
    host = app.config.html_baseurl.rstrip("/")
    if host:
        picture = f"_static/shared/{pagename.replace('/', '-')}.png"
        draw(Path(app.outdir, picture), title, words, app.config.project)
        found |= {
            "og:url": f"{host}/{app.builder.get_target_uri(pagename)}",
            "og:image": f"{host}/{picture}",
            "og:image:alt": f"{title}. Beside it two half planes and their lines.",
            "twitter:card": "summary_large_image",
        }
    context["metatags"] = f"{context.get('metatags', '')}\n{tags(found)}"


def register(app: Sphinx) -> None:
    """Look at every page before it is written; the policy comes before, at 950."""
    app.connect("html-page-context", tell, priority=945)
