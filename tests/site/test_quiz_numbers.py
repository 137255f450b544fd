"""Numbers of quizzes: shown as people write them, and read as people type them."""

import re

import pytest
from browser_quiz import check, facts, with_quizzes
from browser_site import Document, documents
from browser_views import DESKTOP, visit
from conftest import Readers
from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser
PAGE = "docs/module1/backpropagation.html"
AS_PROGRAMS = re.compile(r"\de[+-]?\d")
TOLD = re.compile(r'class="(?:quiz-letter|quiz-solution|quiz-text)".*|<td.*?</td>')
WITH_NUMBERS = [d for d in with_quizzes() if "asked-number" in d.path.read_text()]


@pytest.mark.parametrize("document", documents(), ids=str)
def test_no_answer_or_table_shows_a_number_of_programs(document: Document) -> None:
    if document.name.startswith(("_modules/", "docs/api/", "docs/coming_from/")):
        return  # they quote programs
    for shown in TOLD.findall(document.path.read_text(encoding="utf-8")):
        text = re.sub("<(code|pre).*?</\\1>|<[^>]*>", "", shown)
        assert not AS_PROGRAMS.search(text), text


@pytest.mark.parametrize("document", WITH_NUMBERS, ids=str)
def test_what_is_shown_can_be_typed(
    site: str, readers: Readers, document: Document
) -> None:
    with visit(readers[DESKTOP[0]], site + document.address) as (page, _):
        for quiz in page.locator(".asked-number").all():
            typed = facts(quiz)["shown"]
            told = quiz.evaluate(
                """(quiz, typed) => {
                  quiz.querySelector("[type=text]").value = typed;
                  quiz.querySelector("form").requestSubmit();
                  return quiz.querySelector(".quiz-result").textContent;
                }""",
                typed,
            )
            assert told.startswith("✓ Right."), (typed, told)
        page.evaluate("localStorage.clear()")


@pytest.mark.parametrize(
    "text", ["1,048,576", "1 048 576", "1048576", "2^20", "2**20", "1.048576e6"]
)
def test_a_large_number(site: str, desk: BrowserContext, text: str) -> None:
    with visit(desk, site + PAGE) as (page, _):
        for quiz in page.locator(".asked-number").all():
            if 1048576.0 in facts(quiz)["wrong"]:
                break
        quiz.get_by_role("textbox").fill(text)
        assert "the number of ways" in check(quiz)
        quiz.get_by_role("button", name="Start over").click()
        assert "1,048,576" in (quiz.locator(".quiz-letter").all_text_contents())
