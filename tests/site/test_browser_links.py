"""Every link leads somewhere; those to other sites are listed, not followed.

The list is written to `_build/external-links.txt` for whoever wants to follow them.
"""

import pytest
from browser_checks import report
from browser_links import external_links, link_complaints
from browser_site import REPOSITORY, SITE, Document, documents

LISTED = REPOSITORY / "_build" / "external-links.txt"


@pytest.mark.parametrize("document", documents(), ids=str)
def test_links(document: Document) -> None:
    report(document, link_complaints(document, SITE))


def test_external_links_are_listed() -> None:
    rows = [
        f"{target}  {document}"
        for document in documents()
        for target in external_links(document)
    ]
    LISTED.parent.mkdir(exist_ok=True)
    LISTED.write_text("\n".join(sorted(rows)) + "\n", encoding="utf-8")
