"""The built site: its documents, and a server that shows them to the browser.

Another build can be checked with SITE=/path/to/html in the environment.
"""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pytest

from _ext.commands.serve import Handler, Server
from _ext.course.settings import Course, absent, read

REPOSITORY = Path(__file__).resolve().parents[2]
SITE = Path(os.environ.get("SITE", REPOSITORY / "_build" / "html")).resolve()


@dataclass(frozen=True)
class Document:
    """A page of the textbook, or a deck."""

    name: str
    path: Path
    is_deck: bool

    @property
    def address(self) -> str:
        """Where the server has it, below the host."""
        return f"{self.name}.html"

    def __str__(self) -> str:
        return self.name


@cache
def documents() -> tuple[Document, ...]:
    """Everything a reader can open, in a fixed order: one's own in `local/` last."""
    found = []
    own = SITE / "local"
    in_order = sorted((path.is_relative_to(own), path) for path in SITE.rglob("*.html"))
    for _, path in in_order:
        place = path.relative_to(SITE)
        if place.parts[0] == "_static":  # templates of the theme
            continue
        if place.name == "404.html":  # for whoever follows a wrong address
            continue
        is_deck = 'class="reveal"' in path.read_text(encoding="utf-8")
        name = place.with_suffix("").as_posix()
        found.append(Document(name, path, is_deck))
    if not found:
        pytest.fail(f"There is no site in {SITE}: run `make html` first.", False)
    return tuple(found)


@cache
def left_out() -> frozenset[str]:
    """The documents that `course.toml` leaves out."""
    return frozenset(absent(read(REPOSITORY), REPOSITORY))


def is_left_out(place: str) -> bool:
    """Whether a place on the site is a document that the course leaves out."""
    path = re.split(r"[?#]", place.lstrip("/"))[0]
    return path.removesuffix(".html") in left_out()


def decks() -> list[Document]:
    """The lectures."""
    return [document for document in documents() if document.is_deck]


def pages() -> list[Document]:
    """Everything else: the textbook, the API, the listings, the search page."""
    return [document for document in documents() if not document.is_deck]


def deck_with(markup: str | re.Pattern[str]) -> Document:
    """The first lecture that has a piece of markup; your own course may have none."""
    for deck in decks():
        if re.search(markup, deck.path.read_text(encoding="utf-8")):
            return deck
    is_usual = not left_out() and read(REPOSITORY).answers == Course().answers
    assert not is_usual, f"no lecture has {markup}"
    pytest.skip(f"no lecture that this course shows has {markup}")


# Documents that were asked for although the course leaves them out.
ASKED: set[str] = set()


class CachedHandler(Handler):
    """As `make serve`, but a browser may keep what it loaded: tests rebuild nothing."""

    def send_header(self, keyword: str, value: str) -> None:
        """Let the cache keep each file for an hour."""
        if keyword == "Cache-Control":
            value = "max-age=3600"
        super().send_header(keyword, value)

    def send_error(self, code: int, *words: str | None) -> None:
        """Remember who asks for a document that the course leaves out."""
        if is_left_out(self.path):
            ASKED.add(self.path)
        super().send_error(code, *words)

    def log_message(self, *what: object) -> None:
        """Say nothing: what cannot be had is reported with the page that asks."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; the value is its address."""
    handler = partial(CachedHandler, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
