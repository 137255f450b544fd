"""What browsers are told, and which pages they look at."""

import time
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import unquote

RECENTLY = 3  # seconds; a page asks more often than that


def now() -> str:
    """A name for the state that is shown now: later ones are greater."""
    return str(time.time_ns())


@dataclass
class Shown:
    """The state of things, for the threads that answer browsers.

    Args:
        told: what is going on or wrong, "" if everything is shown.
        wrong: whether that is a mistake to mend.
    """

    told: str = ""
    wrong: bool = False
    start: str = field(default_factory=now)
    published: dict[str, set[str]] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    @property
    def version(self) -> str:
        """The state that is shown."""
        return max(self.published, default=self.start)

    def say(self, told: str, wrong: bool = False) -> None:
        """Tell it to all that ask."""
        with self.lock:
            self.told, self.wrong = told, wrong

    def publish(self, names: set[str]) -> None:
        """These files are new."""
        with self.lock:
            self.published[now()] = names

    def answer(self, since: str, page: str) -> dict[str, object]:
        """What a browser is told.

        Args:
            since: the state that it shows.
            page: the address of the page that somebody looks at, or "".

        Returns:
            The state; the names of files that have changed, null if unknown; and what
            is going on.
        """
        with self.lock:
            if page:
                self.asked[page] = time.monotonic()
            later = [names for at, names in self.published.items() if at > since]
            known = since >= self.start and since.isdigit()
            changed = sorted(set().union(*later)) if known else None
            return {
                "version": self.version,
                "changed": changed,
                "told": self.told,
                "wrong": self.wrong,
            }

    def looked_at(self) -> set[str]:
        """The pages that somebody looks at, as Sphinx calls them."""
        since = time.monotonic() - RECENTLY
        with self.lock:
            pages = {page for page, at in self.asked.items() if at > since}
        return {docname_of(page) for page in pages}


def docname_of(address: str) -> str:
    """What Sphinx calls the page at an address.

    >>> docname_of("/"), docname_of("/slides/"), docname_of("/docs/live.html")
    ('index', 'slides/index', 'docs/live')
    """
    path = unquote(address).lstrip("/")
    path = f"{path}index" if path.endswith("/") or not path else path
    return path.removesuffix(".html")
