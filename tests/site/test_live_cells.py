"""A reader runs cells of a page: what happens, in which order, and what is said."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from browser_live import (
    FIRST_RUN,
    OWN_PAGE,
    PAGE,
    Cells,
    Code,
    need_live_cells,
    opened,
    page_with,
)
from kept_python import keep_python
from playwright.sync_api import Browser, BrowserContext, expect

from browser_views import View, new_context  # isort: skip

pytestmark = pytest.mark.browser

DONE = re.compile("done")
ENDLESS = "while True:\n    pass"
FLOOD = "n = 0\nwhile True:\n    n += 1\n    print('line', n)"
CELLS = (
    Code("runs = globals().get('runs', 0) + 1\nx = 3\nprint('loud')", "loud"),
    Code("print(x, runs)", "3 1"),
    Code("raise SystemError('not for readers')", tags="tag_no-live"),
    Code("1 / 0", "as built", tags="tag_raises-exception"),
    Code("y = x + 1\ny"),
    Code("import numpy as np\nz = np.ones(3)", "needs numpy"),
    Code("print(y)", "4"),
    Code("print(z)", "1 1 1"),
)


@pytest.fixture(scope="module", autouse=True)
def _live_site() -> None:
    need_live_cells()


@pytest.fixture(scope="module")
def reader_of_cells(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """One reader for this file: what the browser has compiled, it keeps."""
    with new_context(browser, View("light", 1280, 720)) as context:
        context.set_default_timeout(FIRST_RUN)
        keep_python(context, site)
        yield context


@pytest.fixture
def cells(reader_of_cells: BrowserContext, site: str) -> Iterator[Cells]:
    """The cells above on a page, where nothing has run."""
    address = f"{site}{OWN_PAGE}"
    with opened(reader_of_cells, address, page_with(*CELLS)) as page:
        yield Cells(page)


def test_nothing_is_loaded_before_the_first_run(
    reader_of_cells: BrowserContext, site: str
) -> None:
    asked: list[str] = []
    reader_of_cells.on("request", lambda request: asked.append(request.url))

    def live_files() -> set[str]:
        paths = (urlsplit(url).path for url in asked)
        names = (path.rpartition("/")[2] for path in paths if "/_static/live/" in path)
        return {re.sub(r"-\w+(?=\.\w+$)", "", name) for name in names}

    with opened(reader_of_cells, site + PAGE) as page:
        page.wait_for_timeout(500)
        # What main.js shares with others stands in a chunk; a quiz asks for a line.
        shell = {"start.js", "main.js", "chunk.js", "lines.js", "live.css"}
        assert live_files() <= shell
        Cells(page).button(1, "Edit").click()
        expect(page.get_by_role("textbox", name="Code of cell 1")).to_be_focused()
        assert "worker.js" not in live_files()
        Cells(page).run(1)
        assert {"worker.js", "pyodide.js"} <= live_files()


def plain(html: str) -> str:
    """The HTML without what other scripts of the page add to it."""
    return re.sub(
        r'<button.*?</button>|\s(id|tabindex)="[-\w]+"|\s', "", html, flags=re.DOTALL
    )


def test_a_run_gives_what_the_build_printed(
    reader_of_cells: BrowserContext, site: str
) -> None:
    with opened(reader_of_cells, site + PAGE) as page:
        cells = Cells(page)
        for number in (1, 2):
            built = cells.cell(number).locator("> .cell_output").inner_html()
            assert cells.run(number)["how"] == "done"
            fresh = cells.cell(number).locator("> .live-output")
            assert plain(fresh.inner_html()) == plain(built)


def test_earlier_cells_run_first_once_and_quietly(cells: Cells) -> None:
    assert cells.run(2)["how"] == "done"
    assert cells.output(2) == "3 1"
    assert cells.output(1) == "loud"
    assert cells.button(1, "Reset").is_hidden()
    cells.run(7)
    cells.run(2)
    assert cells.output(2) == "3 1"
    assert cells.button(3, "Run").count() == 0  # no-live
    assert cells.output(4) == "as built"


def test_what_was_edited_runs_again_and_shows(cells: Cells) -> None:
    cells.run(2)
    cells.edit(1, "x = 'new'\nprint('edited')")
    assert cells.output(1) == "loud"
    cells.run(2)
    assert cells.output(1) == "edited"
    assert cells.output(2) == "new 1"


def test_a_cell_that_may_raise_stops_nothing(cells: Cells) -> None:
    assert cells.run(5)["how"] == "done"
    assert cells.output(5) == "4"
    assert cells.run(4) == {"how": "error", "error": "ZeroDivisionError"}


def test_an_error_is_shown_with_the_readers_lines(cells: Cells) -> None:
    assert cells.run(2, "def f(n):\n    return x[n]\n\nf(0)")["error"] == "TypeError"
    told = cells.output(2)
    assert 'File "cell 2", line 4, in <module>' in told
    assert "return x[n]" in told
    assert cells.state(2) == "error: TypeError"
    assert cells.said()[-1] == "Cell 2: error: TypeError"
    assert cells.cell(2).locator(".output.traceback pre").count() == 1


def test_an_error_in_an_earlier_cell_names_it(cells: Cells) -> None:
    cells.edit(1, "xyz")
    assert cells.run(2)["how"] == "error before"
    assert "Cell 1 runs before this one" in cells.note(2)
    assert "NameError: name 'xyz'" in cells.note(2)
    assert cells.output(2) == "3 1"  # still the output of the page
    cells.run(1, "x = 7; runs = 0")
    cells.run(2)
    assert (cells.note(2), cells.output(2)) == ("", "7 0")


@pytest.mark.parametrize("endless", [ENDLESS, FLOOD], ids=["silent", "flood"])
def test_an_endless_loop_is_stopped(cells: Cells, endless: str) -> None:
    cells.run(2)
    cells.edit(5, endless)
    cells.start(5)
    stop = cells.button(5, "Stop")
    stop.wait_for()
    cells.page.wait_for_timeout(500)
    began = cells.page.evaluate("performance.now()")
    stop.click()
    expect(cells.cell(5).locator(".live-state")).to_have_text("stopped")
    assert (
        cells.page.evaluate("performance.now()") - began < 15_000
    )  # at once; the machine may be busy
    assert stop.is_hidden()
    expect(cells.button(5, "Run")).to_be_focused()
    assert "The next run starts Python again" in cells.note(5)
    # What was defined is there again.
    assert cells.run(2)["how"] == "done"
    assert cells.output(2) == "3 1"


def test_lines_come_while_the_cell_runs(cells: Cells) -> None:
    cells.run(1)
    cells.edit(
        1, "import time\nfor i in range(99):\n    print('epoch', i)\n    time.sleep(1)"
    )
    cells.start(1)
    first = cells.cell(1).locator(".live-output", has_text="epoch 1")
    first.wait_for()
    assert "epoch 98" not in cells.output(1)
    assert cells.state(1) == "running"
    cells.button(1, "Stop").click()


def test_a_flood_leaves_the_page_fluid(cells: Cells) -> None:
    cells.run(1)
    cells.edit(1, FLOOD)
    cells.start(1)
    cells.cell(1).locator(".live-output .live-note").wait_for()
    gap = cells.page.evaluate(
        """async () => {
          let worst = 0, last = performance.now();
          while (worst >= 0 && last < performance.now() + 1) {
            await new Promise(requestAnimationFrame);
            const now = performance.now();
            worst = Math.max(worst, now - last);
            last = now;
            if ((window.frames_ = (window.frames_ ?? 0) + 1) > 60) break;
          }
          return worst;
        }"""
    )
    assert gap < 1000
    assert len(cells.output(1)) < 110_000
    assert cells.output(1).endswith("pictures.")
    cells.button(1, "Stop").click()
    expect(cells.cell(1).locator(".live-state")).to_have_text("stopped")


def test_after_a_crash_the_next_run_starts_again(cells: Cells) -> None:
    cells.run(2)
    assert cells.run(5, "import os\nos._exit(3)")["how"] == "crashed"
    assert "Python ended while this cell ran" in cells.note(5)
    assert cells.run(2)["how"] == "done"
    assert cells.output(2) == "3 1"


def test_a_deep_graph_is_freed(cells: Cells) -> None:
    deep = "from minitorch import Scalar\nv = Scalar(1.0)\n"
    deep += "for i in range(20_000):\n    v = v * 1.0\nv"
    assert cells.run(5, deep)["how"] == "done"
    assert cells.run(5, deep)["how"] == "done"  # v has another value now
    assert cells.run(5, "del v")["how"] == "done"
    assert cells.run(5, "1 + 1")["how"] == "done"  # and `_` has


def test_a_crash_between_two_runs_starts_again(cells: Cells) -> None:
    late = "from pyodide.code import run_js\nrun_js('setTimeout(() => { throw 1; })');"
    cells.run(5, late)
    cells.page.wait_for_timeout(500)
    assert cells.run(2)["how"] == "done"
    assert cells.output(2) == "3 1"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("import sys\nsys.exit(1)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("def f(): f()\nf()", "RecursionError"),
        ("bytearray(2 ** 33)", None),
    ],
)
def test_what_ends_a_cell_does_not_end_python(
    cells: Cells, text: str, error: str | None
) -> None:
    cells.run(1)
    end = cells.run(5, text)
    assert end["how"] == "error"
    assert error in (None, end["error"])
    cells.run(2)
    assert cells.output(2) == "3 1"


def test_reset_restores_the_page(cells: Cells) -> None:
    as_built = """cell => {
      const copy = cell.cloneNode(true);
      copy.querySelector(".live-bar").remove();
      return copy.innerHTML.replaceAll(' class=""', "");
    }"""
    before = cells.cell(1).evaluate(as_built)
    cells.edit(1, "print('changed')")
    cells.run(1)
    assert cells.output(1) == "changed"
    cells.reset(1)
    assert cells.cell(1).evaluate(as_built) == before
    assert cells.run(2)["how"] == "done"  # the text of the page ran before it
    assert cells.output(2) == "3 1"


def test_two_runs_queue(cells: Cells) -> None:
    cells.edit(1, "import time\ntime.sleep(2)\nx, runs = 5, 0")
    cells.start(1)
    cells.start(2)
    assert cells.state(2) == "waiting"
    assert "Cell 2: waiting" in cells.said()
    expect(cells.cell(2).locator(".live-state")).to_have_text(DONE, timeout=FIRST_RUN)
    assert cells.output(2) == "5 0"


def test_what_was_there_before_is_no_answer(cells: Cells) -> None:
    of = "cell => cell.querySelector('.live-before')?.dataset.of ?? ''"
    cells.edit(1, "import time\ntime.sleep(2)\nx, runs = 5, 0")
    cells.start(1)
    cells.start(2)
    assert cells.cell(2).evaluate(of) == "from the build"
    assert cells.cell(3).evaluate(of) == ""  # nobody has asked for it
    expect(cells.cell(2).locator(".live-state")).to_have_text(DONE, timeout=FIRST_RUN)
    assert cells.cell(2).evaluate(of) == ""
    cells.start(1)
    cells.start(2)
    assert cells.cell(2).evaluate(of) == "from the run before"
    cells.button(1, "Stop").click()
    expect(cells.cell(2).locator(".live-state")).to_have_text("stopped")
    assert cells.output(2) == "5 0"
    assert cells.cell(2).evaluate(of) == ""


def test_stop_calls_off_what_waits(cells: Cells) -> None:
    cells.run(1)
    cells.edit(1, ENDLESS)
    cells.start(1)
    cells.start(2)
    cells.button(1, "Stop").click()
    expect(cells.cell(2).locator(".live-state")).to_have_text("stopped")
    assert cells.output(2) == "3 1"
    assert cells.button(2, "Stop").is_hidden()


def test_a_second_press_does_not_run_twice(cells: Cells) -> None:
    cells.run(1)
    cells.edit(1, "import time\nruns += 1\ntime.sleep(0.5)")
    run = cells.button(1, "Run")
    run.evaluate("button => { button.click(); button.click(); }")
    cells.run(2)
    assert cells.output(2) == "3 2"


def test_by_keyboard_alone(cells: Cells) -> None:
    page = cells.page
    cells.button(1, "Run").focus()
    page.keyboard.press("Enter")
    expect(cells.cell(1).locator(".live-state")).to_have_text(DONE, timeout=FIRST_RUN)
    expect(cells.button(1, "Run")).to_be_focused()
    page.keyboard.press("Tab")
    expect(cells.button(1, "Edit")).to_be_focused()
    page.keyboard.press("Space")
    editor = page.get_by_role("textbox", name="Code of cell 1")
    expect(editor).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("print(6 * 7)")
    page.keyboard.press("Control+Enter")
    expect(cells.cell(1).locator(".live-output")).to_have_text(re.compile("42"))
    page.keyboard.press("Escape")
    expect(cells.button(1, "Run")).to_be_focused()


def test_what_happens_is_announced(cells: Cells) -> None:
    cells.run(1)
    said = cells.said()
    assert "Cell 1: running" in said  # Python may have begun to start before
    assert any("starting Python (6 MB, once)" in sentence for sentence in said)
    assert re.fullmatch(r"Cell 1: done in \d+\.\d+ s", said[-1])
    region = cells.page.locator(".live-status")
    assert region.get_attribute("role") == "status"
    assert cells.page.get_by_role("group", name="Cell 1", exact=True).count() == 1


def test_a_runtime_that_cannot_be_had(cells: Cells, site: str) -> None:
    wasm = re.compile("asm.wasm")
    cells.page.context.route(wasm, lambda route: route.abort())
    try:
        assert cells.run(2)["how"] == "unavailable"
    finally:
        cells.page.context.unroute(wasm)
    assert "Python could not be loaded" in cells.note(2)
    assert cells.output(2) == "3 1"
    assert cells.button(2, "Stop").is_hidden()
    assert cells.run(2)["how"] == "done"
    assert cells.note(2) == ""


def test_a_package_that_cannot_be_had(cells: Cells) -> None:
    assert cells.run(6)["how"] == "missing"
    assert "numpy, which could not be loaded from" in cells.note(6)
    assert cells.output(6) == "needs numpy"
    assert cells.run(7)["how"] == "done"  # needs nothing of it
    assert cells.output(7) == "4"
    cells.run(8)
    assert "cell 6" in cells.note(8)
    assert "numpy" in cells.note(8)
    assert cells.output(8) == "1 1 1"


def test_the_copy_button_copies_the_edited_text(cells: Cells) -> None:
    cells.edit(1, "a = 1\nb = 2")
    assert cells.cell(1).locator(".cell_input pre").evaluate(
        "pre => pre.textContent"
    ) == ("a = 1\nb = 2")


def test_the_buttons_take_no_room(reader_of_cells: BrowserContext, site: str) -> None:
    # One call: between two, a page on a busy machine may still put something in.
    with_and_without = """() => {
      const places = () => [
        ...document.querySelectorAll("main :not(.live-bar, .live-bar *)")]
        .map((one) => { const { x, y, width, height } = one.getBoundingClientRect();
          return [x, y, width, height]; });
      const before = places();
      document.querySelectorAll('.live-bar').forEach((bar) => bar.remove());
      return [before, places()]; }"""
    with opened(reader_of_cells, site + PAGE) as page:
        bars = page.locator(".live-bar").count()
        before, after = page.evaluate(with_and_without)
        assert bars > 0
        assert after == before
