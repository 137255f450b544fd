"""Outputs that wait for a guess."""

import pytest
from browser_checks import hold_still, report
from browser_live import need_live_cells
from browser_quiz import INDICES
from browser_site import Document, decks, left_out
from browser_views import DESKTOP, choose, visit
from conftest import Readers
from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = pytest.mark.browser
NUMBER = "docs/module0/operators.html"
SIGN = "docs/module1/derivatives.html"
CHOICE = "docs/module1/backpropagation.html"
DECKS = [d for d in decks() if 'data-predict="' in d.path.read_text(encoding="utf-8")]
SHOW = """cell => {
  const { h, v } = Reveal.getIndices(cell.closest("section"));
  Reveal.slide(h, v, -1);
}"""
# What does not fit on the slide that is shown.
TOO_MUCH = """() => {
  const slide = Reveal.getCurrentSlide().querySelector(".slide");
  const bottom = slide.getBoundingClientRect().bottom;
  return [...slide.querySelectorAll(".cell, .cell_output, .predict, li, p")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }))
    .filter((e) => e.getBoundingClientRect().bottom > bottom + 1)
    .map((e) => e.outerHTML.slice(0, 90));
}"""


def predicted(page: Page, fields: str) -> Locator:
    """The first cell that asks in this way."""
    cell = page.locator(f"div.cell:has(> .predict input[type={fields}])").first
    cell.scroll_into_view_if_needed()
    return cell


def output(cell: Locator) -> Locator:
    return cell.locator("> .cell_output")


def show(cell: Locator) -> None:
    cell.get_by_role("button", name="Show what it says").click()


@pytest.mark.parametrize("address", [NUMBER, SIGN, CHOICE])
def test_an_output_waits_for_a_guess(
    site: str, reader: BrowserContext, address: str
) -> None:
    with visit(reader, site + address) as (page, _):
        fields = "text" if address == NUMBER else "radio"
        cell = predicted(page, fields)
        assert output(cell).is_hidden()
        show(cell)  # without a guess
        assert output(cell).is_hidden()
        assert "a guess costs nothing" in cell.get_by_role("status").inner_text()
        if fields == "text":
            cell.get_by_role("textbox").fill("2")
            guess = "2"
        else:
            first = cell.locator("input").first
            first.focus()
            page.keyboard.press("Space")
            guess = first.input_value()
        question = cell.locator("legend").text_content()
        page.keyboard.press("Enter")
        assert output(cell).is_visible()
        assert cell.get_by_text(question or "?", exact=True).last.is_visible()
        assert cell.get_by_role("status").inner_text() == f"Your guess: {guess}"
        page.reload()
        page.evaluate("course.settled()")
        assert output(predicted(page, fields)).is_visible()
        cell.get_by_role("button", name="Guess again").click()
        assert output(cell).is_hidden()


def test_lectures_ask_before_they_show() -> None:
    count = sum(d.path.read_text(encoding="utf-8").count("data-predict") for d in DECKS)
    assert left_out() or count >= 3


@pytest.mark.parametrize("document", DECKS, ids=str)
def test_a_slide_waits_for_a_guess(
    site: str, reader: BrowserContext, document: Document
) -> None:
    with visit(reader, site + document.address) as (page, _):
        hold_still(page)  # what is about to appear counts
        for cell in page.locator("div.cell:has(> .predict)").all():
            cell.evaluate(SHOW)
            place = page.evaluate(INDICES)
            assert not output(cell).is_visible()
            assert page.evaluate(TOO_MUCH) == []
            if cell.locator("input[type=text]").count():
                cell.get_by_role("textbox").fill("9")
            else:
                cell.locator("label").first.click()
            show(cell)
            assert output(cell).is_visible()
            assert page.evaluate(INDICES) == place
            page.evaluate("Reveal.nextFragment()")
            assert page.evaluate(TOO_MUCH) == []


@pytest.mark.parametrize("document", DECKS, ids=str)
def test_on_paper_a_slide_asks_and_shows(
    site: str, readers: Readers, document: Document
) -> None:
    address = f"{site}{document.address}?print-pdf"
    with visit(readers[DESKTOP[0]], address) as (page, _):
        page.wait_for_selector(".pdf-page", state="attached")
        for cell in page.locator("div.cell:has(> .predict)").all():
            assert cell.locator(".predict-question").is_visible()
            assert output(cell).is_visible()
            assert not cell.locator("input, button:visible").count()


def test_a_run_keeps_the_secret_until_then(site: str, reader: BrowserContext) -> None:
    need_live_cells()
    with visit(reader, site + CHOICE) as (page, _):
        page.wait_for_function("() => window.__live?.cells.length")
        cell = predicted(page, "radio")
        cell.get_by_role("button", name="Run cell").click()
        page.wait_for_function(
            "() => document.querySelector('.predict').closest('.cell')"
            ".querySelector('.live-output')?.textContent.includes('18')",
            timeout=60_000,
        )
        assert output(cell).is_hidden()
        cell.locator("input").nth(1).check()
        show(cell)
        assert "18" in output(cell).inner_text()
        assert output(cell).is_visible()


def test_it_can_be_read_in_every_state(site: str, readers: Readers) -> None:
    with visit(readers[DESKTOP[0]], site + CHOICE) as (page, _):
        hold_still(page)
        cell = predicted(page, "radio")
        complaints = []
        for view in DESKTOP:
            choose(page, view.theme)
            asked = "e => [...course.pale(e), ...course.controls(e)]"
            complaints += cell.locator(".predict").evaluate(asked)
        choose(page, "light")
    report(CHOICE, complaints)


def test_without_scripts_nothing_is_kept_back(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + CHOICE)
    cell = page.locator("div.cell:has(> .predict)").first
    assert output(cell).is_visible()
    assert "Which three numbers" in cell.locator(".predict").inner_text()
    context.close()
