"""Quizzes whose answer is a line of code, which is run.

That each right line is right is tried where all cells of its page run, with one Python.
"""

import pytest
from browser_live import need_live_cells
from browser_quiz import answer_line, facts, first
from browser_site import documents, is_left_out, left_out
from browser_views import DESKTOP, new_context, visit
from playwright.sync_api import Browser, BrowserContext, Route, expect

pytestmark = pytest.mark.browser
PAGE = "docs/module0/operators.html"
LINES = [d for d in documents() if "asked-line" in d.path.read_text(encoding="utf-8")]


@pytest.fixture(scope="module", autouse=True)
def _live_site() -> None:
    need_live_cells()


def test_there_are_some_in_every_module() -> None:
    assert left_out() or len(LINES) >= 6
    for module in "012":
        folder = f"docs/module{module}/"
        has_some = any(d.name.startswith(folder) for d in LINES)
        assert has_some or is_left_out(f"{folder}index")


def test_what_is_said_of_a_line(site: str, reader: BrowserContext) -> None:
    with visit(reader, site + PAGE) as (page, _):
        quiz = first(page, "line")
        for line, told in {
            "relu(x)": "called    absolute(-2.5)",
            "relu(x": "SyntaxError",
            "abs(x)": "made of relu and x alone: abs is something else",
            "max(x, -x)": "max is something else",
            "x if x > 0 else -x": "where is relu?",
            "...": "Write a line of Python first.",
            "relu(x) if x > 0 else relu(-x)": "✓ Right.",
            facts(quiz)["shown"]: "✓ Right.",
        }.items():
            assert told in answer_line(quiz, line), line
        page.reload()
        page.evaluate("course.settled()")
        assert first(page, "line").get_by_role("textbox").input_value() == line


def test_a_script_that_comes_late_is_waited_for(site: str, browser: Browser) -> None:
    """The cells may have been fetched long before it."""

    def late(route: Route) -> None:
        page.wait_for_timeout(1500)  # two modules follow each other
        route.continue_()

    with new_context(browser, DESKTOP[0]) as context:
        page = context.new_page()
        page.route("**/quiz.js*", late)
        page.goto(site + PAGE)
        expect(first(page, "line").get_by_role("textbox")).to_be_visible()
