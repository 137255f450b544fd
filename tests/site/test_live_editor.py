"""The editor of a cell: where the listing stood, with keys of its own, readable."""

from collections.abc import Iterator
from typing import Any

import pytest
from browser_cells import DECK, PAGE, cell, clear, edit, go_to, index_of, opened, text
from browser_checks import accessible, accessible_slide, hold_still, report
from browser_views import DESKTOP, PHONE, THEMES, Theme, View, choose, new_context
from conftest import Readers
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

COUNT_RUNS = """index => {
  window.runs = 0;
  __live.cells[index].run = () => { window.runs += 1; };
}"""
# Where a deck is, and everything that a key of it could have opened or changed.
PLACE = """() => JSON.stringify([
  Reveal.getState(),
  document.documentElement.dataset.theme,
  document.querySelectorAll("details[open]").length,
  [...document.querySelectorAll(".r-overlay, .searchbox, .jump-to-slide-input")]
    .filter(course.visible).length,
])"""
EVERY_WIDTH = pytest.mark.parametrize("view", [DESKTOP[0], PHONE[1]], ids=str)
# Where all cells of the page are, and the first letter of this one.
MEASURE = """(element) => {
  const box = (one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return [left, top, width, height].map(Math.round);
  };
  const code = element.querySelector(".cm-content") ?? element.querySelector("pre");
  const words = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  while (words.nextNode() && !/\\S/.test(words.currentNode.data));
  const letter = document.createRange();
  const { data } = words.currentNode;
  letter.setStart(words.currentNode, data.search(/\\S/));
  letter.setEnd(words.currentNode, data.search(/\\S/) + 1);
  const look = getComputedStyle(words.currentNode.parentElement);
  return {
    cells: [...document.querySelectorAll("div.cell")].map(box),
    letter: box(letter),
    font: [look.fontFamily, look.fontSize, look.lineHeight],
  };
}"""
# The least contrast between the editor's letters and what lies behind them.
CONTRAST = """(field) => {
  const canvas = document.createElement("canvas")
    .getContext("2d", { willReadFrequently: true });
  const colour = (css) => {
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (css) => colour(css)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const paper = light(getComputedStyle(field.closest(".cm-editor")).backgroundColor);
  const ratio = (one) => {
    const ink = light(getComputedStyle(one).color);
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  };
  const inks = [...field.querySelectorAll("span, .cm-line")];
  return {
    least: Math.min(...inks.map(ratio)),
    colours: new Set(inks.map((one) => getComputedStyle(one).color)).size,
    paper,
  };
}"""


@pytest.fixture
def page(site: str, reader: BrowserContext) -> Iterator[Page]:
    with opened(reader, site + PAGE) as page:
        yield page


@pytest.fixture
def deck(site: str, reader: BrowserContext) -> Iterator[Page]:
    with opened(reader, site + DECK) as page:
        yield page


def test_nothing_of_the_editor_is_loaded_before_edit(
    site: str, reader: BrowserContext
) -> None:
    with opened(reader, site + PAGE) as page:
        names = "() => performance.getEntriesByType('resource').map(one => one.name)"
        before = page.evaluate(names)
        edit(page, 0)
        loaded = set(page.evaluate(names)) - set(before)
    assert [name for name in loaded if "/editor-" in name], loaded
    assert [name for name in before if "/editor-" in name] == []
    assert all(name.startswith(site) for name in loaded)


@EVERY_WIDTH
@pytest.mark.parametrize(
    ("address", "start"),
    [
        (PAGE, "import math\n"),
        (DECK, "def make_linear_model"),  # with numbers, for stepping through
        (DECK, "left = datasets"),  # in a column
        (DECK, "import math\n"),  # behind "Show the code"
    ],
)
def test_the_text_stays_where_it_was(
    site: str, readers: Readers, view: View, address: str, start: str
) -> None:
    with opened(readers[view], site + address) as page:
        index = index_of(page, start)
        for theme in THEMES:
            choose(page, theme)
            go_to(page, index)
            before: dict[str, Any] = cell(page, index).evaluate(MEASURE)
            edit(page, index)
            after: dict[str, Any] = cell(page, index).evaluate(MEASURE)
            assert after["cells"] == before["cells"], f"something else moved ({theme})"
            assert after["font"] == before["font"]
            moved = [abs(a - b) for a, b in zip(after["letter"], before["letter"])]
            assert max(moved) <= 1, (theme, before["letter"], after["letter"])
            cell(page, index).get_by_role("button", name="Reset").click()
        choose(page, view.theme)


