"""Covers of finished programs on slides, and answers to exercises on pages."""

import re

import pytest
from browser_site import SITE, documents
from browser_views import DESKTOP, PHONE, visit
from conftest import Readers
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
DECK = "slides/module1-3.html"

# Where everything on the slide stands, and what can be seen of the first cover.
STATE = """() => {
  const covered = document.querySelector(".covered");
  const slide = covered.closest(".slide");
  const box = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y, width, height].map(Math.round);
  };
  const listing = covered.querySelector("code");
  const cover = covered.querySelector(".cover");
  return {
    boxes: [...slide.querySelectorAll("h1, h2, h3, p, li, pre, .covered")]
      .filter((element) => !element.matches(".finished-task")).map(box),
    seen: getComputedStyle(listing).visibility === "visible",
    expanded: cover.getAttribute("aria-expanded"),
    at: Reveal.getIndices(),
  };
}"""
GO = """() => {
  const slide = document.querySelector(".covered").closest("section");
  const { h, v } = Reveal.getIndices(slide);
  Reveal.slide(h, v, 99);
}"""


def go_to_cover(page: Page) -> None:
    page.wait_for_function("window.Reveal?.isReady()")
    page.evaluate(GO)


@pytest.mark.parametrize("how", ["key", "click", "Enter", "Space"])
def test_a_cover_lifts_and_nothing_else_moves(
    site: str, readers: Readers, how: str
) -> None:
    with visit(readers[DESKTOP[0]], site + DECK) as (page, ear):
        go_to_cover(page)
        before = page.evaluate(STATE)
        assert (before["seen"], before["expanded"]) == (False, "false")
        cover = page.locator(".covered .cover").first
        assert "topological_sort(variable) Return all Variables" in " ".join(
            cover.inner_text().split()
        )
        if how == "key":
            page.keyboard.press("a")
        elif how == "click":
            cover.click()
        else:
            cover.focus()
            page.keyboard.press(how)
        after = page.evaluate(STATE)
        assert after == before | {"seen": True, "expanded": "true"}
        said = page.locator("[role=status].cover-status").inner_text()
        assert "Task 1.4" in said
        cover.click()  # its corner puts it back
        assert page.evaluate(STATE) == before
        assert ear.complaints == []


def test_one_key_lifts_one_cover(site: str, readers: Readers) -> None:
    with visit(readers[DESKTOP[0]], site + "slides/module2-3.html") as (page, _):
        go_to_cover(page)
        here = page.locator(".present > .slide .covered")
        assert here.count() == 2
        for number in (1, 2):
            page.keyboard.press("a")
            assert page.locator(".covered.lifted").count() == number
        assert here.locator("code:visible").count() == 2


def test_windows_of_a_deck_agree(site: str, readers: Readers) -> None:
    """What the lecturer lifts is lifted in the speaker view, and stays so there."""
    context = readers[DESKTOP[0]]
    with (
        visit(context, site + DECK) as (first, _),
        visit(context, site + DECK) as (second, _),
    ):
        for page in (first, second):
            page.wait_for_function("window.Reveal?.isReady()")
        first.evaluate("deckCovers.lift(document.querySelector('.covered'))")
        second.wait_for_selector(".covered.lifted", state="attached")
        with visit(context, site + DECK) as (third, _):
            third.wait_for_selector(".covered.lifted", state="attached")
            assert third.locator(".covered.lifted").count() == 1


def test_a_phone_lifts_it_by_a_touch(site: str, readers: Readers) -> None:
    with visit(readers[PHONE[0]], site + DECK) as (page, ear):
        page.wait_for_selector(".deck-reading")
        covered = page.locator(".covered").first
        size = "(element) => [element.offsetWidth, element.offsetHeight]"
        before = covered.evaluate(size)
        assert not covered.locator("pre code").is_visible()
        covered.locator(".cover").click()
        assert covered.locator("pre code").is_visible()
        assert covered.evaluate(size) == before
        assert ear.complaints == []


def test_paper_stays_covered(site: str, readers: Readers) -> None:
    with visit(readers[DESKTOP[0]], f"{site}{DECK}?print-pdf") as (page, _):
        page.wait_for_selector(".pdf-page .covered", state="attached")
        assert page.locator(".covered pre code:visible").count() == 0


def test_steps_through_lines_go_on_after_lifting(site: str, readers: Readers) -> None:
    with visit(readers[DESKTOP[0]], site + "slides/module2-1.html") as (page, _):
        page.wait_for_function("window.Reveal?.isReady()")
        page.evaluate(
            "() => { const s = document.querySelector('.covered [data-line-numbers]')"
            ".closest('section'); const { h, v } = Reveal.getIndices(s);"
            "Reveal.slide(h, v, -1); }"
        )
        page.keyboard.press("a")
        before = page.evaluate("Reveal.getIndices()")
        page.keyboard.press("ArrowRight")
        after = page.evaluate("Reveal.getIndices()")
        assert (after["h"], after["v"]) == (before["h"], before["v"])
        assert after["f"] == before["f"] + 1
        assert page.locator(".present .covered .highlight-line:visible").count() > 0


def test_every_exercise_asks_and_is_answered_by_its_solution() -> None:
    """The start of each answer is none yet, and each solution passes its check."""
    for document in documents():
        text = document.path.read_text("utf-8")
        checks = len(re.findall(r"@exercise</span>", text))
        # A quiz that asks for a line of code has a check, too, and its own right line.
        checks -= len(set(re.findall(r"&quot;check&quot;: &quot;(\w+)\(", text)))
        if checks and document.name.startswith("docs/module"):
            assert text.count("Not answered yet.\n") == checks, document
            assert text.count("Right.\n") == checks, document
    assert SITE.exists()
