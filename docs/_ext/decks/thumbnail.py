"""The picture on a lecture's card: one of the deck's own figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

# A cell may offer its figure in several forms; a card takes the sharp one.
_PREFERRED = (".svg", ".png")


def figures(document: nodes.document) -> list[nodes.image]:
    """Return the figures of a deck in order, one for each output of a cell."""
    found: list[nodes.image] = []
    seen: set[int] = set()
    for image in document.findall(nodes.image):
        bundle = _bundle(image)
        if id(bundle) in seen:
            continue
        seen.add(id(bundle))
        found.append(_best(bundle))
    return found


def _bundle(image: nodes.image) -> nodes.Element:
    """Return the output that holds every form of this figure."""
    node: nodes.Element | None = image.parent
    while node is not None:
        if node.get("nb_element") == "mime_bundle":
            return node
        node = node.parent
    return image


def _best(bundle: nodes.Element) -> nodes.image:
    forms = list(bundle.findall(nodes.image))

    def rank(image: nodes.image) -> int:
        endings = [image["uri"].endswith(ending) for ending in _PREFERRED]
        return endings.index(True) if any(endings) else len(_PREFERRED)

    return min(forms, key=rank)


def thumbnail(env: BuildEnvironment, docname: str) -> nodes.image | None:
    """Return the figure that stands for a deck.

    The front matter's ``thumbnail: 3`` names the third figure; without it, the
    deck's first figure is taken.
    """
    wanted = env.metadata[docname].get("thumbnail", 1)
    found = figures(env.get_doctree(docname))
    try:
        number = int(wanted)
        if number < 1:
            raise IndexError
        figure = found[number - 1]
    except (ValueError, IndexError):
        _complain(docname, wanted, len(found))
        return None
    return _copy(figure)


def _complain(docname: str, wanted: object, available: int) -> None:
    if wanted == 1:  # a deck without figures is dull, not wrong
        return
    logger.warning(
        "thumbnail: expected the number of a figure from 1 to %d, got %r",
        available,
        wanted,
        location=docname,
        type="decks",
    )


def _copy(figure: nodes.image) -> nodes.image:
    uri = figure["uri"]
    return nodes.image(
        uri=uri,
        candidates={"*": uri},
        alt=figure.get("alt", ""),
        classes=["deck-card-figure"],
    )
