"""Every page of the textbook, in light and dark, on a desktop and on a phone."""

import pytest
from browser_checks import accessible, fits_screen, report, whole_page
from browser_site import Document, pages
from browser_views import DESKTOP, PHONE, View, visit
from conftest import Readers

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("view", [*DESKTOP, *PHONE], ids=str)
@pytest.mark.parametrize("document", pages(), ids=str)
def test_page(site: str, readers: Readers, document: Document, view: View) -> None:
    with visit(readers[view], site + document.address) as (page, ear):
        page.evaluate("course.unfold()")
        complaints = [*whole_page(page), *fits_screen(page), *accessible(page)]
    report(f"{document} ({view})", [*ear.complaints, *complaints])
