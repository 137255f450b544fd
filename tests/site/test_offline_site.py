"""The course itself opens without a network: pages, decks, and cells that were run."""

from collections.abc import Iterator

import pytest
from browser_checks import WHOLE_PAGE, ask, report
from browser_host import hosted
from browser_site import SITE, Document, decks, documents
from browser_views import View, new_context, visit
from offline_site import has_build, kept, until
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
SOME = ("docs/module0/operators", "docs/module1/separator", "index", "search")
PAGES = [document for document in documents() if document.name in SOME]
LIVE = [
    one for one in PAGES if one.name == SOME[0]
]  # its cells need nothing from another host
# The files that the page loaded; the browser asks for an icon on its own account.
LOADED = """performance.getEntriesByType("resource")
  .map((entry) => new URL(entry.name).pathname.slice(1))
  .filter((name) => name !== "favicon.ico")"""
RUN = r"""async () => {
  while (!window.__live?.cells.length) await new Promise((go) => setTimeout(go, 50));
  await __live.cells[0].run();
  return document.querySelector("main").innerText.replace(/in [\d.]+ s/g, "in no time");
}"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The site on a host that lets the browser's own cache keep nothing."""
    with hosted(SITE) as host:
        yield host.address


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    with new_context(browser, View("light", 1280, 720), keeps=True) as context:
        yield context


def is_kept(page: Page) -> None:
    """Wait until all that the page loaded is kept."""
    has_build(page)
    until(page, lambda: set(page.evaluate(LOADED)) <= kept(page))


@pytest.mark.parametrize("document", PAGES, ids=str)
def test_page(address: str, reader: BrowserContext, document: Document) -> None:
    url = address + document.address
    with visit(reader, url) as (page, first):
        is_kept(page)
    reader.set_offline(True)
    with visit(reader, url) as (page, second):
        complaints = ask(page, *WHOLE_PAGE)
    report(document, [*first.complaints, *second.complaints, *complaints])


@pytest.mark.parametrize("document", decks()[:1], ids=str)
def test_deck(address: str, reader: BrowserContext, document: Document) -> None:
    """With its print view and its speaker view, which were not opened before."""
    url = address + document.address
    with visit(reader, url) as (page, first):
        is_kept(page)
    reader.set_offline(True)
    with visit(reader, f"{url}?print-pdf") as (page, printed):
        page.wait_for_selector(".pdf-page", state="attached")
    with visit(reader, url) as (page, second):
        complaints = ask(page, *WHOLE_PAGE)
        with page.expect_popup() as opening:
            page.keyboard.press("s")
        frame = opening.value.frame_locator("#current-slide iframe")
        frame.locator("h1").first.wait_for(state="visible")
        opening.value.close()
    told = [*first.complaints, *printed.complaints, *second.complaints, *complaints]
    report(document, told)


@pytest.mark.parametrize("document", LIVE, ids=str)
def test_cells(address: str, reader: BrowserContext, document: Document) -> None:
    """A reader who ran a cell can run it again without a network."""
    url = address + document.address
    with visit(reader, url) as (page, first):
        has_build(page)
        before = page.evaluate(RUN)
    reader.set_offline(True)
    with visit(reader, url) as (page, second):
        assert page.evaluate(RUN) == before
    report(document, [*first.complaints, *second.complaints])
