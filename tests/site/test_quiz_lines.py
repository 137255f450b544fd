"""Quizzes whose answer is a line of code, which is run."""

import pytest
from browser_live import need_live_cells
from browser_quiz import facts, first, said
from browser_site import Document, documents, is_left_out, left_out
from browser_views import visit
from playwright.sync_api import BrowserContext, Locator

pytestmark = pytest.mark.browser
PAGE = "docs/module0/operators.html"
LINES = [d for d in documents() if "asked-line" in d.path.read_text(encoding="utf-8")]
# Pages of module 2 need numpy, which comes from another host.
ALONE = [d for d in LINES if not d.name.startswith("docs/module2/")]


@pytest.fixture(scope="module", autouse=True)
def _live_site() -> None:
    need_live_cells()


def answer(quiz: Locator, line: str) -> str:
    """Give a line; what is said about it."""
    field = quiz.get_by_role("textbox")
    field.fill(line)
    field.press("Enter")
    quiz.locator(".quiz-verdict, .quiz-ask").wait_for(timeout=60_000)
    return said(quiz)


def test_there_are_some_in_every_module() -> None:
    assert left_out() or len(LINES) >= 6
    for module in "012":
        folder = f"docs/module{module}/"
        has_some = any(d.name.startswith(folder) for d in LINES)
        assert has_some or is_left_out(f"{folder}index")


@pytest.mark.parametrize("document", ALONE, ids=str)
def test_the_right_line_is_right_and_none_is_an_answer(
    site: str, reader: BrowserContext, document: Document
) -> None:
    with visit(reader, site + document.address) as (page, _):
        for quiz in page.locator(".asked-line").all():
            told = answer(quiz, "None")
            assert told.startswith("✗ Not right.")
            assert "Not answered" not in told
            assert answer(quiz, facts(quiz)["shown"]).startswith("✓ Right.")


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
            assert told in answer(quiz, line), line
        page.reload()
        page.evaluate("course.settled()")
        assert first(page, "line").get_by_role("textbox").input_value() == line
