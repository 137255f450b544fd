"""Print lectures: `python docs/_ext pdf [--notes] [name ...]`, used by `make pdf`.

Each deck of the built site becomes `_build/pdf/<name>.pdf`, a page for each slide, or
with its notes `<name>-notes.pdf`, a handout on A4.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from ..inputs import ROOT
from .chromium import ARGUMENTS, executable

BUILD = ROOT / "_build"
SLIDES = BUILD / "html" / "slides"


def decks(names: list[str]) -> list[Path]:
    """The built decks, or those that are named.

    Raises:
        SystemExit: if there are none, or a name fits none.
    """
    pages = sorted(SLIDES.rglob("*.html"))
    found = {
        path.relative_to(SLIDES).with_suffix("").as_posix(): path
        for path in pages
        if 'class="reveal"' in path.read_text(encoding="utf-8")
    }
    if not found:
        sys.exit("There are no lectures in _build/html yet: run `make html` first.")
    for name in names:
        if name not in found:
            sys.exit(f"There is no lecture {name!r}; there are {', '.join(found)}.")
    return [found[name] for name in names or found]


def print_deck(browser: Browser, deck: Path, notes: bool = False) -> Path:
    """Print the deck, in the form that it has for paper; return the PDF's path."""
    form, sheet = ("notes", ".handout-page") if notes else ("print-pdf", ".pdf-page")
    name = deck.relative_to(SLIDES).with_suffix("")
    path = BUILD / "pdf" / f"{name}{'-notes' if notes else ''}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(color_scheme="light")
    page.goto(f"{deck.as_uri()}?{form}")
    page.wait_for_selector(sheet, state="attached")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.MathJax?.startup?.promise.then(() => true)")
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    page.close()
    return path


def print_all(arguments: list[str]) -> None:
    """Print all lectures, or those that are named."""
    wanted = decks([name for name in arguments if name != "--notes"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=ARGUMENTS
        )
        for deck in wanted:
            path = print_deck(browser, deck, "--notes" in arguments)
            print(f"Printed {path.relative_to(BUILD.parent)}", flush=True)
        browser.close()


def main(arguments: list[str]) -> None:
    """Print lectures, and say in a sentence what went wrong."""
    try:
        print_all(arguments)
    except KeyboardInterrupt:
        sys.exit("Stopped.")
    except Error as error:
        sys.exit(f"Chromium could not print the lectures: {error.message}")
