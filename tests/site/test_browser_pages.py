"""Every page of the textbook, on a desktop and on a phone, in light and dark, on paper.

A page is opened once for each width, and asked everything in both themes: at a desktop
it was opened in the light, on a phone in the dark. The listings of the engine's files,
more than all other pages and alike, are opened once and made narrow.
"""

import pytest
from browser_checks import (
    hold_still,
    in_each_theme,
    look_at_page,
    look_at_text,
    report,
)
from browser_keys import folds_open
from browser_site import Document, pages
from browser_views import DESKTOP, PHONE, visit
from conftest import Readers

pytestmark = pytest.mark.browser
LISTINGS = [document for document in pages() if document.name.startswith("_modules/")]
TEXTS = [document for document in pages() if document not in LISTINGS]


@pytest.mark.parametrize("document", TEXTS, ids=str)
def test_at_a_desktop(site: str, readers: Readers, document: Document) -> None:
    with visit(readers[DESKTOP[0]], site + document.address) as (page, ear):
        hold_still(page)
        complaints = folds_open(page)
        page.evaluate("course.unfold()")
        complaints += in_each_theme(page, DESKTOP, look_at_page)
        report(document, [*ear.complaints, *complaints])


@pytest.mark.parametrize("document", TEXTS, ids=str)
def test_on_a_phone(site: str, readers: Readers, document: Document) -> None:
    with visit(readers[PHONE[1]], site + document.address) as (page, ear):
        hold_still(page)
        page.evaluate("course.unfold()")
        complaints = in_each_theme(page, PHONE[::-1], look_at_text)
        report(document, [*ear.complaints, *complaints])


@pytest.mark.parametrize("document", LISTINGS, ids=str)
def test_a_listing(site: str, readers: Readers, document: Document) -> None:
    """At a desktop and on a phone."""
    with visit(readers[DESKTOP[0]], site + document.address) as (page, ear):
        hold_still(page)
        page.evaluate("course.unfold()")
        complaints = in_each_theme(page, DESKTOP, look_at_page)
        page.set_viewport_size({"width": PHONE[0].width, "height": PHONE[0].height})
        complaints += in_each_theme(page, PHONE, look_at_text)
        page.set_viewport_size({"width": DESKTOP[0].width, "height": DESKTOP[0].height})
        report(document, [*ear.complaints, *complaints])


@pytest.mark.parametrize("document", pages(), ids=str)
def test_from_the_disk(readers: Readers, document: Document) -> None:
    """Without a server, a page asks no host for anything."""
    with visit(readers[DESKTOP[0]], document.path.as_uri()) as (_, ear):
        report(f"{document} (from the disk)", ear.complaints)
