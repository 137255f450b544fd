"""Cells that a reader edits: opening a page, pressing Edit, typing, looking."""

from collections.abc import Iterator
from contextlib import contextmanager

from browser_checks import report
from browser_live import FORGET
from browser_views import visit
from playwright.sync_api import BrowserContext, Locator, Page

PAGE = "docs/module0/operators.html"
DECK = "slides/module1-1.html"
READY = "() => window.__live?.cells.length"


@contextmanager
def opened(context: BrowserContext, address: str) -> Iterator[Page]:
    """Visit a page or a deck until its cells are ready; it must not complain."""
    with visit(context, address) as (page, ear):
        page.wait_for_function(READY)
        yield page
        page.evaluate(FORGET)
    report(address, ear.complaints)


def index_of(page: Page, start: str) -> int:
    """The index of the cell whose text begins like this."""
    found: int = page.evaluate(
        "start => __live.cells.findIndex(cell => cell.built.startsWith(start))", start
    )
    assert found >= 0, f"No cell begins with {start!r}."
    return found


def go_to(page: Page, index: int) -> None:
    """Open the slide with this cell, and the fold around it; or scroll to it."""
    page.evaluate(
        """index => {
          const { element } = __live.cells[index];
          const slide = element.closest(".reveal section");
          if (slide) {
            const { h, v } = Reveal.getIndices(slide);
            Reveal.slide(h, v, 99);
          }
          const fold = element.querySelector("details");
          if (fold) fold.open = true;
          if (!slide) element.scrollIntoView({ block: "center" });
        }""",
        index,
    )


def cell(page: Page, index: int) -> Locator:
    """A cell's element."""
    handle = "index => __live.cells[index].element.setAttribute('data-cell', index)"
    page.evaluate(handle, index)
    return page.locator(f"[data-cell='{index}']")


def edit(page: Page, index: int) -> Locator:
    """Press Edit; the value is the text field of the editor."""
    go_to(page, index)
    element = cell(page, index)
    element.get_by_role("button", name=f"Edit cell {index + 1}").click()
    field = element.get_by_role("textbox")
    field.wait_for()
    page.wait_for_function("() => document.activeElement.closest('.cm-editor')")
    return field


def text(page: Page, index: int) -> str:
    """The cell's text as it is now."""
    now: str = page.evaluate("index => __live.cells[index].text", index)
    return now


def clear(page: Page) -> None:
    """Delete everything in the editor that has the focus."""
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
