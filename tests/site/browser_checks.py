"""What is asked of an open page; each function returns the complaints, a sentence each.

The measuring itself is done in the page, by the scripts in `browser_scripts/`.
"""

import os
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from browser_site import Document
from browser_views import View, choose
from playwright.sync_api import Page

QUICK = "QUICK" in os.environ  # for one deck: axe looks at its first slide only
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
LEVELS = {"serious", "critical"}

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


def whole_page(page: Page) -> list[str]:
    """Pictures, formulas, listings and notes of the page."""
    asked = ("pictures", "formulas", "listings", "openNotes")
    return [told for name in asked for told in page.evaluate(f"course.{name}()")]


def in_each_theme(
    page: Page, views: Sequence[View], look: Callable[[Page, bool], list[str]]
) -> list[str]:
    """What is wrong with an open page, first in the theme that it was opened in.

    What a change of colours cannot change is asked only in the first.
    """
    complaints = []
    for view in views:
        choose(page, view.theme)
        told = look(page, view is views[0])
        complaints += [f"{view}: {sentence}" for sentence in told]
    choose(page, views[0].theme)
    return complaints


def look_at_text(page: Page, is_first: bool) -> list[str]:
    """All that is asked of a page, or of a deck that became a text."""
    told = [*whole_page(page), *fits_screen(page), *readable(page)]
    told += page.evaluate("course.controls()")
    if page.evaluate("document.body.matches('.deck')"):
        told += reads_on_phone(page)
    return told + (accessible(page) if is_first else [])


def look_at_listing(page: Page, is_first: bool) -> list[str]:
    """As `look_at_text`, of a listing on a phone: axe saw its colours at a desktop.

    Its hundreds of coloured words take axe longer than all the rest; `readable` has
    looked at each of them.
    """
    told = [*whole_page(page), *fits_screen(page), *readable(page)]
    told += page.evaluate("course.controls()")
    return told + (accessible(page, colours=False) if is_first else [])


def look_at_deck(page: Page, views: Sequence[View]) -> list[str]:
    """All that is asked of a deck as slides, in each theme."""
    complaints = in_each_theme(page, views, look_around_slides)
    slides = each_slide(page, views)
    return complaints + [f"{view}: {told}" for view in views for told in slides[view]]


def look_around_slides(page: Page, is_first: bool) -> list[str]:
    """What is asked of a deck but for its slides, and of all of it at once."""
    told = [*whole_page(page), *page.evaluate("course.controls()")]
    return told + (accessible(page) if is_first else [])


def readable(page: Page) -> list[str]:
    """Words that stand out from their ground."""
    told: list[str] = page.evaluate("course.pale(document.body)")
    return told


def on_paper(page: Page) -> list[str]:
    """A page that is light when it is printed, though it is dark on the screen."""
    choose(page, "dark")
    page.emulate_media(media="print")
    told = [*page.evaluate("course.darkPaper()"), *readable(page)]
    page.emulate_media(media="screen")
    choose(page, "light")
    return [f"printed from the dark: {sentence}" for sentence in told]


def fits_screen(page: Page) -> list[str]:
    """A page that one need not scroll to the side."""
    told: list[str] = page.evaluate("course.tooWide()")
    return told


def reads_on_phone(page: Page) -> list[str]:
    """A deck that became a text, with nothing left out."""
    told: list[str] = page.evaluate("course.reading()")
    return told


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
    have_axe(page)
    for view in views:
        choose(page, view.theme)
        asks_axe = view is views[0] and not QUICK
        slides = page.evaluate("asksAxe => course.eachSlide(asksAxe)", asks_axe)
        complaints[view] = [
            f"{slide_name(slide)}: {told}"
            for slide in slides
            for told in [*slide["told"], *violations(slide["axe"])]
        ] + steadiness(slides)
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
