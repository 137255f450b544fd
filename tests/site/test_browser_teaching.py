"""What one teaches with: drawing, board, pointer, zoom, and the card of keys."""

import re
from collections.abc import Callable, Iterator

import pytest
from browser_checks import accessible, hold_still, in_each_theme, report
from browser_views import DESKTOP, View, new_context, visit
from conftest import Readers
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
DECK = "slides/module1-1.html"
STROKES = ".present > .slide > svg.over path"
ON_BOARD = ".present > .slide > svg.board path"
PLACE = "(({ h, v }) => [h, v].join())(Reveal.getIndices())"


@pytest.fixture
def deck(site: str, reader: BrowserContext) -> Iterator[Page]:
    """A lecture at its fourth slide, with nothing drawn on it."""
    with visit(reader, f"{site}{DECK}#/3") as (page, ear):
        page.wait_for_selector(".deck-slides")
        hold_still(page)
        yield page
    report(DECK, ear.complaints)


def stroke(page: Page, *points: tuple[int, int]) -> None:
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=4)
    page.mouse.up()


def rows(page: Page) -> dict[str, str]:
    """What the card says, by key."""
    page.keyboard.press("Shift+?")
    cells = page.locator(".r-overlay-help td").all_inner_texts()
    page.keyboard.press("Escape")
    return dict(zip(cells[::2], cells[1::2], strict=True))


def test_a_stroke_is_where_the_pen_was(deck: Page) -> None:
    deck.keyboard.press("d")
    stroke(deck, (300, 200), (500, 400))
    box = deck.locator(STROKES).bounding_box()
    assert box is not None
    assert abs(box["x"] - 300) < 4 > abs(box["y"] - 200)
    assert abs(box["width"] - 200) < 8 > abs(box["height"] - 200)


def test_drawings_stay_on_their_slides(deck: Page) -> None:
    deck.keyboard.press("d")
    stroke(deck, (300, 200), (500, 400))
    deck.keyboard.press("ArrowRight")
    assert deck.locator(STROKES).count() == 0
    stroke(deck, (300, 200), (500, 400))
    stroke(deck, (300, 300), (500, 500))
    deck.keyboard.press("ArrowLeft")
    assert deck.locator(STROKES).count() == 1
    deck.reload()
    deck.wait_for_selector(f".deck-slides {STROKES}", state="attached")
    deck.keyboard.press("ArrowRight")
    assert deck.locator(STROKES).count() == 2


def test_eraser_undo_and_clear(deck: Page) -> None:
    strokes = deck.locator(STROKES)
    deck.keyboard.press("d")
    for y in (200, 300, 400):
        stroke(deck, (300, y), (600, y))
    deck.keyboard.press("e")
    stroke(deck, (450, 280), (450, 320))
    assert strokes.count() == 2, "the eraser takes what it crosses, and nothing else"
    deck.keyboard.press("z")
    assert strokes.count() == 3
    deck.keyboard.press("Delete")
    assert strokes.count() == 0
    deck.keyboard.press("z")
    assert strokes.count() == 3
    deck.keyboard.press("z")
    assert strokes.count() == 2


def test_undo_takes_back_the_last_stroke_of_whichever_window(deck: Page) -> None:
    def seen(page: Page) -> list[int]:
        boxes = [path.bounding_box() for path in page.locator(STROKES).all()]
        return [round(box["y"]) for box in boxes if box]

    with deck.context.new_page() as other:
        other.goto(deck.url)
        other.wait_for_selector(".deck-slides")
        for y, page in ((200, deck), (300, other), (400, other)):
            page.bring_to_front()
            if not page.locator(".drawing-on").count():
                page.keyboard.press("d")
            stroke(page, (300, y), (600, y))
        deck.bring_to_front()
        for left in ([200, 300], [200], []):
            deck.keyboard.press("z")
            for page in (deck, other):
                page.wait_for_function(
                    f"n => document.querySelectorAll('{STROKES}').length === n",
                    arg=len(left),
                )
                assert all(
                    abs(y - at) < 6 for y, at in zip(seen(page), left, strict=True)
                )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_four_colours_that_can_be_told_from_the_board(deck: Page, theme: str) -> None:
    deck.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    deck.keyboard.press("w")
    for number in range(1, 5):
        deck.keyboard.press(str(number))
        stroke(deck, (200, 100 * number), (600, 100 * number))
    seen = deck.evaluate(
        "() => { const painter = course.painter();"
        f"return [...document.querySelectorAll('{ON_BOARD}')].map((path) => {{"
        "const style = getComputedStyle(path);"
        "const ground = painter.ground(path.parentElement);"
        "return [style.stroke, course.contrast("
        "painter.ink(path, style.stroke), ground)]; }); }"
    )
    assert len({colour for colour, _ in seen}) == 4
    assert min(contrast for _, contrast in seen) >= 4.5


