"""Every slide of every lecture, in every state; on a phone as a text; on paper."""

import re

import pytest
from browser_checks import (
    hold_still,
    in_each_theme,
    look_at_deck,
    look_at_text,
    notes_fold,
    on_paper,
    readable,
    report,
)
from browser_keys import answers_open, folds_open, lost_labels, walk
from browser_site import Document, decks, documents
from browser_views import DESKTOP, PHONE, visit
from conftest import Readers

pytestmark = pytest.mark.browser
each_deck = pytest.mark.parametrize("document", decks(), ids=str)


@each_deck
def test_slides(site: str, readers: Readers, document: Document) -> None:
    with visit(readers[DESKTOP[0]], site + document.address) as (page, ear):
        hold_still(page)
        complaints = [*walk(page), *lost_labels(page, document)]
        complaints += [*folds_open(page), *answers_open(page)]
        complaints += look_at_deck(page, DESKTOP)
        complaints += on_paper(page)
        report(document, [*ear.complaints, *complaints])


@each_deck
def test_phone(site: str, readers: Readers, document: Document) -> None:
    with visit(readers[PHONE[1]], site + document.address) as (page, ear):
        hold_still(page)
        complaints = notes_fold(page, document)
        page.evaluate("course.unfold()")
        complaints += in_each_theme(page, PHONE[::-1], look_at_text)
        report(document, [*ear.complaints, *complaints])


@each_deck
def test_a_page_for_each_slide(site: str, readers: Readers, document: Document) -> None:
    """Printed from a dark screen, a lecture has light pages, one for each slide."""
    with visit(readers[DESKTOP[1]], f"{site}{document.address}?print-pdf") as (
        page,
        ear,
    ):
        page.wait_for_selector(".pdf-page", state="attached")
        page.emulate_media(media="print")
        slides = page.locator(".slides .slide").count()
        asked = ("openNotes()", "formulas()", "darkPaper()", "steppedLines(document)")
        complaints = [told for ask in asked for told in page.evaluate(f"course.{ask}")]
        complaints += [*readable(page), *ear.complaints]
        page.emulate_media(media="screen")
        paper = page.pdf(prefer_css_page_size=True, print_background=True)
    printed = len(re.findall(rb"/Type\s*/Page\b", paper))
    if printed != slides:
        complaints.append(f"{slides} slides are printed on {printed} pages")
    report(f"{document} (printed)", complaints)


@each_deck
def test_from_the_disk(readers: Readers, document: Document) -> None:
    """Without a server, a lecture asks no host for anything."""
    with visit(readers[DESKTOP[0]], document.path.as_uri()) as (_, ear):
        report(f"{document} (from the disk)", ear.complaints)


@pytest.mark.parametrize("kind", ["details.quiz", "details.hide"])
def test_there_is_something_to_open(kind: str) -> None:
    element = {"details.quiz": '<details class="quiz"', "details.hide": "above-input"}
    texts = {deck: deck.path.read_text(encoding="utf-8") for deck in documents()}
    assert {deck.is_deck for deck, text in texts.items() if element[kind] in text} == {
        True,
        False,
    }
