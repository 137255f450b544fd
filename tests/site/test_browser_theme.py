"""Light or dark is chosen once, for textbook and lectures alike, and remembered."""

import pytest
from browser_site import decks
from browser_views import View, new_context, visit
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
PAGE = "docs/index.html"


def brightness(page: Page) -> float:
    """How bright the paper is, from 0 to 255."""
    red, green, blue = page.evaluate("""() => {
        const paper = document.querySelector(".reveal-viewport") ?? document.body;
        return getComputedStyle(paper).backgroundColor.match(/\\d+/g).slice(0, 3)
            .map(Number);
    }""")
    return float(red + green + blue) / 3


def is_dark(reader: BrowserContext, url: str) -> bool:
    """Whether a document opens dark."""
    with visit(reader, url) as (page, _):
        theme = page.evaluate("document.documentElement.dataset.theme")
        assert (theme == "dark") == (brightness(page) < 128)
        return bool(theme == "dark")


def choose(page: Page, mode: str) -> None:
    """Choose from the menu in the header."""
    page.locator(".theme-switch-button:visible").click()
    page.locator(f".theme-change-button[data-mode={mode}]:visible").click()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_system_decides_at_first(browser: Browser, site: str, theme: str) -> None:
    with new_context(browser, View(theme, 1280, 720)) as reader:
        for address in (PAGE, decks()[0].address):
            assert is_dark(reader, site + address) == (theme == "dark")


def test_the_choice_goes_from_textbook_to_deck(
    reader: BrowserContext, site: str
) -> None:
    with visit(reader, site + PAGE) as (page, _):
        choose(page, "dark")
        assert brightness(page) < 128
    assert is_dark(reader, site + PAGE)
    assert is_dark(reader, site + decks()[0].address)


@pytest.mark.parametrize("how", ["key", "button"])
def test_the_choice_goes_from_deck_to_textbook(
    reader: BrowserContext, site: str, how: str
) -> None:
    with visit(reader, site + decks()[0].address) as (page, _):
        if how == "key":
            page.keyboard.press("t")
        else:
            page.click("#deck-theme")
        assert brightness(page) < 128
    assert is_dark(reader, site + PAGE)
    assert is_dark(reader, site + decks()[0].address)