def test_the_board_hides_the_slide_and_has_strokes_of_its_own(deck: Page) -> None:
    deck.keyboard.press("d")
    stroke(deck, (300, 200), (500, 400))
    deck.keyboard.press("w")
    covering = "document.elementsFromPoint(100, 60).map(one => one.tagName)"
    heading = deck.locator(".present h2").bounding_box()
    assert heading is not None
    assert deck.locator(".present svg.board").is_visible()
    assert "svg" in deck.evaluate(
        "() => { document.querySelector('.present svg.board').style.pointerEvents ="
        f" 'all'; return {covering}.slice(0, 2); }}"
    )
    stroke(deck, (300, 300), (500, 300))
    deck.keyboard.press("w")
    assert not deck.locator(".present svg.board").is_visible()
    assert deck.locator(STROKES).count() == deck.locator(ON_BOARD).count() == 1
    assert PEN(deck)  # which was in hand before the board
    # The next slide has no board up, but the pen, until one puts that away.
    deck.keyboard.press("w")
    deck.keyboard.press("PageDown")
    assert not deck.locator(".present svg.board").is_visible()
    assert PEN(deck)
    deck.keyboard.press("Escape")
    assert not PEN(deck)
    assert not OVERVIEW(deck)


def test_drawings_and_boards_are_printed(deck: Page) -> None:
    slides = deck.locator(".slide").count()
    deck.keyboard.press("d")
    stroke(deck, (300, 200), (500, 400))
    deck.keyboard.press("w")
    stroke(deck, (300, 300), (500, 300))
    deck.goto(f"{deck.url.partition('#')[0]}?print-pdf")
    deck.wait_for_selector(".pdf-page", state="attached")
    deck.emulate_media(media="print")
    assert deck.locator("svg.over path").count() == 1
    board = deck.locator(".board-page svg.board path")
    assert board.count() == 1
    assert deck.locator(".board-page svg.board").is_visible()
    order = "() => [...document.querySelectorAll('.slide')].findIndex((slide) =>"
    drawn = deck.evaluate(f"{order} slide.querySelector('svg.over'))")
    assert deck.evaluate(f"{order} slide.matches('.board-page'))") == drawn + 1
    deck.emulate_media(media="screen")
    paper = deck.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == slides + 1


