"""Numbers of a cell under sliders: turned, written into the cell, and run."""

import re
from collections.abc import Iterator

import pytest
from browser_checks import hold_still, report
from browser_live import (
    FIRST_RUN,
    OWN_DECK,
    OWN_PAGE,
    Cells,
    Code,
    deck_with,
    need_live_cells,
    opened,
    page_with,
)
from browser_site import SITE
from browser_views import DESKTOP, PHONE, View, choose, new_context
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.browser

GPT = "docs/module4/gpt_whole.html"
DONE = re.compile("^done")
TEXT = "seed = 3\nt = 0.5  # warm\nprint(seed, t)"
TURN = (
    '<div class="live-turn" data-turn="[{&quot;name&quot;: &quot;seed&quot;, '
    "&quot;min&quot;: &quot;1&quot;, &quot;max&quot;: &quot;9&quot;, &quot;step&quot;:"
    " &quot;1&quot;}, {&quot;name&quot;: &quot;t&quot;, &quot;min&quot;: "
    "&quot;0.1&quot;, &quot;max&quot;: &quot;3&quot;, &quot;step&quot;: "
    '&quot;0.1&quot;}]" hidden></div>'
)


@pytest.fixture(scope="module", autouse=True)
def _live_site() -> None:
    need_live_cells()


@pytest.fixture(scope="module")
def own_reader(browser: Browser) -> Iterator[BrowserContext]:
    """One reader for this file: what the browser has compiled, it keeps."""
    with new_context(browser, View("light", 1280, 720)) as context:
        context.set_default_timeout(FIRST_RUN)
        yield context


def with_sliders(html: str) -> str:
    """The first output on a page, with sliders before it."""
    return html.replace('<div class="cell_output', TURN + '<div class="cell_output', 1)


@pytest.fixture
def cells(own_reader: BrowserContext, site: str) -> Iterator[Cells]:
    """One cell with two numbers to turn, which has not run."""
    html = with_sliders(page_with(Code(TEXT, "3 0.5")))
    with opened(own_reader, site + OWN_PAGE, html) as page:
        yield Cells(page)


def slider(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name, exact=True)


def text(cells: Cells) -> str:
    found: str = cells.page.evaluate("__live.cells[0].text")
    return found


def shown(cells: Cells, output: str) -> None:
    expect(cells.cell(1).locator("> .cell_output")).to_contain_text(output)


def test_a_key_turns_a_number_and_runs_the_cell(cells: Cells) -> None:
    seed, t = slider(cells.page, "seed"), slider(cells.page, "t")
    assert (seed.input_value(), t.input_value()) == ("3", "0.5")
    seed.focus()
    cells.page.keyboard.press("ArrowRight")
    assert text(cells) == TEXT.replace("3", "4")
    assert "seed = 4" in cells.cell(1).locator(".cell_input pre").inner_text()
    shown(cells, "4 0.5")
    t.focus()
    for key in ("End", "ArrowLeft"):
        cells.page.keyboard.press(key)
    shown(cells, "4 2.9")
    assert text(cells) == "seed = 4\nt = 2.9  # warm\nprint(seed, t)"
    assert cells.cell(1).locator("output").all_inner_texts() == ["4", "2.9"]


def test_many_turns_are_few_runs_and_the_last_counts(cells: Cells) -> None:
    cells.run(1)
    cells.page.evaluate(
        "() => { const run = __live.cells[0].run; window.runs = 0;"
        " __live.cells[0].run = function () { runs += 1; return run.call(this); }; }"
    )
    slider(cells.page, "seed").focus()
    for _ in range(6):
        cells.page.keyboard.press("ArrowRight")
    shown(cells, "9 0.5")
    assert cells.page.evaluate("runs") <= 3


def test_editor_and_sliders_follow_one_another(cells: Cells) -> None:
    page = cells.page
    cells.edit(1, TEXT.replace("3", "7"))
    expect(slider(page, "seed")).to_have_value("7")
    slider(page, "seed").focus()
    page.keyboard.press("ArrowLeft")
    editor = page.get_by_role("textbox", name="Code of cell 1")
    expect(editor).to_contain_text("seed = 6")
    cells.edit(1, "seed = 2 + 1\nt = 0.5\nprint(seed, t)")
    expect(slider(page, "seed")).to_be_disabled()
    expect(slider(page, "t")).to_be_enabled()
    cells.reset(1)
    expect(slider(page, "seed")).to_have_value("3")
    assert text(cells) == TEXT


