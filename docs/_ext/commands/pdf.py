"""Print lectures: `python docs/_ext pdf [options] [name ...]`, used by `make pdf`.

Each deck of the built site becomes `_build/pdf/<name>.pdf`, a page for each slide, or a
handout on A4: `--notes` with its notes, `--slides=3` with three slides a page, with
them their notes or lines to write on. `--shut` leaves the answers of questions out.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from ..inputs import ROOT
from .chromium import ARGUMENTS, executable

BUILD = ROOT / "_build"
FOLDERS = ("slides", "local/lectures")


def all_decks(site: Path) -> dict[str, Path]:
    """The built decks by name, those in `local/` too."""
    found: dict[str, Path] = {}
    for folder in FOLDERS:
        for path in sorted((site / folder).rglob("*.html")):
            if 'class="reveal"' in path.read_text(encoding="utf-8"):
                name = path.relative_to(site / folder).with_suffix("").as_posix()
                found[f"local-{name}" if name in found else name] = path
    return found


def decks(names: list[str]) -> dict[str, Path]:
    """The built decks, or those that are named.

    Raises:
        SystemExit: if there are none, or a name fits none.
    """
    found = all_decks(BUILD / "html")
    if not found:
        sys.exit("There are no lectures in _build/html yet: run `make html` first.")
    for name in names:
        if name not in found:
            sys.exit(f"There is no lecture {name!r}; there are {', '.join(found)}.")
    return {name: found[name] for name in names or found}


def form(asked: Namespace) -> tuple[str, str]:
    """What is asked for, as the end of a file's name and of an address.

    >>> form(Namespace(notes=False, slides=None, shut=False))
    ('', '?print-pdf')
    >>> form(Namespace(notes=True, slides=3, shut=True))
    ('-notes-3-shut', '?notes&slides=3&answers=0')
    >>> form(Namespace(notes=False, slides=2, shut=False))
    ('-2', '?notes&slides=2&beside=0')
    """
    name, address = ("-notes", "?notes") if asked.notes else ("", "?print-pdf")
    if asked.slides:
        name += f"-{asked.slides}"
        beside = "" if asked.notes else "&beside=0"
        address = f"?notes&slides={asked.slides}{beside}"
    return (f"{name}-shut", f"{address}&answers=0") if asked.shut else (name, address)


def print_deck(browser: Browser, deck: Path, address: str, path: Path) -> None:
    """Print the deck, in the form that its address asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(color_scheme="light")
    page.goto(f"{deck.as_uri()}{address}")
    sheet = ".handout-page" if "?notes" in address else ".pdf-page"
    page.wait_for_selector(sheet, state="attached")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.MathJax?.startup?.promise.then(() => true)")
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    page.close()


def print_all(asked: Namespace) -> None:
    """Print all lectures, or those that are named."""
    wanted = decks(asked.names)
    ending, address = form(asked)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=ARGUMENTS
        )
        for name, deck in wanted.items():
            path = BUILD / "pdf" / f"{name}{ending}.pdf"
            print_deck(browser, deck, address, path)
            print(f"Printed {path.relative_to(BUILD.parent)}", flush=True)
        browser.close()


def read(arguments: list[str]) -> Namespace:
    """What the command line asks for.

    Raises:
        SystemExit: with a sentence that says what is allowed.
    """
    parser = ArgumentParser(prog="docs/_ext pdf")
    parser.add_argument("--notes", action="store_true")
    parser.add_argument("--slides")
    parser.add_argument("--shut", action="store_true")
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args(arguments)
    if asked.slides not in (None, "1", "2", "3"):
        sys.exit(
            f"SLIDES is how many slides are on a page of A4: expected 1, 2 or 3, "
            f"got {asked.slides!r}. Without it each slide is a page."
        )
    return asked


def main(arguments: list[str]) -> None:
    """Print lectures, and say in a sentence what went wrong."""
    try:
        print_all(read(arguments))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
    except Error as error:
        sys.exit(f"Chromium could not print the lectures: {error.message}")
