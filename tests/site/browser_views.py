"""Opening a page as a reader would: light or dark, on a desktop or on a phone.

What the page does meanwhile that it must not do is written down: a request to
another host, a file that cannot be had, an error or a warning on the console.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from browser_site import is_left_out
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    WebSocket,
)

SCRIPTS = sorted((Path(__file__).parent / "browser_scripts").glob("*.js"))
# Names of other hosts lead nowhere, so a page that asks for one fails at once.
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
NO_SERVICE_WORKER = "delete Navigator.prototype.serviceWorker"
OWN_SCHEMES = {"data", "blob", "about", "file"}
SECONDS = 90  # for anything that a page does; other things may keep the machine busy


Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


@dataclass(frozen=True)
class View:
    """How a reader looks at the site."""

    theme: Theme
    width: int
    height: int

    @property
    def is_phone(self) -> bool:
        """Whether the screen is narrow; decks become texts there."""
        return self.width <= 600

    def __str__(self) -> str:
        return f"{self.theme}-{self.width}x{self.height}"


DESKTOP = tuple(View(theme, 1280, 720) for theme in THEMES)
PHONE = tuple(View(theme, 390, 844) for theme in THEMES)


def new_context(browser: Browser, view: View, keeps: bool = False) -> BrowserContext:
    """A fresh reader who has chosen nothing yet; the theme is the system's.

    A reader who `keeps` has service workers; to all others the host answers itself.
    """
    context = browser.new_context(
        viewport={"width": view.width, "height": view.height},
        color_scheme=view.theme,
        reduced_motion="reduce",
    )
    context.set_default_timeout(SECONDS * 1000)
    for script in SCRIPTS:
        context.add_init_script(path=script)
    if not keeps:
        context.add_init_script(NO_SERVICE_WORKER)
    return context


@dataclass
class Ear:
    """Writes down what a page does that it must not do."""

    host: str
    complaints: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Follow a page from before it loads."""
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("requestfailed", self._failed)
        page.on("console", self._console)
        page.on("websocket", self._socket)
        page.on("pageerror", self._error)

    def leave(self, page: Page) -> None:
        """Hear nothing more of the page."""
        page.remove_listener("request", self._request)
        page.remove_listener("response", self._response)
        page.remove_listener("requestfailed", self._failed)
        page.remove_listener("console", self._console)
        page.remove_listener("websocket", self._socket)
        page.remove_listener("pageerror", self._error)

    def _note(self, what: str, which: str) -> None:
        complaint = f"the page {what}: {which}"
        if complaint not in self.complaints:
            self.complaints.append(complaint)

    def _socket(self, socket: WebSocket) -> None:
        self._note("opens a socket", socket.url)

    def _error(self, error: Error) -> None:
        self._note("raises", str(error))

    def _is_own(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in OWN_SCHEMES or parts.netloc == self.host

    def _request(self, request: Request) -> None:
        if not self._is_own(request.url):
            self._note("asks another host", request.url)

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._note("asks for a file that is not there", response.url)

    def _failed(self, request: Request) -> None:
        # The browser asks for the icon when it likes, a page for Python before it is
        # needed; both are dropped as a page goes.
        dropped = request.failure == "net::ERR_ABORTED"
        early = request.url.endswith("/favicon.svg") or "/pyodide-" in request.url
        if dropped and early:
            return
        if self._is_own(request.url) and not request.url.startswith("blob:"):
            self._note(f"could not load ({request.failure})", request.url)

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium's own line about a request that failed: noted above, with its URL.
        if message.text.startswith("Failed to load resource"):
            return
        if message.type in {"error", "warning"}:
            self._note(f"has on its console ({message.type})", message.text)


@contextmanager
def visit(context: BrowserContext, url: str) -> Iterator[tuple[Page, Ear]]:
    """Open an address and wait until the page has settled; leave it at the end.

    The tab stays open for the next visit, unless this one went wrong: a new tab takes
    several times as long as most documents do.
    """
    place = urlsplit(url).path
    if is_left_out(place):
        pytest.skip(f"this course leaves {place} out")
    idle = (page for page in context.pages if page.url == "about:blank")
    page = next(idle, None) or context.new_page()
    ear = Ear(urlsplit(url).netloc)
    ear.listen(page)
    try:
        page.goto(url)
        page.evaluate("course.settled()")
        yield page, ear
    except BaseException:
        page.close()
        raise
    ear.leave(page)
    page.goto("about:blank")


def choose(page: Page, theme: Theme) -> None:
    """Turn an open page light or dark, as system and reader would."""
    page.emulate_media(color_scheme=theme)
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