def test_what_was_turned_is_there_again(own_reader: BrowserContext, site: str) -> None:
    html = with_sliders(page_with(Code(TEXT, "3 0.5")))
    with opened(own_reader, site + OWN_PAGE, html) as page:
        slider(page, "seed").focus()
        page.keyboard.press("End")
        page.reload()
        expect(slider(page, "seed")).to_have_value("9")
        assert "seed = 9" in text(Cells(page))


def test_on_a_slide_the_arrows_turn_the_number(
    own_reader: BrowserContext, site: str
) -> None:
    html = with_sliders(deck_with(Code(TEXT, "3 0.5")))
    with opened(own_reader, site + OWN_DECK, html) as page:
        page.evaluate("Reveal.slide(1)")
        slider(page, "seed").focus()
        page.keyboard.press("ArrowRight")
        expect(slider(page, "seed")).to_have_value("4")
        assert page.evaluate("Reveal.getIndices().h") == 1


@pytest.mark.parametrize("views", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_sliders_can_be_seen_and_hit(
    site: str, browser: Browser, views: tuple[View, ...]
) -> None:
    if not (SITE / GPT).is_file():
        pytest.skip("This course has no such page.")
    complaints = []
    with new_context(browser, views[0]) as context, opened(context, site + GPT) as page:
        hold_still(page)
        box = page.get_by_role("group", name=re.compile("^Numbers to turn in cell"))
        box.scroll_into_view_if_needed()
        assert box.get_by_role("slider").count() == 2
        for view in views:
            choose(page, view.theme)
            asked = "e => [...course.pale(e), ...course.controls(e)]"
            complaints += box.evaluate(asked)
        assert box.evaluate("e => e.scrollWidth <= e.clientWidth")
        heights = box.locator("input").evaluate_all(
            "all => all.map((one) => one.offsetHeight)"
        )
        assert min(heights) >= 24
    report(GPT, complaints)


def test_without_scripts_there_is_nothing_to_turn(site: str, browser: Browser) -> None:
    if not (SITE / GPT).is_file():
        pytest.skip("This course has no such page.")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + GPT)
    assert page.locator(".live-turn").is_hidden()
    context.close()


def test_a_gpt_is_stopped_while_it_learns_and_learns_again(
    own_reader: BrowserContext, site: str
) -> None:
    """The page of a GPT: loss and names as it trains, Stop, Run, what is turned."""
    if not (SITE / GPT).is_file():
        pytest.skip("This course has no such page.")
    with opened(own_reader, site + GPT) as page:
        cells = Cells(page)
        number = 1 + page.evaluate(
            "__live.cells.findIndex(({ text }) => text.startsWith('learn('))"
        )
        learns = cells.cell(number).locator("> .live-output")
        cells.edit(number, "learn(steps=2000, every=20)")
        cells.start(number)
        expect(learns).to_contain_text("   20 names  loss", timeout=FIRST_RUN)
        cells.button(number, "Stop").click()
        expect(cells.cell(number).locator(".live-state")).to_have_text("stopped")
        assert "2000 names" not in learns.inner_text()
        assert "starts Python again" in cells.note(number)
        first = learns.inner_text().splitlines()
        cells.start(number)
        expect(cells.cell(number).locator(".live-state")).to_have_text(
            DONE, timeout=FIRST_RUN
        )
        again = learns.inner_text().splitlines()
        assert again[: len(first) - 1] == first[:-1]  # the same numbers, and names
        losses = [float(one) for one in re.findall(r"loss (\d\.\d+)", "\n".join(again))]
        assert len(losses) == 100
        assert losses[-1] < losses[0]
        turned = page.get_by_role("slider", name="temperature")
        turned.scroll_into_view_if_needed()
        turned.focus()
        page.keyboard.press("Home")
        box = page.locator("div.cell:has(> .live-turn)")
        made = box.locator("> .live-output")
        expect(box.locator(".live-state")).to_have_text(DONE, timeout=FIRST_RUN)
        cold = made.inner_text()
        page.keyboard.press("End")
        expect(made).not_to_have_text(cold, use_inner_text=True, timeout=FIRST_RUN)
        expect(box.locator(".live-state")).to_have_text(DONE, timeout=FIRST_RUN)
        assert len(set(cold)) < len(set(made.inner_text()))  # the letters in all names
