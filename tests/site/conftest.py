"""What the checks of the built site share: a server, a browser, its readers."""

import signal
from collections.abc import Iterator

import pytest
from browser_site import SITE, documents, served
from browser_views import DESKTOP, NO_OTHER_HOST, SECONDS, View, new_context
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from _ext.commands.chromium import ARGUMENTS, executable

ICON = "_static/favicon.svg"  # a document of the site that does nothing
# A shell that runs the tests in the background has them ignore Ctrl-C, and the builds
# that they start inherit it: those tests would wait for an end that never comes.
signal.signal(signal.SIGINT, signal.default_int_handler)
expect.set_options(timeout=SECONDS * 1000)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the built site."""
    documents()
    with served(SITE) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for each process that runs tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=[*ARGUMENTS, NO_OTHER_HOST]
        )
        yield browser
        browser.close()


class Readers:
    """A reader for each view, who keeps what was loaded before."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: dict[View, BrowserContext] = {}

    def __getitem__(self, view: View) -> BrowserContext:
        if view not in self.contexts:
            self.contexts[view] = new_context(self.browser, view)
        return self.contexts[view]


@pytest.fixture(scope="session")
def readers(browser: Browser) -> Iterator[Readers]:
    """The readers; they choose nothing, so that each page shows as it is."""
    readers = Readers(browser)
    yield readers
    for context in readers.contexts.values():
        context.close()


@pytest.fixture
def desk(readers: Readers) -> BrowserContext:
    """The reader at a desktop, in the light."""
    return readers[DESKTOP[0]]


@pytest.fixture(scope="session")
def newcomer(browser: Browser) -> Iterator[BrowserContext]:
    """Who reads for `reader`: the browser has the site's files, and nothing else."""
    with new_context(browser, View("light", 1280, 720)) as context:
        yield context


@pytest.fixture
def reader(newcomer: BrowserContext, site: str) -> Iterator[BrowserContext]:
    """A reader at a desktop for one test, who has chosen nothing yet.

    The next one has new windows in which nothing is kept. What is set for the whole
    context, such as a clock, would stay: a test that does so makes its own.
    """
    yield newcomer
    newcomer.unroute_all()
    for page in newcomer.pages:
        page.close()
    page = newcomer.new_page()
    page.goto(f"{site}{ICON}")
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
