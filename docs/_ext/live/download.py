"""Every page and deck with code cells as a Jupyter notebook, to download or to open.

The notebook is made from the page's source, not from its HTML: cells with their tags,
text as plain Markdown, no outputs. The same source gives the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import nbformat
from docutils import nodes
from myst_nb.core.read import create_nb_reader
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from sphinx.directives.code import LiteralIncludeReader
from sphinx.util import docname_join
from sphinx.util.osutil import relative_uri

from ..answers.covers import Answer, answer
from ..answers.solutions import are_shown
from .plain_markdown import plain
from .solutions import fold

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from sphinx.application import Sphinx
    from sphinx.config import Config

FOLDER = "_downloads/notebooks"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?")
_IMPORTED = re.compile(r"^\s*(?:import|from)\s+(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A page of the course, which knows what its text refers to."""

    app: Sphinx
    name: str

    @property
    def path(self) -> Path:
        """The page's source."""
        return Path(self.app.env.doc2path(self.name))

    def title(self, target: str) -> str:
        """The title of a page as `{doc}` names it."""
        title = self.app.env.titles.get(docname_join(self.name, target))
        return title.astext() if title else ""

    def listing(self, path: str, options: dict[str, str]) -> str:
        """The lines of a source file that `{literalinclude}` shows."""
        given: dict[str, Any] = dict(options)
        if "dedent" in given:
            given["dedent"] = int(given["dedent"])
        file = (self.path.parent / path).resolve()
        text, _ = LiteralIncludeReader(file, given, self.app.config).read()
        return text

    def answer(self, code: str) -> Answer | None:
        """What may be shown of a listing, if it answers a task."""
        return answer(self.app, code)

    def cells(self) -> list[NotebookNode]:
        """The cells as myst-nb reads them."""
        env: Any = self.app.env
        text = self.path.read_text(encoding="utf-8")
        settings = env.myst_config, env.mystnb_config
        reader = create_nb_reader(str(self.path), *settings, text)
        cells = reader.read(text).cells if reader else []
        removed = "remove-cell"  # it computes what a quiz asks
        return [c for c in cells if removed not in c.metadata.get("tags", [])]


def notebook(page: Page) -> NotebookNode:
    """Make a notebook of a page.

    Args:
        page: the page.

    Returns:
        A valid notebook without outputs, its first cell saying or doing what it takes
        to import the course's package.
    """
    shown = are_shown(page.app.config, page.name)
    read = list(fold(page.cells(), shown))
    cells = [_first(page.app.config, read), *(_cell(cell, page) for cell in read)]
    for number, cell in enumerate((cell for cell in cells if cell.source), 1):
        cell.id = f"cell-{number}"
    made = new_notebook(
        cells=[cell for cell in cells if cell.source],
        metadata={"kernelspec": KERNEL, "language_info": {"name": "python"}},
    )
    nbformat.validate(made)
    return made


def _cell(cell: NotebookNode, page: Page) -> NotebookNode:
    """A cell with its tags, as it can be shown without Sphinx."""
    if cell.cell_type == "code":
        found = answer(page.app, cell.source, cell.metadata)
        if found is None:
            return new_code_cell(cell.source, metadata=cell.metadata)
        folded = cell.metadata | {"jupyter": {"source_hidden": True}}
        source = f"# {found.words}\n{cell.source}" if found.code else found.rest
        return new_code_cell(source, metadata=folded if found.code else cell.metadata)
    return new_markdown_cell(plain(cell.source, page), metadata=cell.metadata)


def _first(config: Config, cells: list[NotebookNode]) -> NotebookNode:
    """What the notebook needs: a command, or words where no repository is known."""
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    extras = sorted(set(config.live_extras) & set(_IMPORTED.findall(code)))
    if config.live_repository:
        needed = " ".join([f'"git+{config.live_repository}"', *extras])
        return new_code_cell(f"%pip install {needed}")
    also = "".join(f", and then `pip install {name}`" for name in extras)
    return new_markdown_cell(
        f"This notebook belongs to the course {config.project} and needs its package: "
        f"run `pip install -e .` in the course's folder{also}."
    )


def text_of(made: NotebookNode) -> str:
    """The notebook as the text of its file, always the same for the same cells."""
    return str(nbformat.writes(made)).rstrip("\n") + "\n"


# -- where it can be opened -----------------------------------------------------


def addresses(app: Sphinx, docname: str) -> dict[str, str | None]:
    """Where a page's notebook can be had.

    Colab and Binder take notebooks from GitHub, so they are offered only where the
    course's repository is there. `live_branch` is the branch that holds the built site.

    Args:
        app: Sphinx, for the settings.
        docname: a page with code cells.

    Returns:
        "notebook" from the page, "colab" and "binder" on their hosts, or None.
    """
    if docname == app.config.root_doc:
        return {"notebook": None, "colab": None, "binder": None}
    file = f"{FOLDER}/{docname}.ipynb"
    here = relative_uri(app.builder.get_target_uri(docname), file)
    found = _GITHUB.fullmatch(app.config.live_repository)
    if not found:
        return {"notebook": here, "colab": None, "binder": None}
    branch, path = quote(app.config.live_branch), quote(file)
    colab = f"https://colab.research.google.com/github/{found[1]}/blob/{branch}/{path}"
    branch, path = quote(app.config.live_branch, safe=""), quote(file, safe="")
    binder = f"https://mybinder.org/v2/gh/{found[1]}/{branch}?labpath={path}"
    return {"notebook": here, "colab": colab, "binder": binder}


def links(found: dict[str, str | None]) -> str:
    """The links to a notebook, as HTML.

    Args:
        found: what `addresses` gives.

    Returns:
        A link for each address; those to another host open in a tab of their own.

    >>> links({"notebook": "page.ipynb", "colab": None, "binder": None})
    '<a href="page.ipynb" download>Download as notebook (.ipynb)</a>'
    """
    elsewhere = 'target="_blank" rel="noopener"'
    offers = [
        ("notebook", "download", "Download as notebook (.ipynb)"),
        ("colab", elsewhere, "Open in Colab"),
        ("binder", elsewhere, "Open in Binder"),
    ]
    return "\n".join(
        f'<a href="{escape(address)}" {attributes}>{text}</a>'
        for name, attributes, text in offers
        if (address := found[name])
    )


def _is_lesson(app: Sphinx, docname: str, doctree: nodes.document) -> bool:
    """Whether there is code to learn from; the front page only shows some."""
    return docname != app.config.root_doc and any(
        node.get("nb_element") == "cell_code"
        for node in doctree.findall(nodes.container)
    )


def offer(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the notebook of a page that is about to be written, and link to it.

    On a page the links stand below the title; the template of decks has a place for
    `notebook_links` in its navigation.
    """
    if app.builder.name != "html" or doctree is None:
        return
    if not _is_lesson(app, pagename, doctree):
        return
    path = Path(app.outdir, FOLDER, f"{pagename}.ipynb")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(notebook(Page(app, pagename))), encoding="utf-8")
    found = links(addresses(app, pagename))
    context["notebook_links"] = found
    if "deck_css_files" not in context:
        line = f'</h1>\n<p class="live-notebook">{found}</p>'
        context["body"] = context["body"].replace("</h1>", line, 1)


def register(app: Sphinx) -> None:
    """Offer the notebooks; decks have chosen their template before, at 900."""
    app.connect("html-page-context", offer, priority=940)
