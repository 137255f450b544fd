"""The keyboard reaches what is on the slide that is shown, and nothing else."""

import pytest
from browser_site import Document, decks
from browser_views import DESKTOP, PHONE, visit
from conftest import Readers
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
QUIZ = "slides/module1-3.html"
OUTSIDE = """() => {
  const here = document.activeElement.closest(".slides section:not(:has(section))");
  return here && here !== Reveal.getCurrentSlide() ? here.id : "";
}"""
INERT = "document.querySelectorAll('.slides section[inert]').length"


def tab_through(page: Page, presses: int) -> set[str]:
    """The slides, other than the one shown, that Tab came to."""
    found = set()
    for _ in range(presses):
        page.keyboard.press("Tab")
        found.add(page.evaluate(OUTSIDE))
    return found - {""}


@pytest.mark.parametrize("document", decks()[:3], ids=str)
def test_tab_stays_on_the_slide(
    site: str, readers: Readers, document: Document
) -> None:
    with visit(readers[DESKTOP[0]], site + document.address) as (page, _):
        for _ in range(3):
            assert not tab_through(page, 30)
            page.evaluate("document.activeElement.blur()")
            page.keyboard.press("ArrowRight")
        page.evaluate("Reveal.prev()")
        assert not tab_through(page, 30)
        assert not page.evaluate("Reveal.getCurrentSlide().inert")


def test_the_overview_has_all_slides(site: str, readers: Readers) -> None:
    with visit(readers[DESKTOP[0]], site + QUIZ) as (page, _):
        assert page.evaluate(INERT) > 10
        page.keyboard.press("o")
        page.wait_for_selector(".reveal.overview")
        assert page.evaluate(INERT) == 0
        page.evaluate("Reveal.right()")
        assert page.evaluate(INERT) == 0
        page.keyboard.press("o")
        page.wait_for_function(INERT + " > 10")
        assert not page.evaluate("Reveal.getCurrentSlide().inert")


@pytest.mark.parametrize("form", ["?print-pdf", "?notes", "phone"])
def test_nothing_is_out_of_reach_elsewhere(
    site: str, readers: Readers, form: str
) -> None:
    view = PHONE[0] if form == "phone" else DESKTOP[0]
    with visit(readers[view], site + QUIZ + form.removeprefix("phone")) as (page, _):
        page.evaluate("course.settled()")
        assert page.evaluate(INERT) == 0
