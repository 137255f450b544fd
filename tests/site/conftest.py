"""What the checks of the built site share: a server, a browser, its readers."""

import signal
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from browser_checks import QUICK
from browser_site import ASKED, SITE, documents, is_left_out, served
from browser_views import DESKTOP, NO_OTHER_HOST, SECONDS, View, new_context
from kept_python import keep_python
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from _ext.commands.chromium import ARGUMENTS, executable

# All tabs of a reader share a process, and with it what one of them has compiled.
ONE_PROCESS = "--process-per-site"
# A shell that runs the tests in the background has them ignore Ctrl-C, and the builds
# that they start inherit it: those tests would wait for an end that never comes.
signal.signal(signal.SIGINT, signal.default_int_handler)
expect.set_options(timeout=SECONDS * 1000)
# What takes minutes begins first: begun last, it would have all other workers wait.
LONG = (
    "test_same_bytes",
    "test_browser_pages",
    "test_browser_decks",
    "test_live_output",
    "test_quiz",
    "test_task_cells",
    "test_live_cells",
    "test_browser_controls",
    "test_build",
    "test_mistakes",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take minutes before the others."""
    place = {name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path.stem, len(LONG)))


def if_it_is_there() -> Generator[None, object, object]:
    """Skip what fails because it asks for a document that the course leaves out.

    Many checks look at a certain page or lecture. A course made one's own may do
    without it; the others then are all that there is to check.
    """
    ASKED.clear()
    try:
        return (yield)
    except BaseException as error:
        asked = set(ASKED)
        if isinstance(error, FileNotFoundError) and error.filename:
            path = Path(str(error.filename))
            if path.is_relative_to(SITE):
                asked.add(path.relative_to(SITE).as_posix())
        if out := sorted(place for place in asked if is_left_out(place)):
            pytest.skip(f"this course leaves {', '.join(out)} out")
        raise


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None, object, object]:
    """What fixtures ask for."""
    return (yield from if_it_is_there())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """What the test itself asks for."""
    return (yield from if_it_is_there())


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
            executable_path=executable(), args=[*ARGUMENTS, NO_OTHER_HOST, ONE_PROCESS]
        )
        yield browser
        browser.close()


class Readers:
    """A reader for each view, who keeps what was loaded before."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: dict[View, BrowserContext] = {}

    def __getitem__(self, view: View) -> BrowserContext:
        if QUICK and self.contexts:
            return self.same(view)
        if view not in self.contexts:
            self.contexts[view] = new_context(self.browser, view)
        return self.contexts[view]

    def same(self, view: View) -> BrowserContext:
        """The first reader with this view: one document is not loaded afresh."""
        (context,) = self.contexts.values()
        page = context.pages[0] if context.pages else context.new_page()
        page.set_viewport_size({"width": view.width, "height": view.height})
        page.emulate_media(color_scheme=view.theme)
        return context


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
def newcomer(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """Who reads for `reader`: the browser has the site's files, and nothing else."""
    with new_context(browser, View("light", 1280, 720)) as context:
        keep_python(context, site)
        yield context


@pytest.fixture
def reader(newcomer: BrowserContext) -> Iterator[BrowserContext]:
    """A reader at a desktop for one test, who has chosen nothing yet.

    The next one has new windows in which nothing is kept, beside the one that keeps
    Python. What is set for the whole context, such as a clock, would stay: a test that
    does so makes its own.
    """
    yield newcomer
    newcomer.unroute_all()
    keeper, *others = newcomer.pages
    for page in others:
        page.close()
    keeper.evaluate("localStorage.clear()")
