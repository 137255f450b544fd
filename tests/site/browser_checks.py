"""What is asked of an open page; each function returns the complaints, a sentence each.

The measuring itself is done in the page, by the scripts in `browser_scripts/`.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from browser_site import Document
from browser_views import View, choose
from playwright.sync_api import Page

QUICK = "QUICK" in os.environ  # one document alone is checked
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
LEVELS = {"serious", "critical"}
# Of the controls that this process has looked at, on whichever document.
KINDS: set[str] = set()

# axe takes the backgrounds of slides, which have none, to lie over the text, and a
# point that is about to appear to lie under its list.
STILL = """
*, ::before, ::after { transition: none !important; animation: none !important; }
.slide-background:not([data-background-hash]) { display: none !important; }
.fragment { will-change: auto !important; }
"""


def report(where: object, complaints: list[str]) -> None:
    """Fail with all complaints, a line each.

    Raises:
        Failed: if there are any.
    """
    if complaints:
        lines = [f"{where}: {complaint}" for complaint in complaints]
        pytest.fail("\n".join(lines), pytrace=False)


# Pictures, formulas, listings and notes of the page.
WHOLE_PAGE = ("pictures()", "listings()", "openNotes()")
ONCE = ("formulas()", "covered(document.body)")  # colours cannot change it


# A text as wide as the screen, in colours that can be read; a deck is one on a phone.
TEXT = ("tooWide()", "pale(document.body)", "controls()", "reading()")


def ask(page: Page, *questions: str) -> list[str]:
    """What the scripts in the page say to these questions, all in one go."""
    answers = ", ".join(f"...course.{question}" for question in questions)
    told: list[str] = page.evaluate(f"[{answers}]")
    return told


def in_each_theme(
    page: Page, views: Sequence[View], look: Callable[[Page, bool], list[str]]
) -> list[str]:
    """What is wrong with an open page, first in the theme that it was opened in.

    What a change of colours cannot change is asked only in the first.
    """
    complaints = []
    with known_kinds(page):
        for view in views:
            choose(page, view.theme)
            told = look(page, view is views[0])
            complaints += [f"{view}: {sentence}" for sentence in told]
    choose(page, views[0].theme)
    return complaints


@contextmanager
def known_kinds(page: Page) -> Iterator[None]:
    """Controls of a kind are looked at once: links by the thousand are alike."""
    page.evaluate("kinds => { course.known = new Set(kinds); }", list(KINDS))
    yield
    KINDS.update(page.evaluate("[...course.known]"))


def look_at_text(page: Page, is_first: bool) -> list[str]:
    """All that is asked of a page, or of a deck that became a text."""
    told = ask(page, *WHOLE_PAGE, *TEXT)
    return told + (look_once(page) if is_first else [])


def look_once(page: Page) -> list[str]:
    """What a change of colours cannot change; of colours themselves, `pale` tells."""
    return [*ask(page, *ONCE), *accessible(page, colours=False)]


def look_at_page(page: Page, is_first: bool) -> list[str]:
    """As `look_at_text`, and in the second theme, the dark one, how it is printed."""
    told = look_at_text(page, is_first)
    return told if is_first else [*told, *printed(page)]


def look_at_deck(page: Page, views: Sequence[View]) -> list[str]:
    """All that is asked of a deck as slides, in each theme."""
    complaints = in_each_theme(page, views, look_around_slides)
    slides = each_slide(page, views)
    return complaints + [f"{view}: {told}" for view in views for told in slides[view]]


def look_around_slides(page: Page, is_first: bool) -> list[str]:
    """What is asked of a deck but for its slides, and of all of it at once."""
    told = ask(page, *WHOLE_PAGE, "pale(document.body)", "controls()")
    return told + (ask(page, *ONCE) if is_first else [])


def readable(page: Page) -> list[str]:
    """Words that stand out from their ground."""
    return ask(page, "pale(document.body)")


def on_paper(page: Page) -> list[str]:
    """A page that is light when it is printed, though it is dark on the screen."""
    choose(page, "dark")
    told = printed(page)
    choose(page, "light")
    return told


def printed(page: Page) -> list[str]:
    """As `on_paper`, of a page that is dark now."""
    page.emulate_media(media="print")
    told = ask(page, "darkPaper()", "pale(document.body)")
    page.emulate_media(media="screen")
    return [f"printed from the dark: {sentence}" for sentence in told]


def fits_screen(page: Page) -> list[str]:
    """A page that one need not scroll to the side."""
    return ask(page, "tooWide()")


def notes_fold(page: Page, deck: Document) -> list[str]:
    """Speaker's notes that a phone does not fold, or does not open when asked."""
    folds = page.locator(".notes-fold")
    notes = deck.path.read_text(encoding="utf-8").count('<aside class="notes"')
    if folds.count() != notes:
        return [f"{notes} slides have notes, and {folds.count()} fold them"]
    told = []
    if page.locator("aside.notes >> visible=true").count():
        told.append("notes are open before anybody asks for them")
    folds.first.locator("summary").click()
    if not folds.first.locator("aside.notes").is_visible():
        told.append("a click does not open the notes")
    return told


