"""An address with a label opens the slide that has the label."""

import pytest
from browser_checks import report
from browser_links import anchor, read
from browser_site import Document, decks, documents
from browser_views import DESKTOP, visit
from conftest import Readers

pytestmark = pytest.mark.browser
OPENS = """async (label) => {
  const turned = new Promise((resolve) => setTimeout(resolve, 40));
  location.hash = `#${label}`;
  await turned;
  const place = document.getElementById(label);
  return place !== null && Reveal.getCurrentSlide().contains(place);
}"""


def labels(deck: Document) -> list[str]:
    """The labels in a deck that some page of the site links to."""
    wanted = set()
    for document in documents():
        for link in read(document.path).links:
            address, _, fragment = link.target.partition("#")
            path = document.path.parent / address if address else document.path
            if path.resolve() == deck.path and not fragment.startswith("/"):
                wanted.add(anchor(fragment))
    return sorted(wanted - {""})


@pytest.mark.parametrize("document", decks(), ids=str)
def test_labels_open_their_slides(
    site: str, readers: Readers, document: Document
) -> None:
    with visit(readers[DESKTOP[0]], site + document.address) as (page, ear):
        lost = [name for name in labels(document) if not page.evaluate(OPENS, name)]
    report(document, [*ear.complaints, *(f"#{name} opens no slide" for name in lost)])
