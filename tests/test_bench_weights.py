"""`make bench`: what a page weighs, on a small folder."""

import gzip
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "bench"))

from weights import Site, measure, summary, text

PAGE = """\
<html><head>
<link rel="stylesheet" href="_static/style.css?v=1">
<link rel="preload" as="script" href="_static/a.js">
<link rel="next" href="other.html">
<noscript><link rel="stylesheet" href="_static/none.css"></noscript>
<script defer src="_static/a.js#x"></script>
<script src="https://example.org/far.js"></script>
<script src="../outside.js"></script>
</head><body>
<a href="_static/linked.zip">a link</a>
<img src="picture.svg"><img src="picture.svg">
<img src="data:image/png;base64,AAAA"><img loading="lazy" src="lazy.svg">
</body></html>
"""
FILES = {
    "site/index.html": PAGE,
    "site/other.html": "<p>Nothing but text</p>",
    "site/slides/deck.html": '<html class="dark deck-page"><p>A slide</p></html>',
    "site/_static/theme.html": "<p>a piece of the theme</p>",
    "site/_static/style.css": (
        '@import "more.css"; /* url(not.woff) */\n'
        '@font-face { src: url("font.woff2#x") format("woff2") }'
    ),
    "site/_static/more.css": "p { background: url( '../back.svg' ) } " * 99,
    "site/_static/font.woff2": "F" * 5000,
    "site/_static/not.woff": "N" * 5000,
    "site/_static/none.css": "p { color: red }",
    "site/_static/a.js": 'import { b } from "./b.js"; import("./main.js");',
    "site/_static/b.js": "export const b = 1;",
    "site/_static/main.js": 'run(() => import("./editor.js"));',
    "site/_static/editor.js": "e" * 5000,
    "site/_static/linked.zip": "z" * 5000,
    "site/picture.svg": "<svg/>",
    "site/back.svg": "<svg></svg>",
    "site/lazy.svg": "<svg>lazy</svg>",
    "outside.js": "1;",
}
LOADED = {
    "index.html",
    "_static/style.css",
    "_static/more.css",
    "_static/font.woff2",
    "_static/a.js",
    "_static/b.js",
    "_static/main.js",
    "picture.svg",
    "back.svg",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "site"


def test_a_page_loads_what_it_names_and_what_that_names(folder: Path) -> None:
    files = Site(folder).loaded(folder / "index.html")
    names = [file.path.relative_to(folder).as_posix() for file in files]
    assert names[0] == "index.html"
    assert len(names) == len(set(names))
    assert set(names) == LOADED


def test_weights_are_sums(folder: Path) -> None:
    row = measure(folder)["pages"]["index.html"]
    contents = {name: (folder / name).read_bytes() for name in LOADED}
    assert row["raw"] == sum(map(len, contents.values()))
    assert row["files"] == len(LOADED)
    font = contents.pop("_static/font.woff2")  # compressed already
    packed = [len(gzip.compress(content, 9, mtime=0)) for content in contents.values()]
    assert row["compressed"] == sum(packed) + len(font)
    assert row["html"] == len(gzip.compress(contents["index.html"], 9, mtime=0))


def test_every_page_and_deck_is_weighed(folder: Path) -> None:
    pages = measure(folder)["pages"]
    kinds = {name: row["kind"] for name, row in pages.items()}
    assert kinds == {
        "index.html": "page",
        "other.html": "page",
        "slides/deck.html": "deck",
    }


def test_the_largest_is_named_and_the_median_is_between(folder: Path) -> None:
    figures = measure(folder)
    page = figures["summary"]["page"]
    sizes = [
        figures["pages"][name]["compressed"] for name in ("index.html", "other.html")
    ]
    assert page["number"] == 2
    assert page["largest"] == "index.html"
    assert page["largest compressed"] == max(sizes)
    assert page["median"] == sum(sizes) / 2
    assert "2 pages" in text(figures)
    assert "1 decks" in text(figures)


def test_without_decks_there_is_no_row_for_them(folder: Path) -> None:
    rows = Site(folder).rows()
    del rows["slides/deck.html"]
    assert list(summary(rows)) == ["page"]


def test_a_file_that_changes_its_content_changes_its_weight(folder: Path) -> None:
    before = measure(folder)["pages"]["index.html"]["raw"]
    (folder / "back.svg").write_text("<svg></svg>1234", encoding="utf-8")
    assert measure(folder)["pages"]["index.html"]["raw"] == before + 4
