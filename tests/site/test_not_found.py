"""An address that is none is answered by a page of the course, at any depth."""

from collections.abc import Iterator
from functools import partial
from http.server import HTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from browser_checks import accessible, fits_screen, readable, report
from browser_site import SITE, CachedHandler
from browser_views import DESKTOP, PHONE, THEMES, View, choose
from conftest import Readers
from miniature import REPOSITORY

from _ext.course.settings import read

pytestmark = pytest.mark.browser
HOME = urlsplit(read(REPOSITORY).address).path or "/"


class Host(CachedHandler):
    """As GitHub Pages: what is not there is answered with the site's own page."""

    def translate_path(self, path: str) -> str:
        """Have the site at the path of its own address."""
        return super().translate_path("/" + path.removeprefix(HOME))

    def send_error(self, code: int, *words: str | None) -> None:
        """Send the page, and say that it is not what was asked for."""
        body = (SITE / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    handler = partial(Host, directory=str(SITE))
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("view", [DESKTOP[0], PHONE[0]], ids=str)
def test_a_wrong_address(readers: Readers, host: str, view: View) -> None:
    page = readers[view].new_page()
    answer = page.goto(f"{host}/docs/no/such/page.html")
    assert answer
    assert answer.status == 404
    told = [*accessible(page), *fits_screen(page)]
    for theme in THEMES:
        choose(page, theme)
        told += readable(page)
    links = page.locator("main a")
    assert links.count() >= 4
    for address in links.evaluate_all("links => links.map((link) => link.href)"):
        if not page.request.get(address).ok:
            told.append(f"{address} is not there, either")
    page.close()
    report("404.html", told)
