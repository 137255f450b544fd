"""What a link shows elsewhere, the picture of the site, and names of buttons."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from browser_checks import accessible
from browser_site import REPOSITORY, SITE, Document, decks, documents, pages
from browser_views import DESKTOP, visit
from conftest import Readers
from docutils import nodes

from _ext.course.settings import read
from _ext.pages import shared

FRONT = next(one for one in documents() if one.name == "index")
WRITTEN = [one for one in documents() if one.name.startswith(("docs/", "slides/"))]


def meta(text: str, name: str) -> str:
    found = re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', text)
    return found[0] if len(found) == 1 else ""


@pytest.mark.parametrize("document", [*WRITTEN, FRONT], ids=str)
def test_every_page_says_what_it_is_about(document: Document) -> None:
    text = document.path.read_text(encoding="utf-8")
    assert meta(text, "og:title")
    assert meta(text, "og:site_name") == read(REPOSITORY).title
    words = meta(text, "description")
    assert words == meta(text, "og:description")
    assert shared.SHORTEST <= len(words) <= shared.LONGEST, words
    assert "$" not in words
    # Without a host there is no address to give, and a relative one leads nowhere.
    has_host = bool(read(REPOSITORY).address)
    assert ('property="og:image"' in text) is has_host
    assert ('property="og:url"' in text) is has_host


@pytest.mark.parametrize("document", [*decks(), *pages()[:3]], ids=str)
def test_the_picture_of_the_site(document: Document) -> None:
    text = document.path.read_text(encoding="utf-8")
    (link,) = re.findall(r'<link rel="icon"[^>]*href="([^"?]*)', text)
    icon = (document.path.parent / link).resolve()
    assert icon == SITE / "_static" / "favicon.svg"
    assert icon.read_text(encoding="utf-8").startswith("<svg")


def told(folder: Path) -> str:
    config = SimpleNamespace(
        project="MiniTorch", root_doc="index", html_baseurl="https://course.test/ml/"
    )
    target = SimpleNamespace(name="html", get_target_uri=lambda name: f"{name}.html")
    app: Any = SimpleNamespace(config=config, builder=target, outdir=folder)
    page = nodes.document(SimpleNamespace(), SimpleNamespace())
    page += nodes.paragraph("", "Here is what the page is about, in a sentence.")
    context = {"title": "Forward & <em>back</em>", "metatags": ""}
    shared.tell(app, "docs/page", "", context, page)
    return context["metatags"]


def test_with_a_host_there_is_a_picture(tmp_path: Path) -> None:
    text = told(tmp_path / "one")
    assert told(tmp_path / "two") == text
    assert meta(text, "og:url") == "https://course.test/ml/docs/page.html"
    picture = "_static/shared/docs-page.png"
    assert meta(text, "og:image") == f"https://course.test/ml/{picture}"
    assert meta(text, "og:title") == "Forward &amp; back"
    first = (tmp_path / "one" / picture).read_bytes()
    assert first.startswith(b"\x89PNG")
    assert first == (tmp_path / "two" / picture).read_bytes()


@pytest.mark.browser
def test_names_that_differ_from_what_is_read_are_found(
    site: str, readers: Readers
) -> None:
    """The rule is one that axe does not ask by itself; every page is asked for it."""
    with visit(readers[DESKTOP[0]], f"{site}docs/module1/separator.html") as (page, _):
        assert not [one for one in accessible(page) if "name-mismatch" in one]
        fold = page.locator("details.hide > summary").first
        fold.evaluate("(fold) => fold.setAttribute('aria-label', 'Toggle')")
        assert [one for one in accessible(page) if "name-mismatch" in one]


def test_the_setup_of_slides_is_called_so() -> None:
    for deck in decks():
        text = deck.path.read_text(encoding="utf-8")
        title = text[text.index('class="title-slide"') :].partition("</section>")[0]
        title = re.sub(r"<aside.*?</aside>", "", title, flags=re.DOTALL)
        assert "Show the code" not in title, deck.name
        has_cells = deck.name.startswith("slides/")  # yours may begin without
        assert not has_cells or "Show the setup of these slides" in title, deck.name
