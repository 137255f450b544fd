"""On paper a lecture has a page for each slide."""

import re

import pytest
from browser_checks import report
from browser_site import Document, decks
from browser_views import visit
from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("document", decks(), ids=str)
def test_a_page_for_each_slide(
    reader: BrowserContext, site: str, document: Document
) -> None:
    with visit(reader, f"{site}{document.address}?print-pdf") as (page, ear):
        page.wait_for_selector(".pdf-page", state="attached")
        slides = page.locator(".slides .slide").count()
        complaints = [*page.evaluate("course.openNotes()"), *ear.complaints]
        complaints += page.evaluate("course.formulas()")
        paper = page.pdf(prefer_css_page_size=True, print_background=True)
    printed = len(re.findall(rb"/Type\s*/Page\b", paper))
    if printed != slides:
        complaints.append(f"{slides} slides are printed on {printed} pages")
    report(f"{document} (printed)", complaints)
