"""What pages weigh: `python bench/weights.py` prints it for every page as JSON.

A page's weight is that of its HTML and of every file that it loads before anybody
touches it: scripts, what these import, styles with the fonts that they name, and
pictures. A browser leaves out the fonts that a page does not use, so this is the most
that a page can weigh. What is fetched later, such as Python for a cell, is not in it;
`live.py` weighs that in a browser. Compressed means by gzip, as hosts send text.
"""

import gzip
import json
import re
import statistics
import sys
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from report import ROOT, number, table

SITE = ROOT / "_build" / "html"
LOADED_LINKS = {"stylesheet", "preload", "modulepreload", "icon"}
PICTURES = {"img", "source", "iframe", "embed", "video", "audio"}
COMPRESSED_ALREADY = {".woff", ".woff2", ".png", ".jpg", ".webp", ".bz2", ".zip"}
_IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_IN_MODULE = re.compile(r"""\b(?:import|from)\s*["'](\.[^"']+)["']""")
_LATER = re.compile(r"""\bimport\(\s*["'](\.[^"']+)["']\s*\)""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

Row = dict[str, Any]


class Addresses(HTMLParser):
    """The files that a page names, to be loaded when it opens."""

    def __init__(self, html: str) -> None:
        """Read the page."""
        super().__init__()
        self.found: list[str] = []
        self.is_deck = self.without_scripts = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag."""
        given = {key: value or "" for key, value in attrs}
        self.without_scripts |= tag == "noscript"
        if self.without_scripts:
            return
        if tag == "html":
            self.is_deck = "deck-page" in given.get("class", "").split()
        if tag == "link" and LOADED_LINKS & set(given.get("rel", "").split()):
            self.found.append(given.get("href", ""))
        if tag == "script" or (tag in PICTURES and given.get("loading") != "lazy"):
            self.found.append(given.get("src", ""))

    def handle_endtag(self, tag: str) -> None:
        """What follows is for everybody again."""
        self.without_scripts &= tag != "noscript"


@dataclass(frozen=True)
class File:
    """A file of the site, and what it weighs."""

    path: Path

    @cached_property
    def raw(self) -> int:
        """Its bytes."""
        return self.path.stat().st_size

    @cached_property
    def sent(self) -> int:
        """Its bytes as a host sends them."""
        if self.path.suffix in COMPRESSED_ALREADY:
            return self.raw
        return len(gzip.compress(self.path.read_bytes(), compresslevel=9, mtime=0))

    @cached_property
    def names(self) -> list[str]:
        """The addresses that a browser loads because of this file."""
        if self.path.suffix == ".html":
            return self.page.found
        if self.path.suffix == ".css":
            style = _COMMENT.sub("", self.path.read_text(encoding="utf-8"))
            return [one or other for one, other in _IN_STYLE.findall(style)]
        if self.path.suffix in {".js", ".mjs"}:
            return _IN_MODULE.findall(self.path.read_text(encoding="utf-8"))
        return []

    @cached_property
    def imported_at_once(self) -> list[str]:
        """What a script that stands in a page itself imports while it runs."""
        if self.path.suffix not in {".js", ".mjs"}:
            return []
        return _LATER.findall(self.path.read_text(encoding="utf-8"))

    @cached_property
    def page(self) -> Addresses:
        """What stands in the HTML."""
        return Addresses(self.path.read_text(encoding="utf-8"))


class Site:
    """A built site, each of whose files is weighed once."""

    def __init__(self, root: Path) -> None:
        """Take the folder."""
        self.root = root.resolve()
        self.files: dict[Path, File] = {}

    def file(self, path: Path) -> File:
        """A file, the same one for the same path."""
        return self.files.setdefault(path, File(path))

    def find(self, addresses: list[str], base: File) -> list[File]:
        """The files of the site that stand behind the addresses in one of them."""
        found = []
        for address in addresses:
            parts = urlsplit(address.strip())
            if parts.scheme or parts.netloc or not parts.path:
                continue
            path = (base.path.parent / unquote(parts.path)).resolve()
            if path.is_file() and path.is_relative_to(self.root):
                found.append(self.file(path))
        return found

    def loaded(self, page: Path) -> list[File]:
        """The page's file and all that a browser loads with it, each once."""
        html = self.file(page.resolve())
        waiting = [html]
        for file in self.find(html.names, html):
            # Later imports count here only: deeper ones wait for the reader.
            waiting += self.find(file.imported_at_once, file)
        found: dict[Path, File] = {}
        while waiting:
            file = waiting.pop()
            if file.path not in found:
                found[file.path] = file
                waiting += self.find(file.names, file)
        return [html, *(file for file in found.values() if file is not html)]

    def row(self, page: Path) -> Row:
        """What one page weighs."""
        files = self.loaded(page)
        return {
            "kind": "deck" if files[0].page.is_deck else "page",
            "html": files[0].sent,
            "compressed": sum(file.sent for file in files),
            "raw": sum(file.raw for file in files),
            "files": len(files),
        }

    def rows(self) -> dict[str, Row]:
        """Every page by its name, but for pieces of the theme."""
        pages = sorted(self.root.rglob("*.html"))
        names = {page.relative_to(self.root).as_posix(): page for page in pages}
        return {
            name: self.row(page)
            for name, page in names.items()
            if not name.startswith("_static/")
        }


def summary(rows: dict[str, Row]) -> dict[str, Any]:
    """The largest and the median of pages, and of decks."""
    found = {}
    for kind in ("page", "deck"):
        ours = {name: row for name, row in rows.items() if row["kind"] == kind}
        if ours:
            largest = max(ours, key=lambda name: ours[name]["compressed"])
            middle = statistics.median(row["compressed"] for row in ours.values())
            found[kind] = {
                "number": len(ours),
                "median": middle,
                "largest": largest,
                "largest compressed": ours[largest]["compressed"],
                "largest raw": ours[largest]["raw"],
                "median html": statistics.median(r["html"] for r in ours.values()),
            }
    return found


def measure(site: Path = SITE) -> dict[str, Any]:
    """What is kept of this part."""
    rows = Site(site).rows()
    return {"summary": summary(rows), "pages": rows}


def text(figures: dict[str, Any]) -> str:
    """The figures as a person reads them."""
    rows = []
    for kind, found in figures["summary"].items():
        sizes = [found["median"], found["largest compressed"], found["largest raw"]]
        weights = [number(size / 1000) for size in sizes]
        rows.append([f"{found['number']} {kind}s", *weights, found["largest"]])
    return table(["kB", "median", "largest", "unpacked", "which"], rows)


if __name__ == "__main__":
    if not (SITE / "index.html").is_file():
        sys.exit("There is no site to weigh: run `make html` first.")
    print(json.dumps(measure(), indent=1))
