"""What a reader without scripts has: decks to read, and colours that go together."""

from collections.abc import Iterator

import pytest
from browser_checks import report
from browser_site import Document, deck_with, decks, documents
from browser_views import THEMES
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
# What is on the slides and cannot be seen: empty, in another's place, or transparent.
HIDDEN = """() => {
  const shown = "h1, h2, h3, p, li, .highlight, .quiz-question, svg[role=img], img";
  const folded = "details:not([open]) > :not(summary), .covered, .expanded";
  return [...document.querySelectorAll(".slides section :is(" + shown + ")")]
    .filter((e) => !e.closest(folded) && !e.matches(".sr-only, svg [role=img]"))
    .filter((e) => e.matches("svg, img") || e.textContent.trim())
    .filter((e) => {
      const { width, height } = e.getBoundingClientRect();
      const visible = { opacityProperty: true, visibilityProperty: true };
      return width < 8 || height < 8 || !e.checkVisibility(visible);
    }).map((e) => `not to be seen: ${e.outerHTML.slice(0, 120)}`);
}"""
OVERLAPS = """() => {
  const slides = [...document.querySelectorAll(".slides > section > section")];
  return slides.flatMap((slide, i) => {
    const above = i ? slides[i - 1].getBoundingClientRect().bottom : 0;
    const bottom = slide.getBoundingClientRect().bottom;
    const inside = [...slide.querySelectorAll(".slide > *")].map((e) =>
      e.getBoundingClientRect().bottom);
    return slide.getBoundingClientRect().top < above - 1
      || Math.max(...inside) > bottom + 1 ? [`${slide.id} is not in its place`] : [];
  });
}"""
# The contrast of code with what is behind it.
CONTRAST = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).slice(0, 3).map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((channels(colour)[3] ?? 1) > 0.5) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll("pre, pre span, p, h1, h2, li, code, a")]
    .filter((e) => e.checkVisibility() && e.textContent.trim()).map((e) => {
      const [a, b] = [getComputedStyle(e).color, behind(e)].map(light);
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return ratio < 4.5 ? `${ratio.toFixed(1)}: ${e.outerHTML.slice(0, 100)}` : "";
    }).filter(Boolean);
}"""
PLACES = [
    "docs/module0/operators.html",
    "docs/module1/speed.html",
    "docs/api/operators.html",
    "docs/tasks/task1_1.html",
    "index.html",
    "slides/module1-3.html",
]


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader without scripts, who keeps what was loaded before."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context


@pytest.fixture
def plain(reader: BrowserContext) -> Iterator[Page]:
    """A window of this reader."""
    with reader.new_page() as page:
        page.set_viewport_size({"width": 1280, "height": 720})
        yield page


def wheel_down(page: Page) -> bool:
    """Turn the wheel until the page has moved; one not painted yet does not feel it."""
    page.mouse.move(200, 400)
    for _ in range(50):
        page.mouse.wheel(0, 2000)
        page.wait_for_timeout(100)
        if page.evaluate("scrollY > 1000"):
            return True
    return False


@pytest.mark.parametrize("document", decks(), ids=str)
def test_a_deck_is_a_text_to_scroll_through(
    plain: Page, site: str, document: Document
) -> None:
    told = []
    plain.goto(site + document.address)
    for width in (1280, 390):
        plain.set_viewport_size({"width": width, "height": 720})
        plain.evaluate("scrollTo(0, 0)")
        about = plain.evaluate(HIDDEN) + plain.evaluate(OVERLAPS)
        if not wheel_down(plain):
            about.append("cannot be scrolled")
        if plain.evaluate("document.documentElement.scrollWidth") > width:
            about.append("wider than the screen")
        if plain.locator(".deck-nav").get_by_text("Print").is_visible():
            about.append("offers to print as if there were scripts")
        about += folds_open(plain)
        told += [f"{width} wide: {one}" for one in about]
    report(f"{document} without scripts", told)


def folds_open(page: Page) -> list[str]:
    """What is wrong with the first answer, which clicks open and shut."""
    fold = page.locator(".asked details").first
    solution = fold.locator(".quiz-solution")
    told = ["an answer is open before it is asked for"] if solution.is_visible() else []
    fold.locator("summary").click()
    if not solution.is_visible():
        told.append("a click does not open an answer")
    fold.locator("summary").click()
    return told


def test_a_cover_can_be_lifted(plain: Page, site: str) -> None:
    plain.goto(site + deck_with('class="covered').address)
    covered = plain.locator(".covered").first
    code = covered.locator("pre").first
    assert not code.is_visible()
    covered.locator(".cover").click()
    assert code.is_visible()


@pytest.mark.parametrize("address", PLACES)
def test_what_is_written_can_be_read(plain: Page, site: str, address: str) -> None:
    told = []
    for theme in THEMES:
        plain.emulate_media(color_scheme=theme)
        plain.goto(site + address)
        told += [f"{theme}: {one}" for one in plain.evaluate(CONTRAST)]
    report(f"{address} without scripts", told)


def test_scripts_find_no_trace_of_it(browser: Browser, site: str) -> None:
    """A deck with scripts is never in the form for those without."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto(site + decks()[0].address)
    page.wait_for_selector(".deck-slides")
    assert not page.locator(".deck-reading").count()
    context.close()
    assert all("data-theme=" in d.path.read_text()[:200] for d in documents())
