"""What is asked of an open page; each function returns the complaints, a sentence each.

The measuring itself is done in the page, by the scripts in `browser_scripts/`.
"""

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
LEVELS = {"serious", "critical"}

# Moves to a slide; without transitions it stands there at once.
GO = "([h, v]) => { Reveal.slide(h, v); return course.place(); }"
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


def fits_screen(page: Page) -> list[str]:
    """A page that one need not scroll to the side."""
    told: list[str] = page.evaluate("course.tooWide()")
    return told


def reads_on_phone(page: Page) -> list[str]:
    """A deck that became a text, with nothing left out."""
    told: list[str] = page.evaluate("course.reading()")
    return told


@cache
def axe_source() -> str:
    """The accessibility rules, as a script."""
    return AXE.read_text(encoding="utf-8")


def accessible(page: Page, slide_only: bool = False) -> list[str]:
    """Violations of axe's rules that are serious or critical."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"() => {{ {axe_source()} }}")
    run = "course.axeOnSlide()" if slide_only else "course.axe(document)"
    violations: list[dict[str, Any]] = page.evaluate(run)
    return [
        f"axe finds {found['help']!r} ({found['id']}, {found['impact']}) at "
        f"{found['name']} and {found['count'] - 1} more: {found['why']}"
        for found in violations
        if found["impact"] in LEVELS
    ]


def hold_still(page: Page) -> None:
    """Let slides and points come and go at once."""
    page.add_style_tag(content=STILL)
    page.evaluate("Reveal.configure({transition: 'none'})")


def each_slide(page: Page) -> list[str]:
    """What is wrong with the slides of a deck, every state of every slide."""
    complaints, places = [], []
    for number, index in enumerate(page.evaluate("course.slides()"), start=1):
        place = page.evaluate(GO, index) | {"number": number}
        places.append(place)
        told: list[str] = page.evaluate("course.steps()")
        told += accessible(page, slide_only=True)
        complaints += [f"{slide_name(place)}: {sentence}" for sentence in told]
    return complaints + steadiness(places)


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
