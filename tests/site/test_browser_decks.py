"""Every slide of every lecture, in every state; on a phone, the lecture as a text."""

import pytest
from browser_checks import (
    accessible,
    each_slide,
    fits_screen,
    hold_still,
    reads_on_phone,
    report,
    whole_page,
)
from browser_site import Document, decks
from browser_views import DESKTOP, PHONE, View, visit
from conftest import Readers

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("view", DESKTOP, ids=str)
@pytest.mark.parametrize("document", decks(), ids=str)
def test_slides(site: str, readers: Readers, document: Document, view: View) -> None:
    with visit(readers[view], site + document.address) as (page, ear):
        hold_still(page)
        complaints = [*whole_page(page), *accessible(page), *each_slide(page)]
    report(f"{document} ({view})", [*ear.complaints, *complaints])


@pytest.mark.parametrize("view", PHONE, ids=str)
@pytest.mark.parametrize("document", decks(), ids=str)
def test_phone(site: str, readers: Readers, document: Document, view: View) -> None:
    with visit(readers[view], site + document.address) as (page, ear):
        page.evaluate("course.unfold()")
        complaints = [*whole_page(page), *fits_screen(page), *reads_on_phone(page)]
        complaints += accessible(page)
    report(f"{document} ({view})", [*ear.complaints, *complaints])
