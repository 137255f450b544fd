"""Pages and decks with cells of a test's own, in the site's own clothes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Any

import pytest
from browser_site import SITE
from browser_views import visit
from playwright.sync_api import BrowserContext, Locator, Page

PAGE = "docs/module0/operators.html"
DECK = "slides/module1-1.html"
OWN_PAGE = "docs/module0/cells-of-a-test.html"
OWN_DECK = "slides/cells-of-a-test.html"
READY = "() => window.__live && window.__live.cells.length"
FIRST_RUN = 180_000  # milliseconds; a busy machine starts Python slowly
# Writes down all that is said to who cannot see the page, be it replaced at once.
LISTEN = """() => {
  window.said = [];
  new MutationObserver((records) => {
    const inRegion = records.filter(({ target }) => target.matches?.(".live-status"));
    const texts = inRegion.flatMap(({ addedNodes }) => [...addedNodes]);
    texts.map(({ data }) => data).filter((text) => text && text !== said.at(-1))
      .forEach((text) => said.push(text));
  }).observe(document.body, { childList: true, subtree: true });
}"""


@dataclass(frozen=True)
class Code:
    """A cell: its text, what the build printed, its tags."""

    text: str
    output: str = ""
    tags: str = ""
    lines: str = ""


def on_page(cell: Code) -> str:
    """The cell as myst-nb writes it."""
    output = (
        '<div class="cell_output docutils container"><div class="output stream '
        'highlight-myst-ansi notranslate"><div class="highlight"><pre><span></span>'
        f"{escape(cell.output)}\n</pre></div></div></div>"
        if cell.output
        else ""
    )
    return (
        f'<div class="cell {cell.tags} docutils container">'
        '<div class="cell_input docutils container"><div class="highlight-ipython3 '
        'notranslate"><div class="highlight"><pre><span></span>'
        f"{escape(cell.text)}\n</pre></div></div></div>{output}</div>"
    )


def on_slide(cell: Code) -> str:
    """A slide with the cell, as the deck's translator writes it."""
    steps = f' data-line-numbers="{cell.lines}"' if cell.lines else ""
    output = (
        '<div class="cell_output docutils container"><div class="output stream '
        f'highlight"><pre><code class="nohighlight" data-noescape>'
        f"{escape(cell.output)}</code></pre></div></div>"
        if cell.output
        else ""
    )
    return (
        '<section><section><div class="slide"><h2>A slide</h2>'
        f'<div class="cell {cell.tags} docutils container">'
        '<div class="cell_input docutils container"><div class="highlight"><pre>'
        f'<code class="language-python" data-noescape{steps}>{escape(cell.text)}'
        f"</code></pre></div></div>{output}</div><p>What follows.</p>"
        "</div></section></section>"
    )


def page_with(*cells: Code) -> str:
    """A page of the textbook with these cells instead of its own."""
    source = (SITE / PAGE).read_text(encoding="utf-8")
    body = "<h1>Cells</h1>" + "<p>Words.</p>".join(map(on_page, cells))
    article = f'<article class="bd-article"><section>{body}</section></article>'
    return re.sub("<article.*</article>", lambda _: article, source, flags=re.DOTALL)


def deck_with(*cells: Code) -> str:
    """A deck with these cells, a slide for each, between two without."""
    source = (SITE / DECK).read_text(encoding="utf-8")
    plain = (
        '<section><section><div class="slide"><h2>Words</h2></div></section></section>'
    )
    slides = plain + "".join(map(on_slide, cells)) + plain
    start = source.index(">", source.index('<div class="slides"')) + 1
    end = source.index("</div></div></main>")
    return source[:start] + slides + source[end:]


# What was typed in cells; a reader of several tests begins each without it.
FORGET = """() => Object.keys(localStorage)
  .filter((key) => key.startsWith("minitorch cells"))
  .forEach((key) => localStorage.removeItem(key))"""


@contextmanager
def opened(
    context: BrowserContext, address: str, html: str | None = None, keeps: bool = False
) -> Iterator[Page]:
    """A page whose cells are live; with `html`, that is what its address has."""
    if html is not None:
        answer: Any = {"body": html, "content_type": "text/html"}
        context.route(address, lambda route: route.fulfill(**answer))
    with visit(context, address) as (page, _):
        page.wait_for_function(READY)
        page.evaluate(LISTEN)
        yield page
        if not keeps:
            page.evaluate(FORGET)


def need_live_cells() -> None:
    """Skip where the site was built without live cells."""
    if 'id="live-config"' not in (SITE / PAGE).read_text(encoding="utf-8"):
        pytest.skip("This site was built without live cells.")


class Cells:
    """The cells of an open page, numbered from 1 as the reader sees them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def start(self, number: int) -> None:
        """Press Run."""
        self.button(number, "Run").click()

    def run(self, number: int, text: str | None = None) -> dict[str, Any]:
        """Run the cell, edited first where there is a text; how it ended."""
        if text is not None:
            self.edit(number, text)
        found: dict[str, Any] = self.page.evaluate(
            f"__live.cells[{number - 1}].run().then(({{ how, error }}) =>"
            " ({ how, error: error || '' }))"
        )
        return found

    def edit(self, number: int, text: str) -> None:
        """Change the text, as if typed."""
        self.page.evaluate(f"text => __live.cells[{number - 1}].edit(text)", text)

    def reset(self, number: int) -> None:
        """Press Reset."""
        self.button(number, "Reset").click()

    def cell(self, number: int) -> Locator:
        """The cell's element."""
        return self.page.locator("div.cell:has(> .cell_input, > details)").nth(
            number - 1
        )

    def button(self, number: int, name: str) -> Locator:
        """A button of the cell, by the name that a screen reader says."""
        return self.page.get_by_role("button", name=f"{name} cell {number}", exact=True)

    def output(self, number: int) -> str:
        """What stands below the cell."""
        found = self.cell(number).locator("> .cell_output")
        if not found.count():
            return ""
        text: str = found.evaluate(
            "box => { const copy = box.cloneNode(true);"
            " copy.querySelectorAll('.copybtn').forEach((one) => one.remove());"
            " return copy.textContent.trim(); }"
        )
        return text

    def note(self, number: int) -> str:
        """The sentence of the page about the cell, or nothing."""
        found = self.cell(number).locator(".cell_input > .live-note")
        return found.text_content() or "" if found.count() else ""

    def state(self, number: int) -> str:
        """The words beside the buttons."""
        return self.cell(number).locator(".live-state").text_content() or ""

    def said(self) -> list[str]:
        """What was announced so far."""
        found: list[str] = self.page.evaluate("said")
        return found