def test_a_finger_draws_and_turns_no_slide(deck: Page) -> None:
    deck.get_by_role("button", name="Draw").click()
    before = deck.evaluate(PLACE)
    finger = deck.context.new_cdp_session(deck)

    def touch(kind: str, *points: tuple[int, int]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", (700, 300))
    for x in range(680, 200, -40):
        touch("touchMove", (x, 300))
    touch("touchEnd")
    assert deck.locator(STROKES).count() == 1
    assert deck.evaluate(PLACE) == before
    deck.get_by_role("button", name="Done").click()
    assert not deck.locator(".draw-surface").is_visible()


def test_two_windows_agree(site: str, deck: Page) -> None:
    other = deck.context.new_page()
    other.goto(f"{site}{DECK}#/3")
    other.wait_for_selector(".deck-slides")
    deck.bring_to_front()
    deck.keyboard.press("d")
    stroke(deck, (300, 200), (500, 400))
    other.wait_for_selector(STROKES, state="attached")
    deck.keyboard.press("x")
    deck.mouse.move(640, 360)
    other.wait_for_function(
        "() => { const dot = document.querySelector('.laser'); return !dot.hidden"
        " && Math.abs(dot.offsetLeft + 9 - 640) < 12; }"
    )
    other.close()


def test_the_clock_counts_down_in_every_window(browser: Browser, site: str) -> None:
    with (
        new_context(browser, View("light", 1280, 720)) as context,  # with its own time
        visit(context, f"{site}{DECK}#/3") as (deck, ear),
    ):
        deck.clock.install(time="2026-10-12T10:00:00")
        deck.clock.pause_at("2026-10-12T10:00:01")
        face = deck.locator(".deck-clock")
        for shown in ("3:00", "4:00"):
            deck.keyboard.press("c")
            assert face.inner_text() == shown
        deck.clock.run_for(61_500)
        assert face.inner_text() == "2:59"
        deck.keyboard.press("PageDown")
        deck.clock.run_for(179_000)
        assert face.inner_text() == "0:00"
        assert face.evaluate("face => face.classList.contains('is-over')")
        other = context.new_page()
        other.goto(f"{site}{DECK}#/3")
        other.wait_for_selector(".deck-clock:not([hidden])")  # one that comes later
        deck.bring_to_front()
        deck.keyboard.press("Escape")
        assert face.is_hidden()
        other.wait_for_selector(".deck-clock[hidden]", state="attached")
        assert not deck.evaluate("Reveal.isOverview()")
    report(DECK, ear.complaints)


def test_the_tools_can_be_read_and_reached(site: str, readers: Readers) -> None:
    with visit(readers[DESKTOP[0]], f"{site}{DECK}#/3") as (page, ear):
        page.wait_for_selector(".deck-slides")
        hold_still(page)
        page.keyboard.press("d")
        # The tools stand below what a slide says, on no link and not on its number.
        tools = page.locator(".draw-tools").bounding_box()
        links = page.locator(".deck-nav").bounding_box()
        number = page.locator(".slide-number").bounding_box()
        assert tools["y"] >= 720 - 44
        assert links["x"] + links["width"] <= tools["x"]
        assert tools["x"] + tools["width"] <= number["x"]
        told = in_each_theme(
            page, DESKTOP, lambda page, _: list(page.evaluate("course.controls()"))
        )
        page.add_style_tag(content=".draw-surface { visibility: hidden }")
        told += accessible(page)  # which cannot see through that
        page.keyboard.press("Escape")
    report(DECK, [*ear.complaints, *told])


# -- the card of keys: each key, and how one sees that it did what the card says -----

Seen = Callable[[Page], bool]


def on(expression: str) -> Seen:
    return lambda page: bool(page.evaluate(expression))


def at(place: str) -> Seen:
    return lambda page: str(page.evaluate(PLACE)) == place


def opens_the_speaker_view(page: Page) -> bool:
    others = [one for one in page.context.pages if one.opener() is page]
    opened = others[0] if others else page.context.wait_for_event("page")
    opened.wait_for_selector("#current-slide", state="attached")
    opened.close()
    return True


FULL_SCREEN = on("document.fullscreenElement !== null")
BLANK = on("Reveal.isPaused()")
OVERVIEW = on("Reveal.isOverview()")
CARD = on("document.querySelector('.r-overlay-help') !== null")
ZOOMED = on("document.body.style.transform !== ''")
PEN = on("document.documentElement.matches('.drawing-on:not(.erasing-on)')")
# The rows of the card by their keys: for each key the keys to press, and what is seen.
# The deck is on its fourth slide, (3, 0); all its slides stand in one row.
KEYS: dict[str, list[tuple[str, Seen]]] = {
    "Ctrl + Shift + F": [
        ("Control+Shift+F", on("document.activeElement.matches('input')"))
    ],
    "→, ↓, Space, N, L, J": [
        (key, at("4,0")) for key in ("ArrowRight", "ArrowDown", "Space", *"nlj")
    ],
    "←, ↑, P, H, K": [
        (key, at("2,0")) for key in ("ArrowLeft", "ArrowUp", "Shift+Space", *"phk")
    ],
    "Alt + ←/↑/→/↓": [("Alt+ArrowRight", at("4,0")), ("Alt+ArrowLeft", at("2,0"))],
    "Shift + ←/↑/→/↓": [
        ("Shift+ArrowLeft", at("0,0")),
        ("Shift+ArrowRight", on("Reveal.isLastSlide()")),
    ],
    "B, .": [("b", BLANK), (".", BLANK)],
    "F": [("f", FULL_SCREEN)],
    "G": [("g", on("document.querySelector('.jump-to-slide') !== null"))],
    "Esc, O": [("Escape", OVERVIEW), ("o", OVERVIEW)],
    "Page Down, Page Up": [("PageDown", at("4,0")), ("PageUp", at("2,0"))],
    "Home, End": [("Home", at("0,0")), ("End", on("Reveal.isLastSlide()"))],
    "F5": [("F5", FULL_SCREEN)],
    "?, F1": [("Shift+?", CARD), ("F1", CARD)],
    "1 to 4": [(number, PEN) for number in "1234"],
    "S": [("s", opens_the_speaker_view)],
    "T": [("t", on("document.documentElement.dataset.theme === 'dark'"))],
    "D": [("d", PEN)],
    "E": [("e", on("document.documentElement.matches('.erasing-on')"))],
    "W": [("w", on("document.documentElement.matches('.board-up')"))],
    "X": [("x", on("document.documentElement.matches('.laser-on')"))],
    "C": [("c", on("!document.querySelector('.deck-clock').hidden"))],
}
# Tried above, in tests of their own and in those of quizzes and covers.
ELSEWHERE = {"A", "Z", "Delete", "Ctrl + click"}


def test_the_card_lists_the_keys_that_there_are(deck: Page) -> None:
    assert set(rows(deck)) == {*KEYS, *ELSEWHERE}


GROUPS = """() => [...document.querySelectorAll("tbody:has(kbd)")].map((group) => [
  group.querySelector("th").textContent,
  [...group.querySelectorAll("td:first-child")].map((keys) => keys.innerText),
])"""


def test_the_card_has_keys_of_a_kind_together(deck: Page) -> None:
    deck.keyboard.press("Shift+?")
    groups = dict(deck.evaluate(GROUPS))
    assert [*groups] == ["Moving", "Speaking", "Showing", "Pointing and drawing"]
    assert groups["Moving"][:2] == ["→, ↓, Space, N, L, J", "←, ↑, P, H, K"]
    assert groups["Speaking"] == ["S", "C"]
    assert groups["Showing"][:2] == ["A", "B, ."]
    drawing = {"X", "D", "1 to 4", "E", "W", "Z", "Delete"}
    assert set(groups["Pointing and drawing"]) == drawing


# Back to where the keys are tried, whatever the last one has done.
RESET = """() => {
  if (Reveal.isPaused()) Reveal.togglePause();
  if (Reveal.isOverview()) Reveal.toggleOverview();
  Reveal.toggleHelp(false);
  Reveal.toggleJumpToSlide(false);
  document.activeElement.blur();
  document.documentElement.dataset.theme = "light";
  Reveal.slide(3, 0);
  if (document.fullscreenElement) return document.exitFullscreen();
}"""


def reset(page: Page) -> None:
    shown = "html:is(.drawing-on, .board-up, .laser-on), .deck-clock:not([hidden])"
    if page.locator(shown).count():
        page.keyboard.press("Escape")
    page.evaluate(RESET)


def comes(page: Page, is_seen: Seen) -> bool:
    """Whether it is seen sooner or later: windows and full screen take their time."""
    for _ in range(200):
        if is_seen(page):
            return True
        page.wait_for_timeout(50)
    return False


def test_each_key_does_what_the_card_says(deck: Page) -> None:
    wrong = []
    for row, tries in KEYS.items():
        for key, is_seen in tries:
            deck.keyboard.press(key)
            if not comes(deck, is_seen):
                wrong.append(f"{row} ({key})")
            reset(deck)
    assert wrong == []


def test_a_second_start_key_does_not_load_the_lecture_again(deck: Page) -> None:
    deck.evaluate("window.same = true")
    for _ in range(2):
        deck.keyboard.press("F5")
        assert comes(deck, FULL_SCREEN)
    deck.wait_for_timeout(100)
    assert FULL_SCREEN(deck)
    assert deck.evaluate("window.same")


def test_zoom_there_and_back(deck: Page) -> None:
    image = deck.locator(".present img").first
    before = image.bounding_box()
    image.click(modifiers=["Control"])
    assert ZOOMED(deck)
    assert before is not None
    wide = 1.8 * before["width"]
    # It moves there.
    assert comes(deck, lambda _: (image.bounding_box() or {})["width"] > wide)
    deck.keyboard.press("Escape")
    assert comes(deck, lambda page: not ZOOMED(page))
    assert not OVERVIEW(deck)


GROUNDS = """() => [".r-overlay-help", "body"].map((place) =>
  getComputedStyle(document.querySelector(place)).backgroundColor)"""
CUT_OFF = """() => {
  const content = document.querySelector(".r-overlay-help .r-overlay-content");
  const cells = [...content.querySelectorAll("td")];
  return content.scrollHeight > content.clientHeight
    || cells.some((cell) => cell.scrollWidth > cell.clientWidth);
}"""


def test_the_card_is_on_one_screen_in_the_colours_of_the_page(deck: Page) -> None:
    deck.keyboard.press("Shift+?")
    assert not deck.evaluate(CUT_OFF)

    def look(page: Page, _: bool) -> list[str]:
        ground, paper = page.evaluate(GROUNDS)
        other = [] if ground == paper else [f"the card is {ground}, paper {paper}"]
        return [*other, *accessible(page, ".r-overlay-help")]

    report(DECK, in_each_theme(deck, DESKTOP, look))
