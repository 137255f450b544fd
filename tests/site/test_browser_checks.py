"""The checks can fail: each finds the fault of a document that was made to have it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_bad import BAD_PAGES, BAD_SLIDES, DOT, bad_deck, bad_page
from browser_checks import (
    hold_still,
    in_each_theme,
    look_at_deck,
    look_at_text,
    on_paper,
)
from browser_links import Link, dead, ill_formed, link_complaints
from browser_site import SITE, Document, served
from browser_views import DESKTOP, PHONE, visit
from conftest import Readers

pytestmark = pytest.mark.browser
PICTURE = f'<p><img src="{DOT}" alt="A dot."></p>'
GOOD = f'<p>A sentence.</p>{PICTURE}<p class="fragment">More.</p>'


class Course:
    """A folder of bad documents, with the built site's styles and scripts."""

    def __init__(self, folder: Path, address: str, readers: Readers) -> None:
        self.folder, self.address, self.readers = folder, address, readers

    def complaints(self, html: str, phone: bool = False) -> list[str]:
        """All that the checks say about a document, as the tests of the site ask."""
        (self.folder / "bad.html").write_text(html, encoding="utf-8")
        views = PHONE if phone else DESKTOP
        # The cache must not answer with the last bad document.
        address = f"{self.address}bad.html?{abs(hash(html))}"
        with visit(self.readers[views[0]], address) as (page, ear):
            hold_still(page)
            slides = page.evaluate("'Reveal' in window") and not phone
            if slides:
                told = look_at_deck(page, views)
            else:
                told = in_each_theme(page, views, look_at_text)
            return [*told, *([] if phone else on_paper(page)), *ear.complaints]


@pytest.fixture(scope="module")
def course(
    tmp_path_factory: pytest.TempPathFactory, readers: Readers
) -> Iterator[Course]:
    folder = tmp_path_factory.mktemp("bad")
    (folder / "_static").symlink_to(SITE / "_static")
    with served(folder) as address:
        yield Course(folder, address, readers)


def test_a_good_page_passes(course: Course) -> None:
    assert course.complaints(bad_page(GOOD)) == []
    assert course.complaints(bad_page(GOOD), phone=True) == []


def test_a_good_deck_passes(course: Course) -> None:
    assert course.complaints(bad_deck(GOOD, GOOD)) == []
    assert course.complaints(bad_deck(PICTURE, PICTURE, kind="steady")) == []


@pytest.mark.parametrize(("body", "words"), BAD_PAGES.values(), ids=BAD_PAGES)
def test_a_bad_page(course: Course, body: str, words: str) -> None:
    assert words in "\n".join(course.complaints(bad_page(body)))


@pytest.mark.parametrize(("slide", "words"), BAD_SLIDES.values(), ids=BAD_SLIDES)
def test_a_bad_slide(course: Course, slide: str, words: str) -> None:
    told = [line for line in course.complaints(bad_deck(GOOD, slide)) if words in line]
    assert told, f"nothing says {words!r}"
    slides = [line.partition("x720: ")[2] for line in told]
    assert all(line.startswith("slide 2 “A slide”: ") for line in slides)


def test_a_figure_that_jumps(course: Course) -> None:
    jumps = f"<p>One line more.</p>{PICTURE}"
    told = course.complaints(bad_deck(PICTURE, PICTURE, jumps, kind="steady"))
    starts = [f"{view}: slide 3 “A slide”: its figures" for view in DESKTOP]
    assert [line[: len(start)] for line, start in zip(told, starts)] == starts


def test_a_point_missing_on_the_phone(course: Course) -> None:
    deck = bad_deck('<p class="fragment" style="display: none">Point</p>')
    told = course.complaints(deck, phone=True)
    wanted = "p.fragment “Point” is not shown on a narrow screen"
    assert told == [f"{view}: {wanted}" for view in PHONE]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("missing.html", "leads to no file"),
        ("../../outside.html", "leads to no file"),
        ("/page.html", "only at a host's root"),
        ("other.html#nowhere", "no such id"),
        ("#nowhere", "no such id"),
        ("other.html#/nowhere", "no such id"),
        ("#twice", "this id more than once"),
        ("other.html", ""),
        ("other.html?print-pdf", ""),
        ("other.html#/label", ""),
        ("other.html#/2/1", ""),
        ("#label", ""),
        ("data:,x", ""),
    ],
)
def test_a_link(tmp_path: Path, target: str, words: str) -> None:
    page = tmp_path / "page.html"
    page.write_text('<p id="label"><p id="twice"><p id="twice">', encoding="utf-8")
    (tmp_path / "other.html").write_text('<p id="label">', encoding="utf-8")
    told = dead(Document("page", page, False), Link("a", target), tmp_path)
    assert words in told
    assert bool(words) == bool(told)


@pytest.mark.parametrize(
    ("target", "is_bad"),
    [
        ("https://example.org/a?b#c", False),
        ("mailto:someone@example.org", False),
        ("http://127.0.0.1:8000/", False),
        ("http://example.org/", True),
        ("https://example/", True),
        ("https://example.org/a b", True),
        ("javascript:alert(1)", True),
    ],
)
def test_a_link_to_elsewhere(target: str, is_bad: bool) -> None:
    assert bool(ill_formed(Link("a", target))) == is_bad


def test_a_page_that_fetches(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<link rel="preconnect" href="https://example.org">', "utf-8")
    (told,) = link_complaints(Document("page", page, False), tmp_path)
    assert told == "the page fetches https://example.org from another host"