def test_enter_opens_blocks_and_tab_indents(page: Page) -> None:
    edit(page, 0)
    clear(page)
    page.keyboard.type("def f(x):\nif x:\nreturn [x]\nelse:\npass")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    expected = "def f(x):\n    if x:\n        return [x]\n    else:\n            pass"
    assert text(page, 0) == expected
    page.keyboard.press("Shift+Tab")
    assert text(page, 0) == expected.replace("            pass", "        pass")


def test_brackets_close_and_undo_takes_back(page: Page) -> None:
    edit(page, 0)
    built = text(page, 0)
    clear(page)
    page.keyboard.type("print((1")
    assert text(page, 0) == "print((1))"
    for _ in range(20):
        page.keyboard.press("Control+z")
    assert text(page, 0) == built
    page.keyboard.press("Control+Shift+z")
    assert text(page, 0) != built


@pytest.mark.parametrize("key", ["Control+Enter", "Shift+Enter"])
def test_keys_that_run_leave_the_text_alone(page: Page, key: str) -> None:
    page.evaluate(COUNT_RUNS, 0)
    edit(page, 0)
    built = text(page, 0)
    page.keyboard.press(key)
    assert (page.evaluate("window.runs"), text(page, 0)) == (1, built)


def test_escape_leaves_and_tab_goes_on(page: Page) -> None:
    field = edit(page, 0)
    page.keyboard.press("Escape")
    focus = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focus == "Run cell 1"
    page.keyboard.press("Tab")
    assert not field.evaluate("field => field.contains(document.activeElement)")


def test_typing_moves_no_slide(deck: Page) -> None:
    index = index_of(deck, "left = datasets")
    edit(deck, index)
    before = deck.evaluate(PLACE)
    clear(deck)
    deck.keyboard.type("fsobvnpgtaj ?/. <>")
    for key in (
        *("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown"),
        *("Home", "End", "Space", "Shift+Space", "Alt+ArrowLeft", "Control+f"),
        *("Alt+ArrowUp", "Shift+Tab", "Tab", "F1", "Control+Shift+f"),
    ):
        deck.keyboard.press(key)
    assert deck.evaluate(PLACE) == before
    assert text(deck, index).strip().startswith("fsobvnpgtaj ?/. <>")


def test_escape_gives_the_keys_back_to_the_slides(deck: Page) -> None:
    edit(deck, index_of(deck, "left = datasets"))
    slide = deck.evaluate("Reveal.getIndices().h")
    deck.keyboard.press("Escape")
    assert not deck.evaluate("Reveal.isOverview()")
    deck.keyboard.press("PageDown")
    assert deck.evaluate("Reveal.getIndices().h") == slide + 1


def test_escape_leaves_the_editor_before_it_closes_the_fold(deck: Page) -> None:
    index = index_of(deck, "import math\n")
    field = edit(deck, index)
    deck.keyboard.press("Escape")
    assert field.is_visible()
    assert not field.evaluate("field => field.contains(document.activeElement)")
    deck.keyboard.press("Escape")
    assert not field.is_visible()


def test_typing_opens_no_search(page: Page) -> None:
    is_open = "document.querySelector('#pst-search-dialog').open"
    edit(page, 0)
    clear(page)
    page.keyboard.press("Control+k")
    page.keyboard.type("6 / 2")
    assert (page.evaluate(is_open), text(page, 0)) == (False, "6 / 2")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    assert page.evaluate(is_open), "outside of an editor the theme's key is gone"


