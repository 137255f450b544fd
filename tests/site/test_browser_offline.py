"""Opened from the disk, without a server, no document asks any host for anything."""

import pytest
from browser_checks import report
from browser_site import Document, documents
from browser_views import DESKTOP, visit
from conftest import Readers

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("document", documents(), ids=str)
def test_from_the_disk(readers: Readers, document: Document) -> None:
    with visit(readers[DESKTOP[0]], document.path.as_uri()) as (_, ear):
        complaints = ear.complaints
    report(f"{document} (from the disk)", complaints)
