"""A lecture with its notes: on a desktop, on paper, and folded on a phone."""

import re

import pytest
from browser_checks import accessible, fits_screen, hold_still, readable, report
from browser_site import Document, decks
from browser_views import DESKTOP, PHONE, choose, visit
from conftest import Readers
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
each_deck = pytest.mark.parametrize("document", decks(), ids=str)

# Of each page: whether the whole slide is in its frame, and the words of its notes.
PAGES = """() => [...document.querySelectorAll(".handout-page")].map((page) => {
  const frame = page.querySelector(".handout-frame").getBoundingClientRect();
  const slide = page.querySelector(".slide").getBoundingClientRect();
  const notes = page.querySelector("aside.notes");
  const hidden = [...page.querySelectorAll(".fragment")].filter((part) =>
    !course.visible(part));
  return {
    fits: Math.abs(frame.width - slide.width) < 2
      && Math.abs(frame.height - slide.height) < 2,
    below: !notes || notes.getBoundingClientRect().top >= frame.bottom - 1,
    seen: !notes || course.visible(notes),
    hidden: hidden.map(course.name),
  };
})"""


def complaints_of(page: Page, document: Document) -> list[str]:
    slides = page.locator(".slide").count()
    pages = page.evaluate(PAGES)
    notes = document.path.read_text(encoding="utf-8").count('<aside class="notes"')
    told = [f"{slides} slides, {len(pages)} pages"] if slides != len(pages) else []
    if page.locator(".handout-page > aside.notes").count() != notes:
        told.append("a slide has lost its notes")
    for number, one in enumerate(pages, 1):
        if not (one["fits"] and one["below"] and one["seen"]):
            told.append(f"page {number} does not show slide and notes: {one}")
        told += [f"page {number} hides {name}" for name in one["hidden"]]
    return told


@each_deck
def test_slides_with_their_notes(
    site: str, readers: Readers, document: Document
) -> None:
    """To read; and on A4, a slide or two a page, in the light from a dark screen."""
    with visit(readers[DESKTOP[1]], f"{site}{document.address}?notes") as (page, ear):
        hold_still(page)
        told = complaints_of(page, document)
        for theme in ("light", "dark"):
            choose(page, theme)
            told += [f"{theme}: {one}" for one in (*fits_screen(page), *readable(page))]
        told += page.evaluate("course.formulas()")
        slides = page.locator(".slide").count()
        page.emulate_media(media="print")
        told += page.evaluate("course.darkPaper()")
        paper = page.pdf(prefer_css_page_size=True, print_background=True)
        page.emulate_media(media="screen")
    printed = len(re.findall(rb"/Type\s*/Page\b", paper))
    if not slides / 2 <= printed <= slides:
        told.append(f"{slides} slides with notes are printed on {printed} pages")
    if re.findall(rb"/MediaBox \[0 0 (\d+)", paper)[:1] not in ([b"594"], [b"595"]):
        told.append("the pages are not A4")
    report(f"{document} with notes", [*ear.complaints, *told])


def test_the_way_there_and_back(site: str, readers: Readers) -> None:
    with visit(readers[DESKTOP[0]], f"{site}slides/index.html") as (page, ear):
        page.locator(".deck-card").first.get_by_text("Read with notes").click()
        page.wait_for_selector(".handout-page")
        hold_still(page)
        told = accessible(page)
        page.locator(".deck-nav").get_by_text("Slides only").click()
        page.wait_for_selector(".deck-slides")
        page.locator(".deck-nav").get_by_text("Read with notes").click()
        page.wait_for_selector(".handout-page")
        report("notes", [*ear.complaints, *told])


def test_a_link_leads_to_its_slide(site: str, readers: Readers) -> None:
    address = f"{site}slides/module1-2.html?notes#keep-it-for-backward"
    with visit(readers[DESKTOP[0]], address) as (page, _):
        page.wait_for_function(
            "Math.abs(document.getElementById('keep-it-for-backward')"
            ".getBoundingClientRect().top) < 60"
        )


def test_a_phone_opens_them_if_asked(site: str, readers: Readers) -> None:
    address = f"{site}slides/module1-2.html?notes"
    with visit(readers[PHONE[0]], address) as (page, _):
        folds = page.locator(".notes-fold")
        assert folds.count() == page.locator(".notes-fold[open]").count() > 0
        page.locator(".deck-nav").get_by_text("Slides only").click()
        page.wait_for_selector(".notes-fold", state="attached")
        assert not page.locator(".notes-fold[open]").count()
        assert page.locator(".deck-nav").get_by_text("Read with notes").is_visible()
