"""Handouts: one, two or three slides a page, notes or lines, answers open or shut."""

import re
from statistics import median

import pytest
from browser_checks import accessible, fits_screen, report
from browser_site import SITE
from browser_views import DESKTOP, choose, visit
from conftest import Readers
from playwright.sync_api import Browser, Page

from _ext.commands.pdf import form, print_deck, read

pytestmark = pytest.mark.browser
DECK = "slides/module1-1.html"
# For each slide: whether it is whole in its frame, and where notes or lines stand.
SHEETS = """() => [...document.querySelectorAll(".handout-page")].map((page) => {
  const frame = page.querySelector(".handout-frame").getBoundingClientRect();
  const slide = page.querySelector(".slide").getBoundingClientRect();
  const seen = [...page.querySelectorAll("aside.notes, .handout-ruled")]
    .filter((one) => one.checkVisibility());
  const boxes = seen.map((one) => one.getBoundingClientRect());
  const number = page.querySelector(".handout-number").getBoundingClientRect();
  return {
    numbered: number.top >= frame.bottom - 1,
    share: frame.height / page.getBoundingClientRect().height,
    whole: Math.abs(frame.width - slide.width) < 3,
    beside: boxes.every((box) => box.left >= frame.right),
    below: boxes.every((box) => box.top >= frame.bottom - 1),
    seen: seen.map((one) => one.className),
  };
})"""
# What stands above each sheet, as the margins of paper get it.
NAMED = """() => JSON.parse(getComputedStyle(document.documentElement)
  .getPropertyValue("--lecture-title"))"""
OPEN = "document.querySelectorAll('details.quiz[open]').length"
QUIZZES = "document.querySelectorAll('details.quiz').length"


def pages_of(page: Page) -> int:
    page.emulate_media(media="print")
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    page.emulate_media(media="screen")
    sizes = set(re.findall(rb"/MediaBox \[0 0 (\d+)", paper))
    assert sizes <= {b"594", b"595"}, "some page is not A4"
    return len(re.findall(rb"/Type\s*/Page\b", paper))


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("beside", ["notes", "lines"])
def test_slides_on_a_page(
    site: str, readers: Readers, number: int, beside: str
) -> None:
    address = f"{site}{DECK}?notes&slides={number}"
    address += "" if beside == "notes" else "&beside=0"
    with visit(readers[DESKTOP[0]], address) as (page, ear):
        slides = page.locator(".slide").count()
        # One slide without notes has its number below it all the same.
        page.evaluate("document.querySelector('.handout-page aside.notes').remove()")
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            sheets = page.evaluate(SHEETS)
            assert all(sheet["whole"] and sheet["numbered"] for sheet in sheets)
            assert all(sheet["beside" if number == 3 else "below"] for sheet in sheets)
            kinds = {kind for sheet in sheets for kind in sheet["seen"]}
            assert kinds == ({"notes"} if beside == "notes" else {"handout-ruled"})
        # Slides, not white paper, fill the sheet.
        assert number == 1 or median(sheet["share"] for sheet in sheets) > 0.7
        page.emulate_media(media="screen")
        title = page.evaluate(NAMED)
        assert title == page.locator("h1").inner_text()
        printed = pages_of(page)
        report(address, [*ear.complaints, *fits_screen(page)])
    fewest = -(-slides // number)
    if beside == "lines" or number == 1:
        assert printed == fewest
    else:  # long notes may need a second page's room
        assert fewest <= printed <= 1.2 * fewest


def test_the_choices_above_the_column(site: str, readers: Readers) -> None:
    with visit(readers[DESKTOP[0]], f"{site}{DECK}?notes") as (page, ear):
        page.get_by_label("On paper:").select_option("three slides a page")
        page.get_by_label("With them:").select_option("lines to write on")
        page.get_by_label("Answers:").select_option("shut")
        assert page.url.endswith("?notes&slides=3&beside=0&answers=0")
        told = [*accessible(page), *page.evaluate("course.controls()")]
        choose(page, "dark")
        told += page.evaluate("course.controls()")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate(OPEN) == 0
        assert not page.locator(".handout-form").is_visible()
        page.emulate_media(media="screen")
        page.reload()
        page.wait_for_selector("html.handout-lines[data-slides='3']")
        page.get_by_label("On paper:").select_option("")
        assert page.locator("html[data-slides]").count() == 0
        choose(page, "light")
    report("handout", [*ear.complaints, *told])


@pytest.mark.parametrize("answers", ["open", "shut"])
def test_answers(site: str, readers: Readers, answers: str) -> None:
    ending = "&answers=0" if answers == "shut" else ""
    with visit(readers[DESKTOP[0]], f"{site}{DECK}?print-pdf{ending}") as (page, _):
        page.wait_for_selector(".pdf-page", state="attached")
        quizzes = page.evaluate(QUIZZES)
        assert quizzes > 0
        assert page.evaluate(OPEN) == (0 if answers == "shut" else quizzes)


def test_the_command_prints_what_it_is_asked_for(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """From the files of the site, as `make pdf` does."""
    path = tmp_path_factory.mktemp("pdf") / "deck.pdf"
    deck = SITE / "slides" / "module2-1.html"
    slides = deck.read_text(encoding="utf-8").count('<div class="slide">')
    _, address = form(read(["--slides=3", "--shut"]))
    print_deck(browser, deck, address, path)
    printed = len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))
    assert printed == -(-slides // 3)


def test_four_slides_a_page_are_refused() -> None:
    with pytest.raises(SystemExit, match="expected 1, 2 or 3, got '4'"):
        read(["--slides=4"])
