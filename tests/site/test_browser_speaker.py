"""Speaker notes: hidden in the deck, set with their mathematics in the speaker view."""

import pytest
from browser_checks import report
from browser_site import Document, deck_with, decks
from browser_views import Ear, visit
from playwright.sync_api import BrowserContext, Page, Route

pytestmark = pytest.mark.browser
NOTE = ".speaker-controls-notes .value"
# Goes to the first slide whose note has a formula, else to the first with a note.
TO_NOTE = """() => {
  const notes = document.querySelector("aside.notes:has(mjx-container)")
    ?? document.querySelector("aside.notes");
  if (!notes) return "";
  const { h, v } = Reveal.getIndices(notes.closest("section"));
  Reveal.slide(h, v);
  return notes.querySelector("mjx-container") ? "formula" : "words";
}"""


def speaker_view(page: Page) -> Page:
    """Press S; return the window that opens."""
    with page.expect_popup() as opening:
        page.keyboard.press("s")
    speaker = opening.value
    speaker.wait_for_selector(f"{NOTE} *", state="visible")
    return speaker


def test_notes_are_as_large_as_the_speaker_likes(
    desk: BrowserContext, site: str
) -> None:
    def size(speaker: Page) -> float:
        return float(
            speaker.locator(NOTE).evaluate(
                "note => parseFloat(getComputedStyle(note).fontSize)"
            )
        )

    # Two visits: for a moment after it is closed, reveal.js takes a window to be open.
    lecture = site + decks()[0].address
    with visit(desk, lecture) as (page, _):
        page.evaluate(TO_NOTE)
        speaker = speaker_view(page)
        larger = speaker.get_by_label("Larger notes")
        larger.wait_for()
        before = size(speaker)
        larger.click()
        assert size(speaker) == before + 4
        speaker.close()
    with visit(desk, lecture) as (page, _):
        page.evaluate(TO_NOTE)
        speaker = speaker_view(page)
        smaller = speaker.get_by_label("Smaller notes")
        smaller.wait_for()
        assert size(speaker) == before + 4
        smaller.click()
        assert size(speaker) == before
        speaker.close()


@pytest.mark.parametrize("document", decks(), ids=str)
def test_speaker_view(desk: BrowserContext, site: str, document: Document) -> None:
    with visit(desk, site + document.address) as (page, ear):
        kind = page.evaluate(TO_NOTE)
        assert kind, f"{document} has no speaker notes"
        listener = Ear(ear.host)
        desk.on("page", listener.listen)
        words = page.evaluate(
            "Reveal.getCurrentSlide().querySelector('aside.notes').textContent"
        )
        speaker = speaker_view(page)
        desk.remove_listener("page", listener.listen)
        note = speaker.locator(NOTE)
        assert words.split()[0] in note.inner_text()
        assert "\\(" not in note.inner_text()
        if kind == "formula":
            drawing = note.locator("mjx-container svg").first
            box = drawing.bounding_box()
            assert box is not None
            assert box["width"] > 3
            assert box["height"] > 3
        speaker.close()
    report(document, [*ear.complaints, *listener.complaints])


def test_an_answer_opens_in_the_hall_as_well(desk: BrowserContext, site: str) -> None:
    with desk.new_page() as page:
        page.goto(site + deck_with('<details class="quiz"').address)
        page.wait_for_selector(".deck-slides")
        page.evaluate(
            """() => {
              const answer = document.querySelector(".slides details.quiz");
              const { h, v } = Reveal.getIndices(answer.closest("section"));
              Reveal.slide(h, v, 99);
            }"""
        )
        speaker = speaker_view(page)
        frame = speaker.frame_locator("#current-slide iframe")
        frame.locator(".present > .slide").wait_for()
        opened = page.locator(".present details.quiz[open]")
        assert opened.count() == 0
        speaker.keyboard.press("a")
        opened.wait_for()
        assert frame.locator(".present details.quiz[open]").count() == 1
        page.locator(".present details.quiz > summary").first.click()
        frame.locator(".present details.quiz:not([open])").first.wait_for()
        speaker.close()


def test_notes_that_are_open_before_their_formulas_are_set(
    desk: BrowserContext, site: str
) -> None:
    formula = r'<aside class="notes"(?:(?!</aside>)[\s\S])*class="math'
    held: list[Route] = []
    with desk.new_page() as page:
        page.route("**/tex-svg-full.js", lambda route: held.append(route))
        page.goto(site + deck_with(formula).address, wait_until="commit")
        page.wait_for_selector(".deck-slides")
        page.evaluate(TO_NOTE.replace("mjx-container", ".math"))
        speaker = speaker_view(page)
        note = speaker.locator(NOTE)
        assert "\\(" in note.inner_text()
        held[0].continue_()
        note.locator("mjx-container").first.wait_for()
        assert "\\(" not in note.inner_text()
        speaker.close()
