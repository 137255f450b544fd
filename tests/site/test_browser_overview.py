"""The overview, the field to jump with, full screen, and a lecture's first slide."""

import re
from typing import Any

import pytest
from browser_checks import hold_still
from browser_site import Document, deck_with, decks
from browser_views import DESKTOP, View, choose, visit
from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser
LONGEST = max(decks(), key=lambda deck: deck.path.stat().st_size)
STEPS = re.compile(r'data-line-numbers="[^"]*\|')

# Whole slides in sight: left and top, the height of a title's letters.
IN_SIGHT = """() => [...document.querySelectorAll(".slides > section > section")]
  .filter((slide) => course.visible(slide))
  .map((slide) => [slide, slide.getBoundingClientRect()])
  .filter(([, box]) => box.top >= 0 && box.bottom <= innerHeight
    && box.left >= 0 && box.right <= innerWidth)
  .map(([slide, box]) => ({ id: slide.id, left: box.left, top: box.top,
    present: slide.classList.contains("present") }))"""
COVERED = """(name) => {
  const one = document.querySelector(name).getBoundingClientRect();
  const titles = [...Reveal.getCurrentSlide().querySelectorAll("h1, h2, h3")];
  return titles.some((title) => {
    const two = title.getBoundingClientRect();
    return one.left < two.right && two.left < one.right
      && one.top < two.bottom && two.top < one.bottom;
  });
}"""


def in_sight(page: Page) -> list[dict[str, Any]]:
    """The slides that the overview shows whole."""
    found: list[dict[str, Any]] = page.evaluate(IN_SIGHT)
    return found


def at(page: Page) -> int:
    """The number of the present slide, from 0."""
    number: int = page.evaluate("Reveal.getSlidePastCount()")
    return number


@pytest.mark.parametrize("view", DESKTOP, ids=str)
def test_the_overview_shows_many_slides(
    site: str, desk: BrowserContext, view: View
) -> None:
    with visit(desk, f"{site}{LONGEST.address}#/20") as (page, _):
        hold_still(page)
        choose(page, view.theme)
        page.keyboard.press("o")
        slides = in_sight(page)
        columns = len({slide["left"] for slide in slides})
        assert columns >= 5
        assert len({slide["top"] for slide in slides}) >= 4
        assert [slide["present"] for slide in slides].count(True) == 1
        assert page.locator(".deck-nav").is_hidden()
        first = at(page)
        page.keyboard.press("ArrowDown")
        assert at(page) == first + columns
        for _step in range(4):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowLeft")
        assert at(page) == first + 5 * columns - 1
        assert any(slide["present"] for slide in in_sight(page))
        other = in_sight(page)[0]["id"]
        page.locator(f"[id='{other}']").click()
        assert page.evaluate("Reveal.getCurrentSlide().id") == other
        assert not page.evaluate("Reveal.isOverview()")
        assert page.evaluate("course.steps()") == []


def test_each_slide_in_the_overview_shows_its_code(
    site: str, desk: BrowserContext
) -> None:
    """Of a listing with steps exactly one copy, whichever step it has come to."""
    with visit(desk, f"{site}{deck_with(STEPS).address}#/99") as (page, _):
        hold_still(page)
        page.keyboard.press("o")
        shown = page.evaluate("""() => [...document.querySelectorAll("pre")]
          .map((pre) => [...pre.querySelectorAll(".hljs")])
          .filter((copies) => copies.length > 1)
          .map((copies) => copies.filter(course.visible).length)""")
        assert set(shown) == {1}


def test_the_field_to_jump_is_not_on_the_title(site: str, desk: BrowserContext) -> None:
    with visit(desk, f"{site}{LONGEST.address}#/5") as (page, _):
        hold_still(page)
        page.keyboard.press("g")
        assert page.locator(".jump-to-slide-input").is_visible()
        assert not page.evaluate(COVERED, ".jump-to-slide")
        assert (
            page.evaluate("course.pale(document.querySelector('.jump-to-slide'))") == []
        )
        page.keyboard.type("12")
        page.keyboard.press("Enter")
        assert at(page) == 11


def test_full_screen_has_no_row_of_links(site: str, reader: BrowserContext) -> None:
    with visit(reader, site + LONGEST.address) as (page, _):
        assert page.locator(".deck-nav").is_visible()
        page.keyboard.press("f")
        page.wait_for_function("document.fullscreenElement")
        assert page.locator(".deck-nav").is_hidden()


def test_the_upcoming_slide_shows_its_title(site: str, desk: BrowserContext) -> None:
    with visit(desk, f"{site}{LONGEST.address}#/5") as (page, _):
        with page.expect_popup() as opening:
            page.keyboard.press("s")
        speaker = opening.value
        frame = speaker.frame_locator("#upcoming-slide iframe")
        title = frame.locator("section.present section.present h2")
        title.wait_for()
        speaker.wait_for_function(
            "getComputedStyle(document.querySelector('#upcoming-slide .label')).top"
            " !== '10px'"
        )
        box = title.bounding_box()
        for name in ("#upcoming-slide .label", "#speaker-layout"):
            label = speaker.locator(name).bounding_box()
            assert box
            assert label
            assert label["y"] > box["y"] + box["height"]
        speaker.close()


@pytest.mark.parametrize("document", decks(), ids=str)
def test_the_first_slide_offers_no_code_of_a_figure(document: Document) -> None:
    html = document.path.read_text(encoding="utf-8")
    first = html.split("</section>")[0]
    assert "title-slide" in first
    assert not re.search(r"<(p|span)[^>]*>Show the code<", first)
