"""The links of the built site, read from its HTML without a browser."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from browser_site import Document

# What a browser fetches on its own account, as opposed to what a reader follows.
FETCHED = {"script", "img", "iframe", "source", "video", "audio", "embed", "track"}
# A <link> of one of these kinds only tells where something is.
TOLD = {"canonical", "next", "prev", "index", "search", "home", "license", "author"}
HOST = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}(:\d+)?")


@dataclass(frozen=True)
class Link:
    """A link and the element that has it."""

    tag: str
    target: str
    kinds: frozenset[str] = frozenset()

    @property
    def is_fetched(self) -> bool:
        """Whether the browser asks for it without the reader's wish."""
        return self.tag in FETCHED or (self.tag == "link" and not self.kinds & TOLD)

    @property
    def is_external(self) -> bool:
        """Whether it leads to another host, or to no host at all, as mailto: does."""
        parts = urlsplit(self.target)
        return bool(parts.netloc or (parts.scheme and parts.scheme != "data"))


@dataclass
class Contents(HTMLParser):
    """What a document links to, and what in it can be linked to."""

    links: list[Link] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start the parser."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids and links of an element."""
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "name" in found:
            self.ids.append(found["name"])
        kinds = (
            frozenset(found.get("rel", "").split()) if tag == "link" else frozenset()
        )
        for name in ("href", "src", "data-src", "poster"):
            if name in found and tag != "base":
                self.links.append(Link(tag, found[name].strip(), kinds))


@cache
def read(path: Path) -> Contents:
    """The links and ids of a file."""
    contents = Contents()
    contents.feed(path.read_text(encoding="utf-8"))
    contents.close()
    return contents


def anchor(fragment: str) -> str:
    """The id that a fragment means; reveal.js writes #/id for a slide."""
    return unquote(fragment).removeprefix("/")


def is_slide_number(fragment: str) -> bool:
    """Whether the fragment is a slide's number, as in #/2/1."""
    return re.fullmatch(r"/[\d/]*", fragment) is not None


def is_state(fragment: str) -> bool:
    """Whether the fragment sets a figure, as in #w1=1&b=-2; a script reads it."""
    return re.fullmatch(r"\w+=[^&=]*(&\w+=[^&=]*)*", fragment) is not None


def dead(document: Document, link: Link, site: Path) -> str:
    """What is wrong with a link to the site itself, or nothing."""
    parts = urlsplit(link.target)
    if parts.scheme == "data":
        return ""
    path = document.path
    if parts.path.startswith("/"):
        return f"the link {link.target} works only at a host's root"
    if parts.path:
        path = (document.path.parent / unquote(parts.path)).resolve()
    if path.is_dir():
        path /= "index.html"
    if not path.is_relative_to(site) or not path.is_file():
        return f"the link {link.target} leads to no file"
    return dead_anchor(path, link, parts.fragment)


def dead_anchor(path: Path, link: Link, fragment: str) -> str:
    """What is wrong with the part of a link behind the #."""
    if path.suffix != ".html" or not anchor(fragment):
        return ""
    if is_slide_number(fragment) or is_state(fragment):
        return ""
    count = read(path).ids.count(anchor(fragment))
    if count == 1:
        return ""
    many = "no such id" if count == 0 else "this id more than once"
    return f"the link {link.target} leads to {path.name}, which has {many}"


def ill_formed(link: Link) -> str:
    """What is wrong with a link to elsewhere, as far as can be seen from here."""
    parts = urlsplit(link.target)
    if parts.scheme == "mailto" and "@" in parts.path:
        return ""
    if parts.scheme == "http" and parts.hostname == "127.0.0.1":
        return ""  # where `make serve` shows the site
    if parts.scheme != "https" or not HOST.fullmatch(parts.netloc.lower()):
        return f"the link {link.target!r} is no https:// address of a host"
    if re.search(r"\s|[<>\"]", link.target):
        return f"the link {link.target!r} has characters that no address has"
    return ""


def link_complaints(document: Document, site: Path) -> list[str]:
    """What is wrong with the links of a document."""
    contents = read(document.path)
    complaints = []
    for link in dict.fromkeys(contents.links):
        if link.is_external and link.is_fetched:
            complaints.append(f"the page fetches {link.target} from another host")
        elif link.is_external:
            complaints.append(ill_formed(link))
        else:
            complaints.append(dead(document, link, site))
    return [complaint for complaint in complaints if complaint]


def external_links(document: Document) -> set[str]:
    """Where a document sends its reader."""
    links = read(document.path).links
    return {link.target for link in links if link.is_external and not link.is_fetched}