@cache
def axe_source() -> str:
    """The accessibility rules, as a script."""
    return AXE.read_text(encoding="utf-8")


def accessible(page: Page, within: str = "", colours: bool = True) -> list[str]:
    """Violations of axe's rules that are serious or critical, of a part or of all."""
    part = f"document.querySelector({within!r})" if within else "document"
    have_axe(page)
    return violations(page.evaluate(f"course.axe({part}, {str(colours).lower()})"))


def accessible_slide(page: Page) -> list[str]:
    """As `accessible`, of the present slide alone."""
    have_axe(page)
    return violations(page.evaluate("course.axeOnSlide()"))


def have_axe(page: Page) -> None:
    """Put the accessibility rules into the page, once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"() => {{ {axe_source()} }}")


def violations(broken: list[dict[str, Any]]) -> list[str]:
    """What axe finds."""
    return [
        f"axe finds {found['help']!r} ({found['id']}, {found['impact']}) at "
        f"{found['name']} and {found['count'] - 1} more: {found['why']}"
        for found in broken
        if found["impact"] in LEVELS
    ]


def hold_still(page: Page) -> None:
    """Let colours, slides and points come and go at once."""
    page.add_style_tag(content=STILL)
    page.evaluate("window.Reveal?.configure({transition: 'none'})")


def each_slide(page: Page, views: Sequence[View]) -> dict[View, list[str]]:
    """What is wrong with the slides of a deck, every state of every slide.

    The page goes through all of them by itself, once for each theme: asked slide by
    slide, browser and tests would spend half of their time on questions and answers.
    """
    complaints = {}
    for view in views:
        choose(page, view.theme)
        with known_kinds(page):
            slides = page.evaluate("first => course.eachSlide(first)", view is views[0])
        complaints[view] = [
            f"{slide_name(slide)}: {told}" for slide in slides for told in slide["told"]
        ] + steadiness(slides)
        if view is views[0]:
            have_axe(page)
            for found in page.evaluate("course.axeOnDeck()"):
                at = found["slide"]
                place = f"{slide_name(slides[at])}: " if at >= 0 else ""
                complaints[view] += [place + told for told in violations([found])]
    choose(page, views[0].theme)
    return complaints


def slide_name(place: dict[str, Any]) -> str:
    """The slide as a person looks for it."""
    return f"slide {place['number']} “{place['title']}”"


def steadiness(places: list[dict[str, Any]]) -> list[str]:
    """Figures that jump from one steady slide to the next of the same sequence."""
    complaints = []
    for before, after in pairwise(places):
        if not (before["steady"] and after["steady"]):
            continue
        if not same_sequence(before, after) or before["figures"] == after["figures"]:
            continue
        complaints.append(
            f"{slide_name(after)}: its figures (x, y, width, height, own size) are at "
            f"{after['figures']}, and on the slide before at {before['figures']}"
        )
    return complaints


def same_sequence(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether two neighbours show the same thing: one stack, or equal drawings."""
    sizes = [[figure[4:] for figure in place["figures"]] for place in (before, after)]
    return before["h"] == after["h"] or sizes[0] == sizes[1]
