"""Slides, answers and hidden code obey the keyboard."""

import pytest
from browser_checks import hold_still
from browser_site import Document, decks, documents
from browser_views import visit
from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser
INDICES = "Object.values(Reveal.getIndices()).slice(0, 2).join('/')"


def having(element: str) -> list[Document]:
    """The documents that have this element."""
    found = [doc for doc in documents() if element in doc.path.read_text("utf-8")]
    assert found, f"No document has {element}, so there is nothing to try."
    return found


@pytest.mark.parametrize("document", decks(), ids=str)
def test_space_visits_every_slide(
    reader: BrowserContext, site: str, document: Document
) -> None:
    with visit(reader, site + document.address) as (page, ear):
        hold_still(page)
        slides = [
            "/".join(map(str, index)) for index in page.evaluate("course.slides()")
        ]
        seen = [page.evaluate(INDICES)]
        while not page.evaluate(
            "Reveal.isLastSlide() && !Reveal.availableFragments().next"
        ):
            page.keyboard.press("Space")
            if (now := page.evaluate(INDICES)) != seen[-1]:
                seen.append(now)
            assert len(seen) <= len(slides), "Space goes round in a circle"
        assert seen == slides
        page.keyboard.press("Home")
        assert page.evaluate(INDICES) == slides[0]
        page.keyboard.press("ArrowRight")
        assert page.evaluate(INDICES) == "1/0"
        page.keyboard.press("ArrowLeft")
        assert page.evaluate(INDICES) == slides[0]
    assert ear.complaints == []


def open_by_key(page: Page, fold: str, key: str) -> bool:
    """Focus a fold's summary in its turn, press the key; whether it opened it."""
    summary = page.locator(f"{fold} > summary").first
    if page.evaluate("'Reveal' in window && Reveal.isReady()"):
        summary.evaluate(
            "fold => { const { h, v } = Reveal.getIndices(fold.closest('section'));"
            " Reveal.slide(h, v, 99); }"
        )
    before = page.url
    assert summary.evaluate("summary => summary.tabIndex") >= 0
    summary.focus()
    page.keyboard.press(key)
    assert page.url == before, f"{key} on a summary turned the slide"
    opened: bool = page.locator(fold).first.evaluate("fold => fold.open")
    return opened


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("fold", ["details.quiz", "details.hide"])
def test_folds_open_by_keyboard(
    reader: BrowserContext, site: str, fold: str, key: str
) -> None:
    element = {"details.quiz": '<details class="quiz"', "details.hide": "above-input"}
    for document in having(element[fold]):
        with visit(reader, site + document.address) as (page, ear):
            assert open_by_key(page, fold, key), f"{key} opens no {fold}: {document}"
            body = page.locator(f"{fold} > :not(summary)").first
            assert body.is_visible(), f"{document}: the opened {fold} shows nothing"
            page.keyboard.press(key)
            assert not body.is_visible(), f"{document}: {key} closes no {fold}"
        assert ear.complaints == []


def test_a_opens_the_answers_of_a_slide_in_turn(
    reader: BrowserContext, site: str
) -> None:
    quizzes = [
        document for document in having('<details class="quiz"') if document.is_deck
    ]
    assert quizzes, "No lecture has a quiz."
    opened = "Reveal.getCurrentSlide().querySelectorAll('details.quiz[open]').length"
    for document in quizzes:
        with visit(reader, site + document.address) as (page, _):
            page.evaluate(
                "() => { const quiz = document.querySelector('details.quiz');"
                " const { h, v } = Reveal.getIndices(quiz.closest('section'));"
                " Reveal.slide(h, v); }"
            )
            page.keyboard.press("a")
            assert page.evaluate(opened) == 1, document