@pytest.mark.parametrize("size", [(640, 400), (1000, 700), (1280, 720), (1900, 900)])
def test_clicks_on_slides_of_any_size_land_where_they_should(
    site: str, browser: Browser, size: tuple[int, int]
) -> None:
    with (
        new_context(browser, View("light", *size)) as context,
        opened(context, site + DECK) as page,
    ):
        index = index_of(page, "def make_linear_model")
        field = edit(page, index)
        where = """(field, [line, word]) => {
          const words = document.createTreeWalker(
            field.querySelectorAll(".cm-line")[line], NodeFilter.SHOW_TEXT);
          while (words.nextNode() && !words.currentNode.data.includes(word));
          const letter = document.createRange();
          letter.setStart(words.currentNode, words.currentNode.data.indexOf(word));
          letter.setEnd(words.currentNode, words.currentNode.data.indexOf(word) + 1);
          const box = letter.getBoundingClientRect();
          return [box.left + 1, box.top + box.height / 2];
        }"""
        for line, word in [(0, "make_linear_model"), (3, "return"), (7, "print")]:
            page.mouse.click(*field.evaluate(where, [line, word]))
            page.keyboard.type("X")
            assert text(page, index).splitlines()[line].count(f"X{word}") == 1
        page.mouse.dblclick(*field.evaluate(where, [6, "model"]))
        assert page.evaluate("getSelection().toString()") == "model"
        page.mouse.move(*field.evaluate(where, [6, "model"]))
        page.mouse.down()
        page.mouse.move(*field.evaluate(where, [6, "make_linear"]))
        page.mouse.up()
        assert page.evaluate("getSelection().toString()") == "model = "


@EVERY_WIDTH
@pytest.mark.parametrize("address", [PAGE, DECK])
def test_colours_are_readable_and_follow_the_theme(
    site: str, readers: Readers, view: View, address: str
) -> None:
    with opened(readers[view], site + address) as page:
        field = edit(page, index_of(page, "import math\n"))
        page.keyboard.press("Control+Home")
        page.keyboard.type('@wrap\nclass A: x = f"{1.5}" # (no)\n\n')
        seen = field.evaluate(CONTRAST)
        assert seen["least"] >= 4.5
        assert seen["colours"] >= 5
        other: Theme = "light" if view.theme == "dark" else "dark"
        choose(page, other)
        turned = field.evaluate(CONTRAST)
        assert turned["least"] >= 4.5
        assert (turned["paper"] > 0.5) is (other == "light")
        choose(page, view.theme)


@pytest.mark.parametrize(
    ("address", "start"), [(PAGE, "import math\n"), (DECK, "left = datasets")]
)
def test_the_editor_says_what_it_is_and_how_to_leave(
    site: str, reader: BrowserContext, address: str, start: str
) -> None:
    with opened(reader, site + address) as page:
        if address == DECK:
            hold_still(page)
        index = index_of(page, start)
        field = edit(page, index)
        assert field.get_attribute("aria-label") == f"Code of cell {index + 1}"
        told = field.evaluate(
            "field => document.getElementById(field.getAttribute('aria-describedby'))"
            ".textContent"
        )
        assert "Escape leaves" in told
        report(address, accessible_slide(page) if address == DECK else accessible(page))


def test_invisible_letters_can_be_seen(page: Page) -> None:
    """A link may carry code that looks different from what it does."""
    field = edit(page, 0)
    page.evaluate("text => __live.cells[0].edit(text)", "ok = 1 \u202e# \u200b\u0000")
    assert field.locator(".cm-specialChar").count() == 3


def test_a_strict_policy_is_enough(site: str, reader: BrowserContext) -> None:
    policy = (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:"
    )

    def with_policy(route: Any) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, headers=headers)

    reader.route("**/*.html", with_policy)
    with opened(reader, site + PAGE) as page:
        edit(page, 0)
        clear(page)
        page.keyboard.type("print(1)")
        assert text(page, 0) == "print(1)"
