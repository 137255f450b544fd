"""What is asked of pages and decks by their keys and addresses."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from browser_links import anchor, read
from browser_site import Document, documents
from playwright.sync_api import Page

INDICES = "Object.values(Reveal.getIndices()).slice(0, 2).join('/')"
IS_DECK = "'Reveal' in window && Reveal.isReady()"
# The address follows a deck's slides by up to a second.
PLACE = f"{IS_DECK} ? {INDICES} : location.href"
OPENS = """async (label) => {
  const turned = new Promise((resolve) =>
    addEventListener("hashchange", resolve, { once: true }));
  const before = location.hash;
  location.hash = `#${label}`;
  if (location.hash !== before) await turned;
  const place = document.getElementById(label);
  return place !== null && Reveal.getCurrentSlide().contains(place);
}"""


def walk(page: Page) -> list[str]:
    """Slides that Space, Home and the arrows do not reach as they should.

    The page presses Space by itself all through the deck: pressed from here, each
    would be waited for, and what a slide shows drawn.
    """
    slides = ["/".join(map(str, index)) for index in page.evaluate("course.slides()")]
    seen = page.evaluate("course.walk()")
    complaints = [] if seen == slides else [f"Space visits {seen} instead of {slides}"]
    keys = {"Home": "0/0", "ArrowRight": "1/0", "ArrowLeft": "0/0"}
    for key, place in keys.items():
        page.keyboard.press(key)
        if (now := page.evaluate(INDICES)) != place:
            complaints.append(f"{key} leads to slide {now} instead of {place}")
    # A real one, on a slide that it leaves at once or step by step.
    moves = "Reveal.getIndices().f + ' ' + " + INDICES
    before = page.evaluate(moves)
    page.keyboard.press("Space")
    if slides[1:] and page.evaluate(moves) == before:
        complaints.append("Space, as a reader presses it, does nothing")
    return complaints


@cache
def all_labels() -> dict[Path, set[str]]:
    """For each document, the labels in it that some page of the site links to."""
    wanted: dict[Path, set[str]] = defaultdict(set)
    for document in documents():
        for link in read(document.path).links:
            address, _, fragment = link.target.partition("#")
            if fragment and not fragment.startswith("/"):
                path = document.path.parent / address if address else document.path
                wanted[path.resolve()].add(anchor(fragment))
    return wanted


def labels(deck: Document) -> list[str]:
    """The labels in a deck that some page of the site links to."""
    return sorted(all_labels()[deck.path] - {""})


def lost_labels(page: Page, deck: Document) -> list[str]:
    """Labels whose address opens another slide than theirs."""
    lost = [name for name in labels(deck) if not page.evaluate(OPENS, name)]
    return [f"#{name} opens no slide" for name in lost]


def folds_open(page: Page) -> list[str]:
    """Answers and hidden code that the keyboard does not open and close."""
    complaints = []
    for fold in ("details.quiz", "details.hide"):
        if page.locator(f"{fold} > summary").count():
            for key in ("Enter", "Space"):
                complaints += open_and_close(page, fold, key)
    return complaints


def open_and_close(page: Page, fold: str, key: str) -> list[str]:
    """What goes wrong when the key is pressed twice on the first of these folds."""
    summary = page.locator(f"{fold} > summary").first
    if page.evaluate(IS_DECK):
        summary.evaluate(
            "fold => { const { h, v } = Reveal.getIndices(fold.closest('section'));"
            " Reveal.slide(h, v, 99); }"
        )
    before = page.evaluate(PLACE)
    body = page.locator(f"{fold} > :not(summary)").first
    complaints = []
    summary.focus()
    page.keyboard.press(key)
    if not body.is_visible():
        complaints.append(f"{key} opens no {fold}")
    page.keyboard.press(key)
    if body.is_visible():
        complaints.append(f"{key} closes no {fold}")
    if page.evaluate(PLACE) != before:
        complaints.append(f"{key} on the summary of {fold} turns the slide")
    return complaints


def answers_open(page: Page) -> list[str]:
    """Whether the key A opens the next answer of a slide, if there is a quiz."""
    if not page.locator("details.quiz").count():
        return []
    page.evaluate(
        "() => { const quiz = document.querySelector('details.quiz');"
        " const { h, v } = Reveal.getIndices(quiz.closest('section'));"
        " Reveal.slide(h, v); }"
    )
    page.keyboard.press("a")
    opened = "Reveal.getCurrentSlide().querySelectorAll('details.quiz[open]').length"
    number = page.evaluate(opened)
    return [] if number == 1 else [f"A opens {number} answers of a slide instead of 1"]
