"""One search finds textbook and lectures, and each result opens where it says."""

import pytest
from browser_site import SITE, decks, pages
from browser_views import visit
from playwright.sync_api import BrowserContext, Page, TimeoutError

pytestmark = pytest.mark.browser
WORD = "derivative"
# Whether the place behind the # is shown, or is on the slide that is shown.
ANCHOR_IS_IN_SIGHT = """() => {
    const place = document.getElementById(location.hash.replace(/^#\\/?/, ""));
    if (!location.hash || /^#\\/[\\d/]*$/.test(location.hash)) return true;
    if (!place) return false;
    if (window.Reveal) return Reveal.getCurrentSlide().contains(place);
    const { top } = place.getBoundingClientRect();
    return top > -200 && top < innerHeight;
    }"""
RESULTS = "#search-results ul.search > li > a"


def search(page: Page) -> list[str]:
    """Type the word, as a reader would; return the addresses of what was found."""
    box = page.locator("form.bd-search input[name=q]:visible").last
    box.fill(WORD)
    box.press("Enter")
    page.wait_for_selector("#search-results:has-text('Search finished')")
    page.wait_for_selector(RESULTS)
    return [link.evaluate("a => a.href") for link in page.locator(RESULTS).all()]


def under(results: list[str], site: str) -> set[str]:
    """The documents among the results."""
    return {
        url.removeprefix(site).partition("#")[0].partition("?")[0] for url in results
    }


def test_search_finds_pages_and_lectures(desk: BrowserContext, site: str) -> None:
    with visit(desk, site + "search.html") as (page, ear):
        found = under(search(page), site)
    assert found & {page.address for page in pages() if page.name.startswith("docs/")}
    assert found & {deck.address for deck in decks()}
    assert all((SITE / name).is_file() for name in found)
    assert ear.complaints == []


def test_each_result_opens(desk: BrowserContext, site: str) -> None:
    with visit(desk, site + "search.html") as (page, _):
        results = search(page)
    for url in results[:10]:
        with visit(desk, url) as (page, ear):
            # Of a deck that was found as a whole, slides that are not shown count, too.
            main = page.locator("main")
            words = main.inner_text() if "#" in url else main.text_content() or ""
            assert WORD in words.lower(), f"{url} lacks the word"
            assert opens_at_its_anchor(page), f"{url} does not open at its anchor"
        assert ear.complaints == []


def opens_at_its_anchor(page: Page) -> bool:
    """Whether the place comes in sight; the browser goes there in its own time."""
    try:
        page.wait_for_function(ANCHOR_IS_IN_SIGHT)
    except TimeoutError:
        return False
    return True
