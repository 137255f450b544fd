"""What a reader did is not lost, not hidden, and not done a second time unasked."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_live import (
    FIRST_RUN,
    OWN_PAGE,
    Cells,
    Code,
    need_live_cells,
    opened,
    page_with,
)
from browser_views import View, new_context
from offline_site import until
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

DONE = re.compile("^done")
NOTHING = re.compile(r"^done in .* s; it shows nothing$")
ENDLESS = "while True:\n    pass"
CELLS = (
    Code("x = 3\nprint('loud')", "loud"),
    Code("y = x + 1"),
    Code("print(y)", "4"),
    Code("import time\nfor i in range(5):\n    time.sleep(1.2)", tags="tag_takes-9-s"),
    Code("name = input('Your name? ')\nprint('Hello', name)"),
)


@pytest.fixture(scope="module", autouse=True)
def _live_site() -> None:
    need_live_cells()


@pytest.fixture
def own_reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader on whose device nothing is kept."""
    with new_context(browser, View("light", 1280, 720)) as context:
        context.set_default_timeout(2 * FIRST_RUN)
        yield context


def typed(page: Page, number: int, text: str) -> None:
    """Type a text in the place of a cell's."""
    Cells(page).button(number, "Edit").click()
    page.get_by_role("textbox", name=f"Code of cell {number}").focus()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def text(page: Page, number: int) -> str:
    """The text of a cell."""
    found: str = page.evaluate(f"__live.cells[{number - 1}].text")
    return found


def test_what_was_typed_is_there_again(own_reader: BrowserContext, site: str) -> None:
    address = site + OWN_PAGE
    with opened(own_reader, address, page_with(*CELLS), keeps=True) as page:
        typed(page, 2, "y = 'mine'")
    with opened(own_reader, address, keeps=True) as page:
        cells = Cells(page)
        assert text(page, 2) == "y = 'mine'"
        assert cells.state(2) == "as you left it"
        assert cells.cell(2).locator(".cell_input pre").text_content() == "y = 'mine'"
        assert (text(page, 1), cells.state(1)) == (CELLS[0].text, "")
        cells.reset(2)
        assert text(page, 2) == CELLS[1].text
    with opened(own_reader, address, keeps=True) as page:
        assert (text(page, 2), Cells(page).state(2)) == (CELLS[1].text, "")


def test_after_a_change_of_the_page_it_is_offered(
    own_reader: BrowserContext, site: str
) -> None:
    address = site + OWN_PAGE
    with opened(own_reader, address, page_with(*CELLS), keeps=True) as page:
        typed(page, 1, "x = 'kept'")
        typed(page, 2, "y = 'mine'")
    own_reader.unroute(address)
    # A new cell before the first, and another text in the second.
    new = (Code("# new"), CELLS[0], Code("y = x - 1"), *CELLS[2:])
    with opened(own_reader, address, page_with(*new)) as page:
        cells = Cells(page)
        assert text(page, 2) == "x = 'kept'"  # it has moved
        assert text(page, 3) == "y = x - 1"
        note = page.locator(".live-note", has_text="the page has changed since")
        expect(note).to_have_count(1)
        note.get_by_role("button", name="Show my text").click()
        shown = page.get_by_role("textbox", name=re.compile("Code of cell"))
        expect(shown).to_have_text("y = 'mine'")
        assert cells.page.locator(".live-note").count() == 0


def test_run_stays_under_the_pointer_and_says_what_came(
    own_reader: BrowserContext, site: str
) -> None:
    with opened(own_reader, site + OWN_PAGE, page_with(*CELLS)) as page:
        cells = Cells(page)
        place = cells.button(2, "Run").bounding_box()
        cells.start(2)
        cells.button(2, "Stop").wait_for()
        assert cells.button(2, "Run").bounding_box() == place
        state = cells.cell(2).locator(".live-state")
        expect(state).to_have_text(NOTHING, timeout=FIRST_RUN)
        assert cells.button(2, "Reset").is_visible()
        assert cells.button(2, "Run").bounding_box() == place
        cells.start(4)
        running = cells.cell(4).locator(".live-state")
        expect(running).to_have_text(re.compile(r"^running · \d s of about 9 s$"))
        expect(running).to_have_text(DONE, timeout=FIRST_RUN)
        # A line that is asked for.
        cells.start(5)
        field = page.get_by_label("Your name?")
        expect(field).to_be_focused()
        page.keyboard.type("Ada")
        page.keyboard.press("Enter")
        expect(cells.cell(5).locator(".live-state")).to_have_text(
            DONE, timeout=FIRST_RUN
        )
        assert cells.output(5) == "Your name? Ada\nHello Ada"


def test_what_was_stopped_does_not_run_again_unasked(
    own_reader: BrowserContext, site: str
) -> None:
    with opened(own_reader, site + OWN_PAGE, page_with(*CELLS)) as page:
        cells = Cells(page)
        cells.run(1)
        cells.edit(2, ENDLESS)
        cells.start(2)
        cells.button(2, "Stop").click()
        expect(cells.cell(2).locator(".live-state")).to_have_text("stopped")
        assert cells.run(3)["how"] == "in the way"
        assert "Cell 2 runs before this one, and was stopped" in cells.note(3)
        assert "still the output of the page" in cells.note(3)
        page.get_by_role("button", name="Reset cell 2 and run").click()
        expect(cells.cell(3).locator(".live-state")).to_have_text(
            DONE, timeout=FIRST_RUN
        )
        assert (cells.output(3), cells.note(3)) == ("4", "")


def test_a_cell_of_the_page_that_was_stopped_unasked_runs_again(
    own_reader: BrowserContext, site: str
) -> None:
    """It was stopped while another waited for it; the page has seen it end."""
    slow = "import time\nend = time.time() + 6\nwhile time.time() < end:\n    pass"
    html = page_with(Code(slow), Code("print('last')", "built"))
    with opened(own_reader, site + OWN_PAGE, html) as page:
        cells = Cells(page)
        cells.start(2)
        expect(cells.cell(2).locator(".live-state")).to_have_text(
            "running cell 1 first", timeout=FIRST_RUN
        )
        cells.button(2, "Stop").click()
        expect(cells.cell(2).locator(".live-state")).to_have_text("stopped")
        assert cells.run(2)["how"] == "done"
        assert cells.output(2) == "last"


def test_a_further_page_of_the_visit_starts_python_by_itself(
    own_reader: BrowserContext, site: str
) -> None:
    asked: list[str] = []
    own_reader.on("request", lambda request: asked.append(request.url))

    def started() -> bool:
        return any("/pyodide.js" in url for url in asked)

    with opened(own_reader, site + OWN_PAGE, page_with(*CELLS)) as page:
        page.wait_for_timeout(500)
        assert not started()
        Cells(page).button(1, "Run").hover()  # about to press it
        until(page, started)
        Cells(page).run(1)
        asked.clear()
        page.reload()
        page.wait_for_function("() => window.__live")
        until(page, started)


def test_the_front_page_shows_soon_that_it_trains() -> None:
    """Its first cell is the first that a reader runs, and takes some seconds."""
    text = (Path(__file__).parents[2] / "index.md").read_text(encoding="utf-8")
    cell = text[text.index("```{code-cell}") :]
    loop = cell[cell.index("for epoch") : cell.index("```\n")]
    assert "print(" in loop.splitlines()[1]
